"""A survey of several steps: one at a time, none that asks nothing, none that is lost."""

from __future__ import annotations

from typing import Any

import pytest


def said(french: str) -> dict[str, str]:
    """Give a label in both languages of the survey."""
    return {"fr": french, "en": f"{french} (en)"}


YES_NO = [{"key": "yes", "label": said("Oui")}, {"key": "no", "label": said("Non")}]
SURVEY = {
    "kind": "custom",
    "default_language": "fr",
    "languages": ["fr", "en"],
    "title": said("Votre visite"),
    "questions": [
        {"key": "first", "type": "step", "label": said("La visite")},
        {
            "key": "came",
            "type": "single_choice",
            "required": True,
            "label": said("Êtes-vous venu ?"),
            "choices": YES_NO,
        },
        {"key": "word", "type": "short_text", "max_length": 20, "label": said("Un mot")},
        {"key": "second", "type": "step", "label": said("L’attente")},
        {
            "key": "minutes",
            "type": "short_text",
            "required": True,
            "label": said("Combien de minutes ?"),
            "show_if": {"question": "came", "in": ["yes"]},
        },
        {"key": "third", "type": "step", "label": said("Pour finir")},
        {"key": "more", "type": "long_text", "label": said("Autre chose ?")},
    ],
}
ASSIST = "**/porte-voix-assist.js"
BAR = "(bar) => [bar.value, bar.max]"


@pytest.fixture
def person(widget: Any) -> Any:
    """Give someone on a page with a survey of three steps, whose second may ask nothing."""
    widget.town.publish("visit", definition=SURVEY)
    return widget


def start(widget: Any, **parts: str) -> None:
    """Load the page, and wait for what guides through the steps."""
    widget.open("visit", **parts)
    widget.until(
        "document.querySelector('porte-voix').shadowRoot.querySelector('[data-next]')"
        ".textContent.startsWith('Continu')"
    )
    widget.page.wait_for_load_state("networkidle")


def press(widget: Any, name: str) -> None:
    """Press a button of the form."""
    widget.form.get_by_role("button", name=name, exact=True).click()


def step(widget: Any) -> Any:
    """Give the heading of the step that is shown, alone."""
    [heading] = [each for each in widget.form.locator(".pv-step-title").all() if each.is_visible()]
    return heading.inner_text()


def test_steps_follow_each_other(person: Any) -> None:
    """Continue leads to the next step and Back to the one before; the progress says where."""
    start(person)
    bar = person.form.locator("progress")
    assert (step(person), bar.evaluate(BAR)) == ("La visite", [1, 3])
    assert "1 sur 3" in person.form.locator(".pv-progress").inner_text()
    assert not person.form.locator("[data-back]").is_visible()
    person.pick("venu", "Oui")
    press(person, "Continuer")
    assert (step(person), bar.evaluate(BAR)) == ("L’attente", [2, 3])
    assert "2 sur 3" in person.form.locator(".pv-progress").inner_text()
    press(person, "Retour")
    assert (step(person), bar.evaluate(BAR)) == ("La visite", [1, 3])
    assert person.form.locator("[name=came][value=yes]").is_checked()


def test_focus_follows(person: Any) -> None:
    """Each way the focus goes to the step, whose name is then read out."""
    start(person)
    person.pick("venu", "Oui")
    name = """() => {
      const root = document.querySelector("porte-voix").shadowRoot;
      const named = root.activeElement.getAttribute("aria-labelledby");
      return root.getElementById(named)?.textContent;
    }"""
    press(person, "Continuer")
    assert person.page.evaluate(name) == "L’attente"
    press(person, "Retour")
    assert person.page.evaluate(name) == "La visite"


def test_step_without_a_question_is_passed_over(person: Any) -> None:
    """A step of which nothing is asked is not shown, going or coming back."""
    start(person)
    person.pick("venu", "Non")
    press(person, "Continuer")
    assert step(person) == "Pour finir"
    press(person, "Retour")
    assert step(person) == "La visite"
    press(person, "Continuer")
    press(person, "Envoyer")
    person.receipt()
    assert person.town.responses()[0]["answers"] == {"came": "no"}


def test_nobody_passes_a_mistake(person: Any) -> None:
    """What a step requires is asked for before the next one; what comes later is not, yet."""
    start(person)
    press(person, "Continuer")
    assert "Êtes-vous venu" in person.notice.locator("visible=true").inner_text()
    assert step(person) == "La visite"
    person.pick("venu", "Oui")
    press(person, "Continuer")
    assert step(person) == "L’attente"


def test_mistake_brings_its_step_back(person: Any) -> None:
    """A mistake that the server finds in an earlier step leads back to it, with its text."""
    start(person)
    person.pick("venu", "Non")
    word = person.page.get_by_label("Un mot")
    word.evaluate("(node) => node.removeAttribute('maxlength')")
    word.fill("Beaucoup trop long pour la place")
    press(person, "Continuer")
    press(person, "Envoyer")
    notice = person.form.locator("[data-panel=mistakes]")
    notice.wait_for()
    notice.get_by_role("button", name="Un mot").click()
    assert step(person) == "La visite"
    assert person.focused().startswith("word|Beaucoup")
    assert person.form.locator("[id='word-e']").inner_text()
    assert word.get_attribute("aria-invalid") == "true"
    word.fill("Court")
    press(person, "Continuer")
    press(person, "Envoyer")
    person.receipt()
    assert person.town.responses()[0]["answers"] == {"came": "no", "word": "Court"}


def test_without_help_every_question_is_there(person: Any) -> None:
    """When the assisting chunk does not come, the whole survey is one page that can be sent."""
    person.page.route(ASSIST, lambda route: route.abort())
    person.open("visit")
    person.page.get_by_label("Autre chose").wait_for()
    headings = person.form.locator("section h3").all_inner_texts()
    assert headings == ["La visite", "L’attente", "Pour finir"]
    person.pick("venu", "Oui")
    person.page.get_by_label("Combien de minutes").fill("10")
    person.page.get_by_label("Autre chose").fill("Non")
    person.form.locator("[data-send]").click()
    person.receipt()
    answers = {"came": "yes", "minutes": "10", "more": "Non"}
    assert person.town.responses()[0]["answers"] == answers


def test_every_step_is_sent_once(person: Any) -> None:
    """What is typed in each step arrives, as one response, when the last one is sent."""
    sent: list[Any] = []
    person.page.on("request", lambda each: sent.append(each) if each.method == "POST" else None)
    start(person)
    person.pick("venu", "Oui")
    press(person, "Continuer")
    person.page.get_by_label("Combien de minutes").fill("10")
    press(person, "Continuer")
    assert sent == []
    person.page.get_by_label("Autre chose").fill("Merci")
    press(person, "Envoyer")
    person.receipt()
    assert len(sent) == 1
    answers = {"came": "yes", "minutes": "10", "more": "Merci"}
    assert person.town.responses()[0]["answers"] == answers


def test_language_keeps_the_step(person: Any) -> None:
    """In another language the respondent is where they were, with what they answered."""
    start(person)
    person.pick("venu", "Oui")
    press(person, "Continuer")
    person.page.get_by_label("Combien de minutes").fill("10")
    person.page.get_by_label("Langue").select_option("en")
    person.page.get_by_label("Combien de minutes ? (en)").wait_for()
    assert step(person) == "L’attente (en)"
    assert person.form.locator("progress").evaluate(BAR) == [2, 3]
    assert person.page.get_by_label("Combien de minutes ? (en)").input_value() == "10"


def test_draft_comes_back_with_its_steps(person: Any) -> None:
    """After a reload the answers of every step are there again."""
    start(person)
    person.pick("venu", "Oui")
    press(person, "Continuer")
    person.page.get_by_label("Combien de minutes").fill("10")
    person.page.reload()
    person.form.wait_for()
    person.page.wait_for_load_state("networkidle")
    assert person.form.locator("[name=came][value=yes]").is_checked()
    press(person, "Continuer")
    assert person.page.get_by_label("Combien de minutes").input_value() == "10"


def test_language_after_the_end_begins_again(person: Any) -> None:
    """Once sent, another language shows the first step of an empty survey."""
    start(person)
    person.pick("venu", "Non")
    press(person, "Continuer")
    press(person, "Envoyer")
    person.receipt()
    person.page.evaluate("document.querySelector('porte-voix').setAttribute('language', 'en')")
    person.form.wait_for()
    assert step(person) == "La visite (en)"
    assert person.form.locator("[name=came]:checked").count() == 0
