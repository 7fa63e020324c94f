"""Another language in the middle of an answer: nothing is lost, nothing closes, nothing doubles."""

from __future__ import annotations

from typing import Any

import pytest

ELEMENT = "document.querySelector('porte-voix')"
EVENTS = """
window.heard = [];
for (const name of ["shown", "opened", "answered", "queued", "submitted", "error", "closed"])
  document.addEventListener(name, (event) => heard.push([name, event.detail]), true);
"""
LOOK = """() => {
  const host = document.querySelector("porte-voix");
  const form = host.shadowRoot.querySelector("form");
  return [form.closest("[lang]").lang, host.dir, getComputedStyle(form).direction];
}"""


@pytest.fixture
def person(widget: Any) -> Any:
    """Give someone whose page notes every event, with its details."""
    widget.page.add_init_script(EVENTS)
    return widget


def heard(widget: Any) -> Any:
    """Give what the page heard, names alone."""
    return widget.page.evaluate("heard.map(([name]) => name)")


@pytest.mark.parametrize(
    ("language", "send", "direction"),
    [
        ("fr", "Envoyer", "ltr"),
        ("fr-simple", "Envoyer", "ltr"),
        ("en", "Send", "ltr"),
        ("es", "Enviar", "ltr"),
        ("de", "Senden", "ltr"),
        ("ar", "إرسال", "rtl"),
    ],
)
def test_each_language_is_whole(person: Any, language: str, send: str, direction: str) -> None:
    """In each language the form is named, runs its way, tells mistakes, and is sent."""
    person.open(attributes=f' language="{language}"')
    assert person.page.evaluate(LOOK) == [language, direction, direction]
    button = person.form.locator("[data-send]")
    assert button.inner_text() == send
    button.click()
    person.form.locator("[data-panel=mistakes]").wait_for()
    person.form.locator("label:has([name=satisfaction])").last.click()
    button.click()
    person.receipt()
    assert person.town.responses()[0]["language"] == language


def test_visitor_chooses(person: Any) -> None:
    """The list of the form changes the language at once; every answer is still there."""
    person.open("everything")
    person.pick("Votre humeur", "Très mauvais")
    person.pick("Où", "Ailleurs")
    person.form.locator("[name='place:other']").fill("En mairie")
    person.tick("Téléphone")
    person.form.locator("[name='quality:phone'][value=good]").check()
    person.page.get_by_label("Racontez").fill("Long")
    person.page.get_by_label("Langue").select_option("en")
    person.page.get_by_role("button", name="Send", exact=True).wait_for()
    assert person.page.get_by_label("Racontez (en)").input_value() == "Long"
    person.page.get_by_role("button", name="Send", exact=True).click()
    person.receipt()
    [response] = person.town.responses()
    assert response["language"] == "en"
    assert response["answers"] == {
        "mood": "very_bad",
        "place": "other",
        "place:other": "En mairie",
        "channels": ["phone"],
        "quality": {"phone": "good"},
        "story": "Long",
    }


@pytest.mark.parametrize("mode", ["button", "tab"])
def test_panel_stays_open(person: Any, mode: str) -> None:
    """An open panel stays open in another language, its focus and the page's events untouched."""
    person.host.write(attributes=f' mode="{mode}"')
    person.page.goto(person.host.origin)
    person.page.locator("porte-voix .pv-launcher").click()
    person.page.get_by_label("Langue").focus()
    person.page.get_by_label("Langue").select_option("ar")
    person.page.get_by_role("button", name="إرسال", exact=True).wait_for()
    assert person.form.is_visible()
    assert person.page.evaluate(LOOK) == ["ar", "rtl", "rtl"]
    assert heard(person) == ["shown", "opened"]
    assert "SELECT" in person.page.evaluate(f"{ELEMENT}.shadowRoot.activeElement?.tagName ?? ''")


def test_picked_files_come_along(person: Any) -> None:
    """A document that was picked is still picked in another language."""
    person.page.route("**/porte-voix-document.js", lambda route: route.abort())
    person.open("everything")
    person.pick("Où", "Au guichet")
    papers = person.form.locator("[name=papers]")
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"
    papers.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": data})
    names = "(input) => [...input.files].map((file) => file.name)"
    assert papers.evaluate(names) == ["a.pdf"]
    person.page.evaluate(f"{ELEMENT}.setAttribute('language', 'en')")
    person.page.get_by_role("button", name="Send", exact=True).wait_for()
    assert papers.evaluate(names) == ["a.pdf"]
    assert papers.is_visible()


def test_quick_changes_end_in_the_last(person: Any) -> None:
    """Of several languages in a row only the last is asked for, and shown."""
    asked: list[str] = []
    person.open()
    person.page.on("request", lambda request: asked.append(request.url))
    for language in ("en", "de", "es"):
        person.page.evaluate(f"{ELEMENT}.setAttribute('language', '{language}')")
    person.page.get_by_role("button", name="Enviar", exact=True).wait_for()
    person.page.wait_for_timeout(300)
    assert person.page.evaluate(LOOK)[0] == "es"
    same = f"for (const each of ['en', 'de']) {ELEMENT}.setAttribute('language', each)"
    asked.clear()
    person.page.evaluate(same)
    person.page.get_by_role("button", name="Senden", exact=True).wait_for()
    assert len([url for url in asked if "/form?" in url]) == 1


def test_unknown_language_is_the_surveys(person: Any) -> None:
    """In a language that the survey does not speak, its own is shown, and said to be."""
    person.open(attributes=' language="pt"')
    assert person.page.evaluate(LOOK) == ["fr", "ltr", "ltr"]


def test_page_hears_each_thing_once(person: Any) -> None:
    """Each event is heard once, with the question's name and never an answer in it."""
    person.open()
    person.page.get_by_label("Langue").select_option("en")
    person.page.get_by_role("button", name="Send", exact=True).wait_for()
    person.form.locator("label:has([name=satisfaction])").last.click()
    person.form.locator("textarea").last.fill("Secret")
    person.page.get_by_role("button", name="Send", exact=True).click()
    receipt = person.receipt()
    events = person.page.evaluate("heard")
    assert events == [
        ["shown", None],
        ["answered", {"question": "satisfaction"}],
        ["answered", {"question": "verbatim"}],
        ["submitted", None],
    ]
    assert not {receipt, "Secret"} & set(str(events).split("'"))


def test_reset_begins_again(person: Any) -> None:
    """`reset()` empties the form, in the language of that moment, and makes another response."""
    person.open(attributes=' language="en"')
    for _ in range(2):
        person.form.locator("label:has([name=satisfaction])").last.click()
        person.form.locator("textarea").last.fill("Fine")
        person.page.get_by_role("button", name="Send", exact=True).click()
        person.receipt()
        person.page.evaluate(f"{ELEMENT}.reset()")
        assert person.form.locator("textarea").last.input_value() == ""
        assert person.form.locator(":checked:not(option)").count() == 0
    assert len(person.town.responses()) == 2
    assert heard(person).count("submitted") == 2
