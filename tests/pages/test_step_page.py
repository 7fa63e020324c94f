"""The hosted page of a survey with steps, as a browser without JavaScript has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from widget_backend.domain import definitions, turns
from widget_backend.domain.definitions import Definition
from widget_backend.domain.turns import Turn

Page = Any
Make = Callable[..., Page]
Form = dict[str, list[str]]


@pytest.fixture(scope="module")
def stepped() -> Definition:
    """Give a survey of three steps, with a hidden question."""

    def labelled(*questions: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"label": {"fr": q["key"], "en": q["key"]}} | q for q in questions]

    choices = labelled({"key": "yes"}, {"key": "no"})
    questions = labelled(
        {"key": "about", "type": "step"},
        {"key": "found", "type": "single_choice", "choices": choices, "required": True},
        {"key": "papers", "type": "document"},
        {"key": "more", "type": "step"},
        {"key": "why", "type": "long_text"},
        {"key": "end", "type": "step"},
        {"key": "name", "type": "short_text", "required": True},
        {"key": "origin", "type": "short_text", "hidden": True},
    )
    texts = {"fr": "Essai", "en": "Trial"}
    base = {"kind": "custom", "default_language": "fr", "languages": ["fr", "en"], "title": texts}
    return definitions.parse(base | {"intro": texts, "questions": questions})


def press(make: Make, definition: Definition, page: Page, typed: Form) -> tuple[Turn, Page]:
    """Fill what the page shows, and press its button."""
    shown = {control.attributes["name"] for control in page.seen("input", "textarea")}
    form = page.form() | {name: values for name, values in typed.items() if name in shown}
    turn = turns.advance(definition, form)
    return turn, make(definition, turn, form)


def first_page(make: Make, definition: Definition, form: Form | None = None) -> Page:
    """Open the page."""
    return make(definition, turns.begin(definition, form), form, is_new=True)


def headings(page: Page) -> list[str]:
    """Name the steps that are shown."""
    return [node.text for node in page.seen("h2")]


def test_one_step_is_shown(survey_page: Make, stepped: Definition) -> None:
    """The first step stands alone, says how far it is, and leads on but not back."""
    page = first_page(survey_page, stepped)
    assert headings(page) == ["about"]
    (label,) = [node for node in page.all("label") if node.attributes["class"] == "pv-progress"]
    assert label.text == "Étape 1 sur 3"
    (bar,) = page.all("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("1", "3")
    assert [button.text for button in page.seen("main")[0].walk() if button.name == "button"] == [
        "Continuer"
    ]


def test_steps_are_answered_without_javascript(survey_page: Make, stepped: Definition) -> None:
    """Three pages lead to the end; each keeps what was typed on those before."""
    page = first_page(survey_page, stepped, {"origin": ["permis"]})
    typed = {"found": ["yes"], "why": [" Un.\nDeux."], "name": ["Ana"]}
    turn, page = press(survey_page, stepped, page, typed)
    assert headings(page) == ["more"]
    assert [b.text for b in page.all("form")[0].walk() if b.name == "button"] == [
        *("Retour", "Continuer")
    ]
    turn, page = press(survey_page, stepped, page, typed)
    assert headings(page) == ["end"]
    assert [b.text for b in page.all("form")[0].walk() if b.name == "button"] == [
        *("Retour", "Envoyer")
    ]
    turn, _ = press(survey_page, stepped, page, typed)
    assert turn.is_complete
    assert turn.answers == {"found": "yes", "why": "Un.\nDeux.", "name": "Ana", "origin": "permis"}


def test_a_new_step_takes_the_focus(survey_page: Make, stepped: Definition) -> None:
    """Who comes to a step hears its name first; a page that is opened moves no focus."""
    page = first_page(survey_page, stepped)
    assert not [node for node in page.root.walk() if "autofocus" in node.attributes]
    _, page = press(survey_page, stepped, page, {"found": ["yes"]})
    (focused,) = [node for node in page.root.walk() if "autofocus" in node.attributes]
    assert (focused.name, focused.text) == ("h2", "more")
    assert page.all("title")[0].text == "Étape 2 sur 3 – Essai"


def test_a_mistake_takes_the_focus_before_its_step(survey_page: Make, stepped: Definition) -> None:
    """A page that comes back with a mistake says so first, and once."""
    _, page = press(survey_page, stepped, first_page(survey_page, stepped), {})
    (focused,) = [node for node in page.root.walk() if "autofocus" in node.attributes]
    assert focused.attributes["class"] == "pv-notice"
    assert headings(page) == ["À revoir avant l’envoi", "about"]


def test_the_key_enter_goes_on(survey_page: Make, stepped: Definition) -> None:
    """The first button of the form, which Enter presses, neither goes back nor changes anything."""
    _, page = press(survey_page, stepped, first_page(survey_page, stepped), {"found": ["yes"]})
    first = page.all("button")[0]
    assert (first.attributes["form"], "name" in first.attributes) == ("pv-survey", False)
    assert (first.attributes["tabindex"], first.attributes["aria-hidden"]) == ("-1", "true")


def test_languages_are_buttons_of_the_form(survey_page: Make, stepped: Definition) -> None:
    """A switch of language sends along what was typed."""
    page = first_page(survey_page, stepped)
    buttons = [b for b in page.all("button") if b.attributes.get("name") == "pv-language"]
    assert [b.attributes["value"] for b in buttons] == ["fr", "en"]
    assert {b.attributes["form"] for b in buttons} == {page.all("form")[0].attributes["id"]}
    assert [b.attributes.get("aria-current") for b in buttons] == ["true", None]


def test_what_was_found_in_another_step_leads_there(survey_page: Make, stepped: Definition) -> None:
    """An excerpt of the step that is shown is linked to; another is a button that goes there."""
    turn = Turn({}, ("found", "why", "name"), step=2, asked_steps=(0, 1, 2))
    found = {"label": "x", "before": "", "found": "06", "after": ""}
    findings = [{"place": "why"} | found, {"place": "name"} | found]
    page = survey_page(stepped, turn, findings=findings)
    leading = [n for n in page.all("a", "button") if n.text == "x"]
    assert [(n.name, n.attributes.get("value"), n.attributes.get("href")) for n in leading] == [
        ("button", "why", None),
        ("a", None, "#name-i"),
    ]


def test_documents_stand_in_the_last_step(survey_page: Make, stepped: Definition) -> None:
    """A file is asked for on the page that sends everything, for no browser keeps it."""
    page = first_page(survey_page, stepped)
    section = page.by_id("papers").parent
    assert section.attributes["aria-labelledby"] == "end"


def test_a_hidden_question_is_a_hidden_control(survey_page: Make, stepped: Definition) -> None:
    """What the address fills in is sent, and is no place of the page."""
    page = first_page(survey_page, stepped, {"origin": ['"permis"']})
    assert page.form()["origin"] == ['"permis"']
    assert "origin" not in {node.attributes.get("data-place") for node in page.root.walk()}
