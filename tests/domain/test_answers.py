"""Answers: the shared vectors, and what holds for any JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widget_backend.domain import answers, branching, definitions, localize, places, templates
from widget_backend.domain.definitions import Definition
from widget_backend.errors import FieldError, InvalidAnswers

Json = dict[str, Any]
COMPLETE: Json = {
    "mood": "bad",
    "clarity": "low",
    "mark": 9,
    "way": "other",
    "way:other": "à pied",
    "tried": ["counter", "phone", "other"],
    "tried:other": "une voisine",
    "reached": {"counter": "yes", "phone": "no"},
    "quality": {"counter": "good"},
    "grid": {"site": "yes", "letter": "no"},
    "place": "Évry",
    "story": "C’était long.\nTrès long.",
    "mail": {"address": "a@b.fr", "consent": True},
    "papers": [
        {"part": "p1", "boxes": [{"page": 1, "x": 0.0, "y": 0.1, "width": 0.5, "height": 0.2}]}
    ],
}


def checked(definition: Definition, raw: Any) -> tuple[Json | None, list[FieldError]]:
    """Give the answers kept, or None with the errors."""
    try:
        return answers.check(definition, raw), []
    except InvalidAnswers as wrong:
        return None, list(wrong.errors)


def outcome(case: Json) -> Json:
    """Give what a vector states: the answers kept, or the errors."""
    kept, errors = checked(definitions.parse(case["definition"]), case["answers"])
    if kept is not None:
        return {"kept": kept}
    return {"errors": [{"pointer": error.pointer, "code": error.code} for error in errors]}


def test_vectors_of_answers(answers_case: Json) -> None:
    """Each vector's answers are kept as stated, or refused at each place stated."""
    expected = {name: answers_case[name] for name in ("kept", "errors") if name in answers_case}
    assert outcome(answers_case) == expected


def test_vectors_hold_the_published_shape(answers_case: Json) -> None:
    """The one-language definition of a vector is what the widget would be sent."""
    definition = definitions.parse(answers_case["definition"])
    assert localize.published(definition, "fr") == answers_case["published"]


def test_a_mark_is_kept_as_a_whole_number(parsed: Definition) -> None:
    """JSON has one kind of number: 7.0 is the mark 7."""
    kept = answers.check(parsed, {"mood": "good", "mark": 7.0})
    assert json.dumps(kept["mark"]) == "7"


def test_a_complete_response_is_kept_as_it_is(parsed: Definition) -> None:
    """Right answers to every question type come back unchanged."""
    assert answers.check(parsed, COMPLETE) == COMPLETE


def test_the_pointer_begins_where_the_answers_stand(parsed: Definition) -> None:
    """A caller who puts answers elsewhere in its request gets pointers from there."""
    with pytest.raises(InvalidAnswers) as caught:
        answers.check(parsed, {}, pointer="/response/answers")
    assert [error.pointer for error in caught.value.errors] == ["/response/answers/mood"]


def test_every_error_says_what_to_do(vectors: Callable[[str], Any]) -> None:
    """Each refusal carries a sentence, and the sentence never repeats what was sent."""
    for case in vectors("answers"):
        _, errors = checked(definitions.parse(case["definition"]), case["answers"])
        assert all(error.message.endswith(".") for error in errors)
        assert not any("un voisin" in error.message for error in errors)


def test_a_hostile_body_gets_a_short_answer(parsed: Definition) -> None:
    """Ten thousand wrong names are told by a hundred errors, and a long name is cut."""
    with pytest.raises(InvalidAnswers) as caught:
        answers.check(parsed, {f"{'x' * 1000}{n}": 1 for n in range(10_000)})
    errors = caught.value.errors
    assert len(errors) == places.MAX_ERRORS
    assert max(len(error.pointer) for error in errors) < 100


def test_a_name_that_cannot_be_encoded_is_mended(parsed: Definition) -> None:
    """A pointer can always be sent, whatever the name it points at."""
    with pytest.raises(InvalidAnswers) as caught:
        answers.check(parsed, {"mood": "bad", "grid": {"site": "no", "letter": "no"}, "\ud800": 1})
    assert [error.pointer for error in caught.value.errors] == ["/answers/?"]


@settings(deadline=None)
@given(data=st.data())
def test_any_json_is_kept_or_refused(
    parsed: Definition, any_json: Any, damaged: Any, data: st.DataObject
) -> None:
    """No JSON raises anything but InvalidAnswers."""
    kept, errors = checked(parsed, data.draw(any_json | damaged(COMPLETE)))
    if kept is None:
        assert errors
        assert all(error.code and error.message for error in errors)
    else:
        assert answers.check(parsed, kept) == kept
        json.dumps(kept, ensure_ascii=False, allow_nan=False).encode("utf-8")


@pytest.mark.parametrize("type_", sorted(answers.CHECKERS))
def test_vectors_catch_a_missing_checker(
    vectors: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, type_: str
) -> None:
    """Control: when one question type is no longer checked, a vector fails."""
    monkeypatch.setitem(answers.CHECKERS, type_, lambda question, rows, place: place.value)
    expected = [
        {name: case[name] for name in ("kept", "errors") if name in case}
        for case in vectors("answers")
    ]
    assert [outcome(case) for case in vectors("answers")] != expected


@settings(deadline=None)
@given(data=st.data())
def test_pruned_answers_are_never_refused_as_not_asked(data: st.DataObject, template: str) -> None:
    """What the widget sends after pruning fits the branching of the server."""
    definition = definitions.parse(templates.load(template))
    raw = data.draw(_answers_to(definition))
    _, errors = checked(definition, branching.prune(definition, raw))
    assert {error.code for error in errors} <= {"required", "exclusive_choice"}


@st.composite
def _answers_to(draw: st.DrawFn, definition: Definition) -> Json:
    """Well-formed answers to any of the questions, asked or not."""
    found: Json = {}
    for question in definition.questions:
        if question.type != "information" and draw(st.booleans()):
            found[question.key] = draw(_answer_to(question))
        if question.other_choice and draw(st.booleans()):
            found[question.other_key] = "autre"
    return found


def _answer_to(question: Any) -> st.SearchStrategy[Any]:
    if question.min is not None:
        return st.integers(question.min, question.max)
    if question.type in ("smileys", "scale", "single_choice"):
        return st.sampled_from(question.choice_keys())
    if question.type == "multiple_choice":
        return st.lists(st.sampled_from(question.choice_keys()), unique=True)
    if question.type == "matrix":
        rows = st.sampled_from([row.key for row in question.rows])
        return st.dictionaries(rows, st.sampled_from(question.choice_keys()))
    special: Json = {
        "email": {"address": "a@b.fr", "consent": True},
        "document": [{"part": "p1"}],
    }
    return st.just(special.get(question.type, "Un texte."))
