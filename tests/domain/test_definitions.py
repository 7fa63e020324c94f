"""Definitions: what is refused and where, and what a parsed one tells."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widget_backend.domain import definitions, rules
from widget_backend.domain.definitions import Definition
from widget_backend.errors import InvalidDefinition

Json = dict[str, Any]

YES = {"key": "yes", "label": {"fr": "Oui"}}
NO = {"key": "no", "label": {"fr": "Non"}}
ALONE = {"key": "alone", "label": {"fr": "Aucun"}, "exclusive": True}
OTHER = {"key": "other", "label": {"fr": "Autre"}, "other": True}
OPEN = {"key": "open", "type": "single_choice", "choices": [YES, NO]}
TICKS = {"key": "ticks", "type": "multiple_choice", "choices": [YES, NO]}
MARK = {"key": "mark", "type": "scale", "min": 0, "max": 10}
GRID = {"key": "grid", "type": "matrix", "choices": [YES, NO], "rows": [YES]}
TEXT = {"key": "text", "type": "long_text"}
NOTE = {"key": "note", "type": "information"}
MAIL = {"key": "mail", "type": "email", "consent": {"fr": "D’accord"}}


NOWHERE = {"question": "nowhere", "answered": True}


def shown_if(condition: Any) -> Json:
    """Give a last question under a condition."""
    return {"key": "last", "type": "short_text", "show_if": condition}


def rows_from(**source: Any) -> Json:
    """Give a last matrix whose rows come from elsewhere."""
    return {"key": "last", "type": "matrix", "choices": [YES, NO], "rows_from": source}


def errors_of(raw: Any) -> list[tuple[str, str]]:
    """Give the places and codes of what is wrong, none when it is right."""
    try:
        definitions.parse(raw)
    except InvalidDefinition as wrong:
        return [(error.pointer, error.code) for error in wrong.errors]
    return []


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"kind": "poll"}, ("/kind", "unknown_value")),
        ({"kind": None}, ("/kind", "unknown_value")),
        ({"languages": []}, ("/languages", "wrong_count")),
        ({"languages": ["fr", "fr"]}, ("/languages/1", "duplicate_key")),
        ({"languages": ["french"]}, ("/languages/0", "invalid_key")),
        ({"languages": ["fr-plain"]}, ("/languages/0", "invalid_key")),
        ({"languages": ["fr-simple-simple"]}, ("/languages/0", "invalid_key")),
        ({"default_language": "en"}, ("/default_language", "unknown_language")),
        ({"title": "Essai"}, ("/title", "wrong_type")),
        ({"title": {"fr": "Essai", "en": "Trial"}}, ("/title/en", "unknown_language")),
        ({"title": {"fr": ""}}, ("/title/fr", "empty_text")),
        ({"title": {"fr": " \n"}}, ("/title/fr", "empty_text")),
        ({"title": {"fr": 3}}, ("/title/fr", "wrong_type")),
        ({"title": {"fr": "a\x00b"}}, ("/title/fr", "invalid_text")),
        ({"title": {"fr": "a\ud800"}}, ("/title/fr", "invalid_text")),
        ({"title": {"fr": "x" * 5001}}, ("/title/fr", "too_long")),
        ({"anonymization": "none"}, ("/anonymization", "unknown_value")),
        ({"colour": "red"}, ("/colour", "unknown_field")),
        ({"questions": []}, ("/questions", "wrong_count")),
        ({"questions": {}}, ("/questions", "wrong_type")),
        ({"questions": [3]}, ("/questions/0", "wrong_type")),
    ],
)
def test_a_wrong_header_is_refused(
    survey_of: Callable[..., Json], change: Json, error: tuple[str, str]
) -> None:
    """What is wrong around the questions is refused at its place."""
    assert errors_of(survey_of(TEXT) | change) == [error]


@pytest.mark.parametrize("name", ["kind", "default_language", "languages", "title", "questions"])
def test_a_missing_field_is_named(survey_of: Callable[..., Json], name: str) -> None:
    """Each part that a definition needs is asked for by name."""
    raw = survey_of(TEXT)
    del raw[name]
    assert errors_of(raw) == [(f"/{name}", "missing")]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (TEXT | {"key": "Not A Key"}, ("key", "invalid_key")),
        (TEXT | {"key": "a" * 65}, ("key", "invalid_key")),
        (TEXT | {"key": "text\n"}, ("key", "invalid_key")),
        (TEXT | {"type": "slider"}, ("type", "unknown_value")),
        (TEXT | {"type": ["long_text"]}, ("type", "unknown_value")),
        (TEXT | {"required": 1}, ("required", "wrong_type")),
        (TEXT | {"choices": [YES, NO]}, ("choices", "unknown_field")),
        (TEXT | {"max_length": 0}, ("max_length", "out_of_range")),
        (TEXT | {"max_length": 15_001}, ("max_length", "out_of_range")),
        (TEXT | {"max_length": "9"}, ("max_length", "wrong_type")),
        (TEXT | {"max_length": True}, ("max_length", "wrong_type")),
        (TEXT | {"max_length": float("nan")}, ("max_length", "wrong_type")),
        (TEXT | {"anonymization": "never"}, ("anonymization", "unknown_value")),
        (NOTE | {"required": True}, ("required", "unknown_field")),
        (OPEN | {"choices": [YES]}, ("choices", "wrong_count")),
        (OPEN | {"choices": [YES, YES]}, ("choices/1/key", "duplicate_key")),
        (OPEN | {"choices": [YES, ALONE]}, ("choices/1/exclusive", "unknown_field")),
        (OPEN | {"choices": [OTHER, OTHER]}, ("choices/1/other", "duplicate_other")),
        (MARK | {"min": 5, "max": 5}, ("max", "invalid_range")),
        (MARK | {"max": 101}, ("max", "invalid_range")),
        (MARK | {"max": 9.5}, ("max", "wrong_type")),
        (MARK | {"choices": [YES, NO]}, ("min", "unknown_field")),
        (GRID | {"rows": []}, ("rows", "wrong_count")),
        (GRID | {"rows": [YES, YES]}, ("rows/1/key", "duplicate_key")),
        (GRID | {"rows": [YES | {"other": True}]}, ("rows/0/other", "unknown_field")),
        (MAIL | {"consent": None}, ("consent", "wrong_type")),
        (MAIL | {"consent_version": ""}, ("consent_version", "empty_text")),
        ({"key": "papers", "type": "document", "max_files": 11}, ("max_files", "out_of_range")),
    ],
)  # fmt: skip
def test_a_wrong_question_is_refused(
    survey_of: Callable[..., Json], change: Json, error: tuple[str, str]
) -> None:
    """What is wrong in a question is refused at its place."""
    assert (f"/questions/0/{error[0]}", error[1]) in errors_of(survey_of(change))


@pytest.mark.parametrize(
    ("condition", "error"),
    [
        ({"question": "open", "equals": "maybe"}, ("equals", "unknown_reference")),
        ({"question": "open", "equals": 1}, ("equals", "unknown_reference")),
        ({"question": "open", "equals": True}, ("equals", "wrong_type")),
        ({"question": "open", "in": ["yes", "maybe"]}, ("in/1", "unknown_reference")),
        ({"question": "open", "in": []}, ("in", "wrong_count")),
        ({"question": "open", "greater": 1}, ("greater", "not_comparable")),
        ({"question": "open", "answered": "yes"}, ("answered", "wrong_type")),
        ({"question": "mark", "equals": 11}, ("equals", "unknown_reference")),
        ({"question": "mark", "equals": "8"}, ("equals", "unknown_reference")),
        ({"question": "mark", "greater": "8"}, ("greater", "wrong_type")),
        ({"question": "text", "equals": "x"}, ("equals", "not_comparable")),
        ({"question": "grid", "equals": "yes"}, ("equals", "not_comparable")),
        ({"question": "note", "answered": True}, ("answered", "not_comparable")),
        (NOWHERE, ("question", "unknown_reference")),
        ({"question": "last", "answered": True}, ("question", "unknown_reference")),
        ({"all": [{"not": NOWHERE}]}, ("all/0/not/question", "unknown_reference")),
        ({"any": []}, ("any", "wrong_count")),
        ({"not": []}, ("not", "invalid_condition")),
        ({"question": "open"}, ("", "invalid_condition")),
        ({"question": "open", "equals": "yes", "answered": True}, ("", "invalid_condition")),
        ({}, ("", "invalid_condition")),
        ("open", ("", "invalid_condition")),
    ],
)  # fmt: skip
def test_a_wrong_condition_is_refused(
    survey_of: Callable[..., Json], condition: Any, error: tuple[str, str]
) -> None:
    """A condition must compare an earlier answer with what that answer can be."""
    raw = survey_of(OPEN, TICKS, MARK, GRID, TEXT, NOTE, shown_if(condition))
    place, code = error
    pointer = "/questions/6/show_if" + (place and f"/{place}")
    assert errors_of(raw) == [(pointer, code)]


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (rows_from(question="nowhere"), ("question", "unknown_reference")),
        (rows_from(question="open"), ("question", "not_comparable")),
        (rows_from(question="grid"), ("question", "not_comparable")),
        (rows_from(question="ticks", value="yes"), ("question", "not_comparable")),
        (rows_from(question="ticks", keys=["yes", "maybe"]), ("keys/1", "unknown_reference")),
        (rows_from(question="ticks", keys=["yes", "yes"]), ("keys/1", "duplicate_key")),
        (rows_from(question="ticks", keys=[]), ("keys", "wrong_count")),
        (rows_from(question="grid", value="maybe"), ("value", "unknown_reference")),
        (rows_from(question="grid", value="yes", keys=["yes"]), ("keys", "unknown_field")),
        (rows_from(), ("question", "missing")),
    ],
)
def test_rows_from_elsewhere_must_exist(
    survey_of: Callable[..., Json], question: Json, error: tuple[str, str]
) -> None:
    """Rows come from ticks or from another matrix, both earlier in the survey."""
    path = f"/questions/3/rows_from/{error[0]}"
    assert (path, error[1]) in errors_of(survey_of(OPEN, TICKS, GRID, question))


def test_two_questions_cannot_share_a_key(survey_of: Callable[..., Json]) -> None:
    """Answers are stored under the key, so it belongs to one question."""
    assert errors_of(survey_of(TEXT, TEXT)) == [("/questions/1/key", "duplicate_key")]


def test_every_text_has_every_language(every_type: Json) -> None:
    """A text that lacks one of the languages is refused, wherever it stands."""
    raw = copy.deepcopy(every_type)
    del raw["intro"]["en"], raw["questions"][1]["choices"][0]["label"]["fr"]
    assert errors_of(raw) == [
        ("/intro/en", "missing_language"),
        ("/questions/1/choices/0/label/fr", "missing_language"),
    ]


def nested(depth: int) -> Json:
    """Give a condition of a given depth."""
    condition: Json = {"question": "open", "answered": True}
    for _ in range(depth - 1):
        condition = {"not": condition}
    return condition


def test_conditions_are_ten_deep_at_most(survey_of: Callable[..., Json]) -> None:
    """Ten levels are enough for anybody to understand; deeper ones are refused unread."""
    assert errors_of(survey_of(OPEN, shown_if(nested(10)))) == []
    for depth in (11, 100_000):
        pointer = "/questions/1/show_if" + "/not" * 10
        assert errors_of(survey_of(OPEN, shown_if(nested(depth)))) == [(pointer, "too_deep")]


def test_a_survey_has_a_hundred_questions_at_most(survey_of: Callable[..., Json]) -> None:
    """One hundred questions are read, one more is refused."""
    questions = [NOTE | {"key": f"note_{n}"} for n in range(101)]
    assert errors_of(survey_of(*questions[:100])) == []
    assert errors_of(survey_of(*questions)) == [("/questions", "wrong_count")]


def test_a_question_has_a_hundred_choices_at_most(survey_of: Callable[..., Json]) -> None:
    """One hundred choices are read, one more is refused."""
    choices = [YES | {"key": f"choice_{n}"} for n in range(101)]
    assert errors_of(survey_of(OPEN | {"choices": choices[:100]})) == []
    assert errors_of(survey_of(OPEN | {"choices": choices})) == [
        ("/questions/0/choices", "wrong_count")
    ]


def test_a_matrix_knows_every_row_it_may_have(parsed: Definition) -> None:
    """Rows that come from elsewhere are there once parsed, with the labels they had there."""
    quality = parsed.question("quality")
    assert quality is not None
    assert [(row.key, row.label["en"]) for row in quality.rows] == [
        ("counter", "Counter"),
        ("phone", "Phone"),
    ]


def test_free_texts_are_named(parsed: Definition) -> None:
    """Whatever a respondent may write freely is on the list of what is anonymized."""
    assert parsed.free_text_keys == ("way:other", "tried:other", "place", "story")


def test_a_question_may_have_its_own_policy(parsed: Definition) -> None:
    """The policy of a question holds for its texts; the survey's for the others."""
    policies = {key: parsed.policy_of(key) for key in parsed.free_text_keys}
    assert policies == {
        "way:other": "redact",
        "tried:other": "review",
        "place": "redact",
        "story": "ask",
    }


def test_defaults_are_filled(survey_of: Callable[..., Json]) -> None:
    """What a definition leaves out has the documented value."""
    text, short, papers = definitions.parse(
        survey_of(
            TEXT, TEXT | {"key": "short", "type": "short_text"}, {"key": "d", "type": "document"}
        )
    ).questions
    assert (text.max_length, short.max_length, papers.max_files) == (15_000, 200, 3)
    assert not text.required


@settings(deadline=None)
@given(data=st.data())
def test_any_json_is_parsed_or_refused(
    every_type: Json, any_json: Any, damaged: Any, data: st.DataObject
) -> None:
    """No JSON raises anything but InvalidDefinition."""
    for pointer, code in errors_of(data.draw(any_json | damaged(every_type))):
        assert code
        assert pointer == "" or pointer.startswith("/")


def test_a_missing_rule_is_noticed(
    survey_of: Callable[..., Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: without the rule on references, a condition on nothing would be accepted."""
    raw = survey_of(shown_if({"question": "nowhere", "answered": True}))
    assert errors_of(raw)
    monkeypatch.setattr(rules, "_check_condition", lambda *ignored: None)
    assert not errors_of(raw)
