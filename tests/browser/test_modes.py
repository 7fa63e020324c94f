"""How the survey comes to a page: in its place, behind a button or a tab, or as a link."""

from __future__ import annotations

from typing import Any

import pytest

BEHIND = ("button", "tab")
EVENTS = """
window.heard = [];
for (const name of ["shown", "opened", "closed", "error"])
  document.addEventListener(name, (event) => heard.push(name), true);
window.keys = [];
for (const name of ["keydown", "keypress", "keyup"])
  document.addEventListener(name, (event) => keys.push(event.type + event.key));
"""
IN_TOP_LAYER = "(node) => node.closest('[popover]')?.matches(':popover-open') ?? false"
BODY = '><input id="own" aria-label="Recherche"><p style="height: 3000px"></p'
ABOVE = """(node) => {
  const { x, y } = node.getBoundingClientRect();
  return document.elementFromPoint(x + 5, y + 5).localName;
}"""
CORNER = """(node) => {
  const { left, right } = node.getBoundingClientRect();
  return left + right < innerWidth ? "left" : "right";
}"""


@pytest.fixture
def person(widget: Any) -> Any:
    """Give someone whose page notes what it hears."""
    widget.page.add_init_script(EVENTS)
    return widget


def launcher(widget: Any, mode: str, more: str = "") -> Any:
    """Load the page with a survey behind a launcher; gives the launcher."""
    widget.host.write(attributes=f' mode="{mode}"{more}', body=BODY)
    widget.page.goto(widget.host.origin)
    button = widget.page.locator("porte-voix .pv-launcher")
    button.wait_for()
    return button


def opened(widget: Any, mode: str, more: str = "") -> Any:
    """Load the page, and open the panel."""
    button = launcher(widget, mode, more)
    button.click()
    widget.form.wait_for()
    return button


def test_inline_stands_in_its_place(person: Any) -> None:
    """An inline survey is there at once, in the flow of the page, and the page hears `shown`."""
    person.open()
    assert person.page.locator("main porte-voix .pv-form").is_visible()
    assert not person.form.evaluate(IN_TOP_LAYER)
    assert not person.page.locator("porte-voix .pv-close").is_visible()
    assert person.page.evaluate("heard") == ["shown"]


@pytest.mark.parametrize("mode", BEHIND)
def test_panel_is_above_everything(person: Any, mode: str) -> None:
    """The panel is in the browser's top layer: no page's z-index comes above it."""
    button = launcher(person, mode)
    assert not person.form.is_visible()
    button.click()
    person.form.wait_for()
    assert person.form.evaluate(IN_TOP_LAYER)
    cover = (
        "(node) => { node.style = 'all: initial; position: fixed; inset: 0; z-index: 2147483647' }"
    )
    person.page.locator("h1").evaluate(cover)
    person.pick("Dans l’ensemble", "Bien")
    assert person.form.locator("[name=satisfaction][value=good]").is_checked()
    assert person.page.locator("#own").evaluate(ABOVE) == "h1"  # control
    assert person.page.evaluate("heard") == ["shown", "opened"]


@pytest.mark.parametrize("mode", BEHIND)
def test_opening_moves_no_focus(person: Any, keyboard: Any, mode: str) -> None:
    """Whoever opens it, the focus stays where it was; Tab leads from launcher to panel."""
    button = launcher(person, mode)
    person.page.locator("#own").focus()
    person.page.evaluate("document.querySelector('porte-voix').open()")
    person.form.wait_for()
    assert person.page.evaluate("document.activeElement.id") == "own"
    person.page.evaluate("document.querySelector('porte-voix').close()")
    person.form.wait_for(state="hidden")
    button.focus()
    keyboard.press("Enter")
    person.form.wait_for()
    assert "Donner mon avis" in keyboard.focused()
    keyboard.press("Tab")
    inside = "document.querySelector('porte-voix').shadowRoot.activeElement.closest('[popover]')"
    assert person.page.evaluate(f"{inside} != null")


@pytest.mark.parametrize("mode", BEHIND)
def test_escape_is_scoped(person: Any, mode: str) -> None:
    """Escape closes a panel from inside, and not from elsewhere on the page."""
    opened(person, mode)
    person.page.locator("#own").focus()
    person.page.keyboard.press("Escape")
    person.page.wait_for_timeout(200)
    assert person.form.is_visible()
    person.page.get_by_label("Que voulez-vous ajouter").focus()
    person.page.keyboard.press("Escape")
    person.form.wait_for(state="hidden")
    person.until("heard.at(-1) == 'closed'")
    assert person.page.evaluate("keys.filter((key) => key == 'keydownEscape').length") == 1


def test_close_button_keeps_what_was_typed(person: Any) -> None:
    """The close button closes; opened again, the panel has what was typed."""
    button = opened(person, "button")
    text = person.page.get_by_label("Que voulez-vous ajouter")
    text.fill("En cours")
    person.page.get_by_role("button", name="Fermer").click()
    person.form.wait_for(state="hidden")
    button.click()
    assert text.input_value() == "En cours"
    person.until("heard.length == 4")
    assert person.page.evaluate("heard") == ["shown", "opened", "closed", "opened"]


@pytest.mark.parametrize("mode", ["inline", *BEHIND])
def test_keys_typed_inside_are_not_the_pages(person: Any, mode: str) -> None:
    """No listener of the page hears a key typed in the widget; it hears its own field's."""
    if mode in BEHIND:
        opened(person, mode)
    else:
        person.open(body=BODY)
    person.page.get_by_label("Que voulez-vous ajouter").press_sequentially("jk/")
    person.page.keyboard.press("ArrowLeft")
    assert person.page.evaluate("keys") == []
    person.page.locator("#own").press("j")  # control
    assert person.page.evaluate("keys") == ["keydownj", "keypressj", "keyupj"]


@pytest.mark.parametrize(
    ("more", "corner"),
    [
        ("", "right"),
        (' position="start"', "left"),
        (' language="ar"', "left"),
        (' language="ar" position="start"', "right"),
    ],
)
def test_panels_corner_is_mirrored(person: Any, more: str, corner: str) -> None:
    """Launcher and panel share a corner: the end of the line, or its start, in its direction."""
    for mode in BEHIND:
        assert opened(person, mode, more).evaluate(CORNER) == corner
        assert person.page.locator("porte-voix [popover]").evaluate(CORNER) == corner


def test_label_is_the_pages_or_the_surveys(person: Any) -> None:
    """The launcher says what the page's author wrote, else what the survey's language says."""
    assert launcher(person, "tab", ' label="Votre avis ?"').inner_text() == "Votre avis ?"
    assert launcher(person, "tab", ' language="en"').inner_text() == "Give my opinion"


def asked(widget: Any) -> list[str]:
    """Give the paths that the page asked of the backend."""
    noted: list[str] = []

    def note(request: Any) -> None:
        if request.url.startswith(widget.host.backend):
            noted.append(request.url.removeprefix(widget.host.backend).partition("?")[0])

    widget.page.on("request", note)
    return noted


def test_link_asks_nothing(person: Any) -> None:
    """A link to the hosted page asks for nothing but the script, until it is followed."""
    paths = asked(person)
    person.host.write(attributes=' mode="link" label="Votre avis" language="en"')
    person.page.goto(person.host.origin)
    link = person.page.get_by_role("link", name="Votre avis")
    link.wait_for()
    person.page.wait_for_timeout(300)
    assert paths == ["/w/porte-voix.js"]
    link.click()
    person.page.get_by_role("heading", name="How did your procedure go").wait_for()
    assert person.page.url.startswith(f"{person.host.backend}/s/satisfaction?site=")


def test_other_modes_ask_for_the_form(person: Any) -> None:
    """Control: shown inline, the survey is asked for."""
    paths = asked(person)
    person.open()
    assert paths == ["/w/porte-voix.js", "/v1/s/satisfaction/form"]


def test_link_needs_no_answer_of_the_survey(person: Any) -> None:
    """The link is there though the survey's address does not answer, and no script fails."""
    errors: list[Any] = []
    person.page.on("pageerror", lambda error: errors.append(error))
    person.page.route("**/v1/**", lambda route: route.abort())
    person.host.write(attributes=' mode="link"', fallback="")
    person.page.goto(person.host.origin)
    person.page.locator("porte-voix a").wait_for()
    assert errors == []
    assert person.page.evaluate("heard") == []
