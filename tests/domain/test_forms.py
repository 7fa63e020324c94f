"""The hosted page without JavaScript: forms become answers, and answers reveal questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widget_backend.domain import answers, definitions, form_texts, forms, templates, turns
from widget_backend.domain.definitions import Definition
from widget_backend.domain.turns import Turn
from widget_backend.errors import FieldError

Json = dict[str, Any]
SENTENCES = {"error.invalid": "Look again.", "error.too_long": "Write less, {max} at most."}


@pytest.fixture(scope="session")
def reference() -> Definition:
    """Give the reference questionnaire."""
    return definitions.parse(templates.load("satisfaction"))


def filled(step: Turn, **controls: Any) -> dict[str, list[str]]:
    """Fill the page of a step; `q__row` stands for the control `q:row`."""
    form = {turns.SHOWN: [step.shown]}
    for name, value in controls.items():
        form[name.replace("__", ":")] = value if isinstance(value, list) else [value]
    return form


def seeing(*places: str) -> Turn:
    """Give the turn of someone who has seen these places."""
    return Turn({}, places, seen=places)


def codes(step: Turn) -> list[tuple[str, str]]:
    """Give the pointers and codes of a step's errors."""
    return [(error.pointer, error.code) for error in step.errors]


COMPLETE: dict[str, list[str]] = {
    "mood": ["bad"],
    "clarity": ["low"],
    "mark": ["9"],
    "way": ["other"],
    "way:other": ["à pied"],
    "tried": ["phone", "counter"],
    "reached:counter": ["yes"],
    "reached:phone": ["no"],
    "quality:counter": ["good"],
    "grid:site": ["yes"],
    "grid:letter": ["no"],
    "place": ["Évry"],
    "story": ["Un.\r\nDeux."],
    "mail:address": ["a@b.fr"],
    "mail:consent": ["1"],
}


def test_a_form_of_every_type_becomes_answers(parsed: Definition) -> None:
    """Each control is read as its question's type wants it."""
    raw = forms.read(parsed, COMPLETE, {"papers": 2})
    assert answers.check(parsed, {key: value for key, value in raw.items() if value}) == {
        "mood": "bad",
        "clarity": "low",
        "mark": 9,
        "way": "other",
        "way:other": "à pied",
        "tried": ["counter", "phone"],
        "reached": {"counter": "yes", "phone": "no"},
        "quality": {"counter": "good"},
        "grid": {"site": "yes", "letter": "no"},
        "place": "Évry",
        "story": "Un.\nDeux.",
        "mail": {"address": "a@b.fr", "consent": True},
        "papers": [{"part": "papers.0"}, {"part": "papers.1"}],
    }


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9", 9),
        (" 9 ", 9),
        ("-1", -1),
        ("", ""),
        ("neuf", "neuf"),
        ("9.5", "9.5"),
        ("9" * 20, "9" * 20),
    ],
)
def test_a_mark_is_read_as_a_number(parsed: Definition, typed: str, read: Any) -> None:
    """What is a whole number becomes one; the rest is left for the check to refuse."""
    assert forms.read(parsed, {"mark": [typed]}, {})["mark"] == read


def test_the_first_page_shows_what_no_answer_hides(reference: Definition) -> None:
    """Questions that depend on an answer wait for it."""
    step = turns.begin(reference)
    assert step.places == ("satisfaction", "comprehension", "contact_tried", "verbatim")
    assert (step.errors, step.revealed, step.is_complete) == ((), (), False)


def test_answers_reveal_questions_step_by_step(reference: Definition) -> None:
    """Ticking channels asks which were reached, then how good the help was, then it is complete."""
    first = turns.begin(reference)
    typed: Json = {"satisfaction": "good", "contact_tried": ["phone", "email"]}
    second = turns.advance(reference, filled(first, **typed))
    assert second.revealed == ("contact_reached", "contact_reached:phone", "contact_reached:email")
    assert not second.is_complete
    typed |= {"contact_reached__phone": "yes", "contact_reached__email": "no"}
    third = turns.advance(reference, filled(second, **typed))
    assert third.revealed == ("contact_satisfaction", "contact_satisfaction:phone")
    last = turns.advance(reference, filled(third, **typed))
    assert last.is_complete
    assert last.answers == {
        "satisfaction": "good",
        "contact_tried": ["phone", "email"],
        "contact_reached": {"phone": "yes", "email": "no"},
    }


def test_a_new_row_is_revealed_alone(reference: Definition) -> None:
    """One channel more adds its row to a matrix that was there."""
    seen = seeing("satisfaction", "contact_tried", "contact_reached", "contact_reached:phone")
    step = turns.advance(
        reference, filled(seen, satisfaction="good", contact_tried=["phone", "chat"])
    )
    assert "contact_reached:chat" in step.revealed
    assert "contact_reached" not in step.revealed


def test_what_is_no_longer_asked_is_left_out(reference: Definition) -> None:
    """Un-ticking a channel leaves its answers out, without a word of complaint."""
    seen = seeing(*turns.begin(reference).places, "contact_reached", "contact_reached:phone")
    step = turns.advance(
        reference,
        filled(seen, satisfaction="bad", contact_tried="none", contact_reached__phone="yes"),
    )
    assert step.is_complete
    assert step.answers == {"satisfaction": "bad", "contact_tried": ["none"]}


def test_a_mistake_shows_the_page_again(reference: Definition) -> None:
    """A required question without an answer is asked for again."""
    step = turns.advance(reference, filled(turns.begin(reference), verbatim="Bien."))
    assert codes(step) == [("/answers/satisfaction", "required")]
    assert not step.is_complete


def test_a_revealed_question_is_not_yet_a_mistake(parsed: Definition) -> None:
    """Nobody is told off for a required question that they have not seen."""
    first = turns.advance(parsed, filled(turns.begin(parsed), mood="bad"))
    assert {"grid", "grid:site", "grid:letter"} <= set(first.revealed)
    assert first.errors == ()
    second = turns.advance(parsed, filled(first, mood="bad"))
    assert codes(second) == [
        ("/answers/grid/site", "required"),
        ("/answers/grid/letter", "required"),
    ]


@pytest.mark.parametrize("chosen", [{}, {"way": "post"}])
def test_a_stray_text_is_asked_about(parsed: Definition, chosen: Json) -> None:
    """A text typed beside a choice that was not made is never dropped in silence."""
    form = filled(turns.begin(parsed), mood="good", way__other="à pied", **chosen)
    step = turns.advance(parsed, form)
    assert codes(step) == [("/answers/way:other", "other_not_chosen")]


def test_a_survey_without_branches_is_complete_at_once() -> None:
    """The document report is one page, so that a chosen file is sent with it."""
    report = definitions.parse(templates.load("document_report"))
    form = filled(turns.begin(report), reasons=["jargon"], passage="La quotité saisissable.")
    step = turns.advance(report, form, {"document": 1})
    assert step.is_complete
    assert step.answers["document"] == [{"part": "document.0"}]


def test_too_many_files_are_a_mistake() -> None:
    """A fourth document is refused at its question."""
    report = definitions.parse(templates.load("document_report"))
    form = filled(turns.begin(report), reasons=["jargon"])
    assert codes(turns.advance(report, form, {"document": 4})) == [
        ("/answers/document", "too_many")
    ]


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("/answers/mood", "mood"),
        ("/answers/tried/2", "tried"),
        ("/answers/tried:other", "tried:other"),
        ("/answers/reached/phone", "reached:phone"),
        ("/answers/reached", "reached"),
        ("/answers/mail", "mail:address"),
        ("/answers/mail/consent", "mail:consent"),
        ("/answers/papers/0/part", "papers"),
        ("/answers/unknown", ""),
        ("/contact_point", ""),
        ("", ""),
    ],
)
def test_a_pointer_leads_to_its_place(parsed: Definition, pointer: str, place: str) -> None:
    """An error is shown where its answer was typed."""
    assert forms.place_of(parsed, pointer) == place


def test_mistakes_are_said_once_a_place(parsed: Definition) -> None:
    """Each place has one sentence, in the respondent's language, without blanks to fill."""
    errors = [
        FieldError("/answers/tried/0", "too_long", "…"),
        FieldError("/answers/tried/1", "unknown_choice", "…"),
        FieldError("/answers/reached/phone", "unknown_choice", "…"),
        FieldError("/contact_point", "unknown", "…"),
    ]
    found = form_texts.mistakes(parsed, errors, SENTENCES, "fr")
    assert [(m.place, m.label, m.sentence) for m in found] == [
        ("tried", "Quelle aide\u00a0?", "Write less, at most."),
        ("reached:phone", "Joint\u00a0? – Téléphone", "Look again."),
        ("", "", "Look again."),
    ]


def test_news_lead_to_the_first_new_control(parsed: Definition) -> None:
    """Each question with something new is named once, with the control to go to."""
    revealed = ("welcome", "reached", "reached:phone", "reached:counter", "mail", "story")
    step = Turn({}, revealed, revealed=revealed)
    assert form_texts.news(parsed, step, "en") == [
        ("reached:phone", "Reached?"),
        ("mail:address", "Your address?"),
        ("story", "Tell us."),
    ]
    assert form_texts.news(parsed, Turn({}, revealed), "en") is None


def test_findings_are_shown_where_they_stand(parsed: Definition) -> None:
    """Offsets count code points, as the detectors do."""
    typed = {"story": "😀 Appelez le 06 12 34 56 78 demain."}
    finding = {"question": "story", "type": "phone", "start": 13, "end": 27}
    (excerpt,) = form_texts.excerpts(parsed, typed, [finding], "fr")
    assert excerpt.found == "06 12 34 56 78"
    assert (excerpt.before, excerpt.after) == ("😀 Appelez le ", " demain.")
    assert (excerpt.place, excerpt.label) == ("story", "Racontez.")


@settings(deadline=None)
@given(data=st.data())
def test_any_form_leads_to_an_end(parsed: Definition, data: st.DataObject) -> None:
    """Whatever is sent, sending the same again and again stops revealing questions."""
    names = [*COMPLETE, "papers", "mood:other", "grid:nowhere", "x"]
    values = st.lists(st.sampled_from(["bad", "good", "other", "yes", "9", "", "\x00"]), max_size=3)
    form = data.draw(st.dictionaries(st.sampled_from(names), values))
    step = turns.begin(parsed)
    for _ in range(3):
        step = turns.advance(parsed, form | {turns.SHOWN: [step.shown]})
    assert step.revealed == ()
    if step.is_complete:
        assert answers.check(parsed, step.answers) == step.answers


def test_the_pages_own_names_are_no_questions(survey_of: Callable[..., Json]) -> None:
    """No key of a question can be taken for a control of the page."""
    with pytest.raises(definitions.InvalidDefinition):
        definitions.parse(survey_of({"key": turns.SHOWN, "type": "short_text"}))
