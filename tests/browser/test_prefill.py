"""Answers that the page gives, and answers that were typed and not sent yet."""

from __future__ import annotations

import json
from typing import Any

import pytest

ELEMENT = "document.querySelector('porte-voix')"
DRAFTS = "Object.keys({...localStorage, ...sessionStorage}).filter((name) => /draft/.test(name))"
SURVEY = {
    "kind": "custom",
    "default_language": "fr",
    "languages": ["fr", "en"],
    "title": {"fr": "Accueil", "en": "Welcome"},
    "questions": [
        {
            "key": "mood",
            "type": "single_choice",
            "label": {"fr": "Votre humeur ?", "en": "Your mood?"},
            "choices": [
                {"key": "good", "label": {"fr": "Bonne", "en": "Good"}},
                {"key": "bad", "label": {"fr": "Mauvaise", "en": "Bad"}},
            ],
        },
        {
            "key": "story",
            "type": "long_text",
            "label": {"fr": "Racontez", "en": "Tell"},
            "show_if": {"question": "mood", "in": ["bad"]},
        },
        {
            "key": "ways",
            "type": "multiple_choice",
            "label": {"fr": "Par quels moyens ?", "en": "By what means?"},
            "choices": [
                {"key": "phone", "label": {"fr": "Téléphone", "en": "Phone"}},
                {"key": "desk", "label": {"fr": "Guichet", "en": "Desk"}},
            ],
        },
        {
            "key": "team",
            "type": "short_text",
            "hidden": True,
            "label": {"fr": "Équipe", "en": "Team"},
        },
    ],
}
ANSWERS = {"mood": "bad", "story": "Trop d’attente", "ways": ["phone", "desk"], "team": "Nord"}
QUERY = "mood=bad&amp;story=Trop+d%E2%80%99attente&amp;ways=phone&amp;ways=desk&amp;team=Nord"
PAIRS = [
    ["mood", "bad"],
    ["story", "Trop d’attente"],
    ["ways", "phone"],
    ["ways", "desk"],
    ["team", "Nord"],
]
OBJECT = {"mood": "bad", "story": "Trop d’attente", "ways": "phone", "team": "Nord"}


@pytest.fixture
def person(widget: Any) -> Any:
    """Give someone on a page with a survey that has a condition and a hidden question."""
    widget.town.publish("welcome", definition=SURVEY)
    return widget


def sent(widget: Any) -> Any:
    """Send; give the answers that arrive."""
    widget.send()
    widget.receipt()
    return widget.town.responses()[-1]["answers"]


def test_attribute_answers(person: Any) -> None:
    """The attribute answers each type of question, asked or hidden; what they open is asked."""
    person.open("welcome", attributes=f' prefill="{QUERY}"')
    assert person.page.get_by_label("Racontez").input_value() == "Trop d’attente"
    assert "Équipe" not in person.form.inner_text()
    assert sent(person) == ANSWERS


@pytest.mark.parametrize(
    ("values", "answers"),
    [
        (OBJECT, ANSWERS | {"ways": ["phone"]}),
        (PAIRS, ANSWERS),
        (QUERY.replace("&amp;", "&"), ANSWERS),
    ],
)
def test_page_answers(person: Any, values: Any, answers: Any) -> None:
    """`prefill` takes an object, pairs, or a query; what an answer opens is asked at once."""
    person.open("welcome")
    assert not person.page.get_by_label("Racontez").is_visible()  # control
    person.page.evaluate(f"{ELEMENT}.prefill({json.dumps(values)})")
    assert person.page.get_by_label("Racontez").is_visible()
    assert sent(person) == answers


def test_respondent_has_the_last_word(person: Any) -> None:
    """What the page answered may be changed, and stays changed in another language."""
    person.open("welcome", attributes=f' prefill="{QUERY}"')
    person.pick("Votre humeur", "Bonne")
    person.page.evaluate(f"{ELEMENT}.setAttribute('language', 'en')")
    person.page.get_by_label("Good").wait_for()
    assert person.page.get_by_label("Good").is_checked()
    assert not person.page.get_by_label("Tell").is_visible()


def test_unknown_answers_do_nothing(person: Any) -> None:
    """A name that is no question's, a choice that is none, and the form's own are left alone."""
    query = "nobody=1&amp;mood=great&amp;pv-version=9&amp;__proto__=1"
    person.open("welcome", attributes=f' prefill="{query}"')
    assert person.form.locator(":checked:not(option)").count() == 0
    assert person.form.locator("[name=pv-version]").input_value() == "1"


def test_reset_gives_the_pages_answers_again(person: Any) -> None:
    """After `reset()` the next respondent begins with what the page answered, and nothing else."""
    person.open("welcome")
    person.page.evaluate(f"{ELEMENT}.prefill('team=Nord')")
    person.pick("Votre humeur", "Mauvaise")
    person.page.get_by_label("Racontez").fill("Secret")
    person.page.evaluate(f"{ELEMENT}.reset()")
    assert not person.page.get_by_label("Racontez").is_visible()
    person.pick("Votre humeur", "Mauvaise")
    assert person.page.get_by_label("Racontez").input_value() == ""
    assert sent(person) == {"mood": "bad", "team": "Nord"}


def test_draft_comes_back(person: Any) -> None:
    """After a reload what was typed is there, with what it had opened; sent, it is forgotten."""
    person.open("welcome")
    person.pick("Votre humeur", "Mauvaise")
    person.page.get_by_label("Racontez").press_sequentially("Trop long")
    person.until(f"{DRAFTS}.length == 1")
    person.page.reload()
    person.page.get_by_label("Racontez").wait_for()
    assert person.page.get_by_label("Racontez").input_value() == "Trop long"
    assert sent(person) == {"mood": "bad", "story": "Trop long"}
    assert person.page.evaluate(DRAFTS) == []
    person.page.reload()
    person.form.wait_for()
    person.page.wait_for_timeout(500)
    assert person.form.locator(":checked:not(option)").count() == 0


def test_first_answer_is_a_draft(person: Any) -> None:
    """One answer is enough for it to be there after a reload."""
    person.open("welcome")
    person.pick("Votre humeur", "Bonne")
    person.until(f"{DRAFTS}.length == 1")
    person.page.reload()
    person.until(
        "document.querySelector('porte-voix').shadowRoot.querySelector('[value=good]:checked')"
    )


def test_drafts_are_this_tabs(person: Any) -> None:
    """Another tab of the same site does not show what was typed."""
    person.open("welcome")
    person.page.get_by_label("Téléphone").check()
    person.page.get_by_label("Guichet").check()
    person.until(f"{DRAFTS}.length == 1")
    other = person.page.context.new_page()
    other.goto(person.host.origin)
    other.locator("porte-voix .pv-form").wait_for()
    other.wait_for_timeout(500)
    assert other.locator("porte-voix :checked:not(option)").count() == 0
    assert other.evaluate(DRAFTS) == []


def test_what_was_typed_before_help_came_is_kept(widget: Any) -> None:
    """A text typed while the part that keeps drafts is on its way is a draft once it is here."""
    held: list[Any] = []
    widget.page.route("**/porte-voix-assist.js", lambda route: held.append(route))
    widget.open()
    text = widget.page.get_by_label("Que voulez-vous ajouter")
    text.fill("Bonjour")
    widget.page.wait_for_timeout(100)
    assert widget.page.evaluate("Object.keys(sessionStorage)") == []
    held[0].continue_()
    widget.until("Object.values(sessionStorage).join().includes('Bonjour')")
