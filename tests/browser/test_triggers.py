"""At the moment wanted: after a while, on scrolling, on leaving, on a click, on an event."""

from __future__ import annotations

from typing import Any

import pytest

EVENTS = """
window.heard = [];
for (const name of ["shown", "opened", "closed", "error"])
  document.addEventListener(name, (event) => heard.push(name), true);
"""
GPC = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });"
DNT = "Object.defineProperty(navigator, 'doNotTrack', { value: '1' });"
BODY = '><a href="/elsewhere" id="give">Un avis ?</a><a href="#other">Autre</a><p id="long"></p'
LEAVE = """document.dispatchEvent(new MouseEvent("mouseleave", { clientX: 9, clientY: %d }))"""
ARMED = "document.querySelector('porte-voix').shadowRoot.children.length == 0"


def fire(widget: Any, name: str, value: str) -> None:
    """Do what the trigger waits for, after all that it does not wait for."""
    page = widget.page
    near = {
        "delay": "0",
        "scroll": "scrollTo(0, 300)",
        "exit-intent": LEAVE % 400,
        "on-click": "document.querySelector('[href=\"#other\"]').click()",
        "on-event": "document.dispatchEvent(new Event('another'))",
    }
    right = {
        "delay": "0",
        "scroll": "scrollTo(0, 9999)",
        "exit-intent": LEAVE % -1,
        "on-click": "document.querySelector('#give').click()",
        "on-event": f"document.dispatchEvent(new Event('{value}'))",
    }
    page.evaluate(near[name])
    page.clock.run_for(40_000)
    page.wait_for_timeout(100)
    assert not widget.form.is_visible()
    page.evaluate(right[name])
    page.clock.run_for(60_000)
    page.wait_for_timeout(100)


TRIGGERS = [
    ("delay", "90"),
    ("scroll", "50"),
    ("exit-intent", ""),
    ("on-click", "#give"),
    ("on-event", "paid"),
]


def visit(widget: Any, attributes: str) -> None:
    """Load a long page with a survey that waits."""
    widget.page.add_init_script(EVENTS)
    widget.page.clock.install()
    widget.host.write(attributes=attributes, body=BODY)
    widget.page.goto(widget.host.origin)
    widget.page.wait_for_load_state("networkidle")
    widget.page.locator("#long").evaluate("(node) => { node.style.height = '4000px' }")


@pytest.mark.parametrize(("name", "value"), TRIGGERS)
def test_inline_waits(widget: Any, name: str, value: str) -> None:
    """An inline survey appears when its trigger fires, and not before."""
    visit(widget, f' {name}="{value}"')
    assert widget.page.evaluate(ARMED)
    fire(widget, name, value)
    widget.form.wait_for()
    assert widget.page.evaluate("heard") == ["shown"]
    assert widget.page.url == f"{widget.host.origin}/" + "#other" * (name == "on-click")


@pytest.mark.parametrize(("name", "value"), TRIGGERS)
def test_panels_open(widget: Any, name: str, value: str) -> None:
    """A panel's launcher is there at once; the panel opens when the trigger fires, once."""
    visit(widget, f' mode="button" {name}="{value}"')
    assert widget.page.locator("porte-voix .pv-launcher").is_visible()
    widget.page.locator("[href='#other']").focus()
    fire(widget, name, value)
    widget.form.wait_for()
    assert widget.page.evaluate("document.activeElement.hash") == "#other"
    assert widget.page.evaluate("heard") == ["shown", "opened"]


@pytest.mark.parametrize("name", ["delay", "scroll", "exit-intent"])
def test_what_was_closed_stays_closed(widget: Any, name: str) -> None:
    """What opens by itself does so once: closed, it does not come back by itself."""
    value = dict(TRIGGERS)[name]
    visit(widget, f' mode="button" {name}="{value}"')
    fire(widget, name, value)
    widget.page.get_by_role("button", name="Fermer").click()
    widget.form.wait_for(state="hidden")
    widget.page.evaluate("scrollTo(0, 0)")
    fire(widget, name, value)
    assert not widget.form.is_visible()


def test_a_click_opens_again(widget: Any) -> None:
    """What the visitor asks for comes each time, and the link that asks for it is not followed."""
    visit(widget, ' mode="button" on-click="#give"')
    for _ in range(2):
        widget.page.locator("#give").click()
        widget.form.wait_for()
        widget.page.get_by_role("button", name="Fermer").click()
        widget.form.wait_for(state="hidden")
    assert widget.page.url == f"{widget.host.origin}/"


def test_first_trigger_wins(widget: Any) -> None:
    """Of several triggers, the first that fires opens it, and the others then do nothing."""
    visit(widget, ' mode="button" delay="90" scroll="50"')
    fire(widget, "scroll", "50")
    widget.form.wait_for()
    widget.page.get_by_role("button", name="Fermer").click()
    widget.form.wait_for(state="hidden")
    widget.page.clock.run_for(120_000)
    assert not widget.form.is_visible()


@pytest.mark.parametrize("signal", [GPC, DNT])
@pytest.mark.parametrize(("name", "value"), TRIGGERS)
def test_privacy_signals_are_heard(widget: Any, signal: str, name: str, value: str) -> None:
    """For who asks not to be tracked nothing opens by itself: only what they do opens it."""
    widget.page.add_init_script(signal)
    visit(widget, f' mode="button" {name}="{value}"')
    fire(widget, name, value)
    assert widget.form.is_visible() == name.startswith("on-")
    visit(widget, f' mode="button" privacy-signals="ignore" {name}="{value}"')  # control
    fire(widget, name, value)
    assert widget.form.is_visible()


def test_triggers_end_with_the_page(widget: Any) -> None:
    """Where a single-page site moves on, a trigger of the page before opens nothing."""
    visit(widget, ' mode="button" include="/" delay="90"')
    widget.page.evaluate("history.pushState({}, '', '/b')")
    widget.page.clock.run_for(120_000)
    assert widget.page.evaluate("heard") == ["shown"]
    widget.page.evaluate("history.pushState({}, '', '/')")
    widget.page.clock.run_for(120_000)
    widget.form.wait_for()
