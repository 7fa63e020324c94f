"""Each mode passes every rule of axe, in light and in dark, closed and open, and traps nobody."""

from __future__ import annotations

from typing import Any

import pytest

BEHIND = ("button", "tab")
SCHEME = '<meta name="color-scheme" content="light dark">'
LAUNCHER_HAS_FOCUS = "!!document.activeElement.shadowRoot?.activeElement?.matches('.pv-launcher')"
TAPPED = """() => [...document.querySelector("porte-voix").shadowRoot
  .querySelectorAll("button, .pv-choice, .pv-input, select")]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.textContent.trim() || node.name, node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""


def open_mode(widget: Any, mode: str, **parts: str) -> Any:
    """Load the page with the survey in a mode; gives the launcher, if there is one."""
    widget.host.write(attributes=f' mode="{mode}"', head=SCHEME, **parts)
    widget.page.goto(widget.host.origin)
    launcher = widget.page.get_by_role("button", name="Donner mon avis")
    (launcher if mode in BEHIND else widget.form).wait_for()
    return launcher


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mode", ["inline", "button", "tab", "kiosk"])
def test_axe_finds_nothing(widget: Any, mode: str, scheme: Any) -> None:
    """No rule is broken, best practices included, closed or open."""
    widget.page.emulate_media(color_scheme=scheme)
    launcher = open_mode(widget, mode)
    assert widget.axe() == []
    if mode in BEHIND:
        launcher.click()
        widget.form.wait_for()
        assert widget.axe() == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("mode", ["button", "tab", "kiosk"])
def test_targets_are_large_enough(widget: Any, mode: str, width: int) -> None:
    """What is pressed or typed into is at least 44 pixels wide and high, and fits the window."""
    widget.page.set_viewport_size({"width": width, "height": 700})
    launcher = open_mode(widget, mode)
    if mode in BEHIND:
        assert launcher.bounding_box()["x"] >= 0
        launcher.click()
        widget.form.wait_for()
    assert widget.page.evaluate(TAPPED) == []
    box = widget.form.bounding_box()
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width


@pytest.mark.parametrize("mode", BEHIND)
def test_keyboard_opens_and_closes_panels(widget: Any, keyboard: Any, mode: str) -> None:
    """A panel opens by keyboard, comes next, closes by Escape, and gives the focus back."""
    open_mode(widget, mode)
    keyboard.reach("Donner mon avis")
    keyboard.press("Enter")
    widget.form.wait_for()
    keyboard.reach("satisfaction|")
    keyboard.press("Escape")
    widget.form.wait_for(state="hidden")
    assert widget.page.evaluate(LAUNCHER_HAS_FOCUS)


@pytest.mark.parametrize("mode", BEHIND)
def test_panels_trap_nobody(widget: Any, keyboard: Any, mode: str) -> None:
    """The keyboard walks through an open panel and out of it, to the page."""
    launcher = open_mode(widget, mode)
    launcher.click()
    widget.form.wait_for()
    assert widget.page.evaluate("document.activeElement.localName") in ("body", "porte-voix")
    keyboard.reach("Envoyer")
    for _ in range(5):
        keyboard.press("Tab")
        if widget.page.evaluate("document.activeElement.localName") != "porte-voix":
            return
    raise AssertionError("The focus never leaves the panel")


def told(widget: Any) -> list[Any]:
    """Give role, name and whether it is open, as the browser tells them of the launcher."""
    session = widget.page.context.new_cdp_session(widget.page)
    session.send("Accessibility.enable")
    script = "document.querySelector('porte-voix').shadowRoot.querySelector('.pv-launcher')"
    found = session.send("Runtime.evaluate", {"expression": script})["result"]
    asked = {"objectId": found["objectId"], "role": "button"}
    [node] = session.send("Accessibility.queryAXTree", asked)["nodes"]
    facts = {each["name"]: each["value"]["value"] for each in node["properties"]}
    return [node["name"]["value"], facts.get("expanded")]


@pytest.mark.parametrize("mode", BEHIND)
def test_launchers_are_told(widget: Any, mode: str) -> None:
    """A launcher says that it is a button, what for, and whether its panel is open."""
    launcher = open_mode(widget, mode)
    assert told(widget) == ["Donner mon avis", False]
    launcher.click()
    widget.form.wait_for()
    assert told(widget) == ["Donner mon avis", True]


@pytest.mark.parametrize(("position", "language"), [("end", "fr"), ("start", "fr"), ("end", "ar")])
def test_corner_follows_the_direction(widget: Any, position: str, language: str) -> None:
    """The launcher is at the end of the line, or at its start, whichever way the page runs."""
    widget.host.write(attributes=f' mode="button" position="{position}" language="{language}"')
    widget.page.goto(widget.host.origin)
    launcher = widget.page.locator("porte-voix button").first
    launcher.wait_for()
    box = launcher.bounding_box()
    is_left = box["x"] + box["width"] / 2 < 640
    assert is_left == ((position == "start") != (language == "ar"))
