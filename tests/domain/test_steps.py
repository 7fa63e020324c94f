"""Steps and hidden questions: what is refused, and that they change nothing in what is asked."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from widget_backend.domain import answers, branching, definitions, localize, tallies
from widget_backend.domain.definitions import Definition
from widget_backend.errors import InvalidAnswers, InvalidDefinition

Json = dict[str, Any]

STEP = {"key": "first", "type": "step"}
SECOND = {"key": "second", "type": "step"}
NOTE = {"key": "note", "type": "information"}
TEXT = {"key": "text", "type": "short_text"}
HIDDEN = {"key": "campaign", "type": "short_text", "hidden": True}
YES = {"key": "yes", "label": {"fr": "Oui"}}
NO = {"key": "no", "label": {"fr": "Non"}}
OPEN = {"key": "open", "type": "single_choice", "choices": [YES, NO]}
ANSWERED = {"question": "text", "answered": True}
SENT: Json = {
    "mood": "bad",
    "campaign": "autumn",
    "entry": "poster",
    "mark": 9,
    "way": "other",
    "way:other": "à pied",
    "tried": ["counter", "phone"],
    "reached": {"counter": "yes", "phone": "no"},
    "quality": {"counter": "good"},
    "grid": {"site": "yes", "letter": "no"},
    "place": "Évry",
    "mail": {"address": "a@b.fr", "consent": True},
}


def errors_of(raw: Any) -> list[tuple[str, str]]:
    """Give the places and codes of what is wrong, none when it is right."""
    try:
        definitions.parse(raw)
    except InvalidDefinition as wrong:
        return [(error.pointer, error.code) for error in wrong.errors]
    return []


@pytest.mark.parametrize(
    ("questions", "error"),
    [
        ([TEXT, STEP, NOTE], ("0", "outside_step")),
        ([HIDDEN, STEP, NOTE], ("0", "outside_step")),
        ([STEP], ("0", "empty_step")),
        ([STEP, SECOND, NOTE], ("0", "empty_step")),
        ([STEP, NOTE, SECOND, HIDDEN], ("2", "empty_step")),
        ([STEP, NOTE, STEP, TEXT], ("2/key", "duplicate_key")),
        ([STEP | {"help": {"fr": "Aide"}}, NOTE], ("0/help", "unknown_field")),
        ([STEP | {"required": False}, NOTE], ("0/required", "unknown_field")),
        ([STEP, TEXT, SECOND | {"show_if": ANSWERED}, NOTE], ("2/show_if", "unknown_field")),
        (
            [STEP, NOTE | {"show_if": {"question": "first", "answered": True}}],
            ("1/show_if/answered", "not_comparable"),
        ),
        ([HIDDEN | {"required": True}], ("0/required", "unknown_field")),
        ([TEXT, HIDDEN | {"show_if": ANSWERED}], ("1/show_if", "unknown_field")),
        ([HIDDEN | {"hidden": "yes"}], ("0/hidden", "wrong_type")),
        ([NOTE | {"hidden": True}], ("0/hidden", "unknown_field")),
        ([TEXT | {"type": "long_text", "hidden": True}], ("0/hidden", "unknown_field")),
        (
            [OPEN | {"choices": [YES, NO | {"other": True}], "hidden": True}],
            ("0/choices/1/other", "unknown_field"),
        ),
    ],
)
def test_a_wrong_step_or_hidden_question_is_refused(
    survey_of: Callable[..., Json], questions: list[Json], error: tuple[str, str]
) -> None:
    """What is wrong in a step or a hidden question is refused at its place."""
    assert errors_of(survey_of(*questions)) == [(f"/questions/{error[0]}", error[1])]


def test_a_survey_has_twenty_steps_at_most(survey_of: Callable[..., Json]) -> None:
    """The twenty-first step is refused at its place."""
    pairs = [(STEP | {"key": f"s{n}"}, NOTE | {"key": f"n{n}"}) for n in range(21)]
    questions = [question for pair in pairs for question in pair]
    assert errors_of(survey_of(*questions[:40])) == []
    assert errors_of(survey_of(*questions)) == [("/questions/40", "too_many")]


def test_a_missing_rule_is_noticed(
    survey_of: Callable[..., Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: without the rule on steps, a question could stand before the first."""
    raw = survey_of(TEXT, STEP, NOTE)
    assert errors_of(raw)
    monkeypatch.setattr("widget_backend.domain.rules._check_steps", lambda *ignored: None)
    assert not errors_of(raw)


def keys_of(definition: Definition) -> list[tuple[str | None, list[str]]]:
    """Give the steps by key, each with the keys of its questions."""
    return [(step and step.key, [q.key for q in questions]) for step, questions in definition.steps]


def test_questions_are_grouped_by_step(survey_of: Callable[..., Json]) -> None:
    """A step holds what follows it, up to the next one."""
    definition = definitions.parse(survey_of(STEP, NOTE, HIDDEN, SECOND, TEXT))
    assert keys_of(definition) == [("first", ["note", "campaign"]), ("second", ["text"])]


def test_a_survey_without_steps_is_one_group(survey_of: Callable[..., Json]) -> None:
    """Whoever walks through steps needs no other way for a survey that has none."""
    assert keys_of(definitions.parse(survey_of(NOTE, TEXT))) == [(None, ["note", "text"])]


def test_steps_and_hidden_questions_are_published(stepped: Json) -> None:
    """A step is sent as a question of its type, a hidden question with its flag."""
    published = localize.published(definitions.parse(stepped), "en")
    sent = {question["key"]: question for question in published["questions"]}
    assert sent["first"] == {"key": "first", "type": "step", "label": "Step"}
    assert sent["campaign"]["hidden"] is True
    assert [key for key, question in sent.items() if "hidden" in question] == ["campaign", "entry"]


def test_a_step_is_never_answered(survey_of: Callable[..., Json]) -> None:
    """An answer to a step is refused as one that nobody asked for."""
    definition = definitions.parse(survey_of(STEP, TEXT))
    with pytest.raises(InvalidAnswers) as caught:
        answers.check(definition, {"first": "x"})
    assert [(e.pointer, e.code) for e in caught.value.errors] == [("/answers/first", "not_asked")]
    assert branching.prune(definition, {"first": "x", "text": "y"}) == {"text": "y"}


def test_a_hidden_text_is_anonymized(survey_of: Callable[..., Json]) -> None:
    """What the page fills in is free text like any other; a choice is counted like any other."""
    definition = definitions.parse(survey_of(STEP, TEXT, HIDDEN, OPEN | {"hidden": True}))
    assert definition.free_text_keys == ("text", "campaign")
    cells = list(tallies.cells(definition, answers.check(definition, {"open": "yes"})))
    assert tallies.Cell("open", "", "yes") in cells


def without_steps(raw: Json) -> Json:
    """Give the same survey in one piece, with nothing hidden."""
    questions = [copy.deepcopy(q) for q in raw["questions"] if q["type"] != "step"]
    for question in questions:
        question.pop("hidden", None)
    return raw | {"questions": questions}


@st.composite
def cut(draw: st.DrawFn, raw: Json) -> Json:
    """Draw other steps for a survey: its questions in the same order, cut anywhere."""
    questions = [q for q in raw["questions"] if q["type"] != "step"]
    label = raw["questions"][0]["label"]
    places = draw(st.sets(st.integers(1, len(questions) - 1), max_size=19)) | {0}
    for place in sorted(places, reverse=True):
        questions.insert(place, {"key": f"step_{place}", "type": "step", "label": label})
    return raw | {"questions": questions}


def asked(definition: Definition, sent: Any) -> tuple[list[str], Any, str]:
    """Give what the engine asks after some answers: questions, rows, answers that count."""
    path = branching.follow(definition, sent)
    return [q.key for q in path.shown if q.type != "step"], path.rows, repr(path.answers)


def kept(definition: Definition, sent: Any) -> Any:
    """Give the answers that are kept, or the places and codes of the mistakes."""
    try:
        return answers.check(definition, sent)
    except InvalidAnswers as wrong:
        return [(error.pointer, error.code) for error in wrong.errors]


@settings(deadline=None)
@given(data=st.data())
def test_steps_change_nothing_in_what_is_asked(
    stepped: Json, damaged: Any, data: st.DataObject
) -> None:
    """Wherever a survey is cut, and whatever is hidden, the same is asked, kept and refused."""
    raw = data.draw(cut(stepped))
    assume({code for _, code in errors_of(raw)} != {"empty_step"})  # hidden ones alone in a step
    in_steps, whole = definitions.parse(raw), definitions.parse(without_steps(raw))
    sent = data.draw(damaged(SENT))
    assert asked(in_steps, sent) == asked(whole, sent)
    assert kept(in_steps, sent) == kept(whole, sent)


def test_a_difference_made_by_steps_is_noticed(
    stepped: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: if a step were asked like a question, the two ways would differ."""
    monkeypatch.setattr(definitions.Question, "takes_answer", property(lambda question: True))
    sent = SENT | {"first": "x"}
    in_steps, whole = definitions.parse(stepped), definitions.parse(without_steps(stepped))
    assert asked(in_steps, sent) != asked(whole, sent)
