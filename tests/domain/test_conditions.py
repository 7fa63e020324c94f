"""Branching: the shared vectors, and what holds for any answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widget_backend.domain import branching, definitions, localize
from widget_backend.domain.definitions import Definition

Json = dict[str, Any]


def outcome(definition: Definition, answers: Json) -> Json:
    """Give what a vector states: questions and rows that are asked, answers that count."""
    path = branching.follow(definition, answers)
    rows = {key: list(keys) for key, keys in path.rows.items()}
    return {"shown": [q.key for q in path.shown], "rows": rows, "pruned": path.answers}


def expected(case: Json) -> Json:
    """Give what a vector says should be."""
    return {name: case[name] for name in ("shown", "rows", "pruned")}


def test_vectors_of_branching(conditions_case: Json) -> None:
    """Each vector's questions and rows are asked, and no other."""
    definition = definitions.parse(conditions_case["definition"])
    assert outcome(definition, conditions_case["answers"]) == expected(conditions_case)


def test_vectors_hold_the_published_shape(conditions_case: Json) -> None:
    """The one-language definition of a vector is what the widget would be sent."""
    definition = definitions.parse(conditions_case["definition"])
    assert localize.published(definition, "fr") == conditions_case["published"]


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("is_shown", lambda question, kept: True),
        ("matrix_rows", lambda question, kept: tuple(row.key for row in question.rows)),
        ("is_other_chosen", lambda question, value: True),
        ("without_blanks", lambda question, value: value),
    ],
)
def test_vectors_catch_a_broken_rule(
    vectors: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, name: str, broken: Any
) -> None:
    """Control: whichever rule of branching is broken, a vector fails."""
    monkeypatch.setattr(branching, name, broken)
    cases = vectors("conditions")
    outcomes = [outcome(definitions.parse(c["definition"]), c["answers"]) for c in cases]
    assert outcomes != [expected(case) for case in cases]


def test_shown_questions_and_prune_agree_with_follow(parsed: Definition) -> None:
    """The two short forms give the same as the walk they are made of."""
    answers = {"mood": "bad", "tried": ["phone"], "reached": {"counter": "yes"}, "story": "x"}
    path = branching.follow(parsed, answers)
    assert branching.shown_questions(parsed, answers) == list(path.shown)
    assert branching.prune(parsed, answers) == path.answers == {"mood": "bad", "tried": ["phone"]}


def test_unknown_names_are_left_to_the_check(parsed: Definition) -> None:
    """Pruning keeps what belongs to no question, so that it is refused rather than lost."""
    assert branching.prune(parsed, {"color": "red"}) == {"color": "red"}


@settings(deadline=None)
@given(data=st.data())
def test_any_json_can_be_pruned(parsed: Definition, any_json: Any, data: st.DataObject) -> None:
    """Pruning never fails, whatever the values."""
    keys = st.sampled_from([question.key for question in parsed.questions])
    answers = data.draw(st.dictionaries(keys, any_json, max_size=6))
    pruned = branching.prune(parsed, answers)
    assert set(pruned) <= set(answers)


@settings(deadline=None)
@given(data=st.data())
def test_pruning_twice_changes_nothing(
    parsed: Definition, damaged: Any, data: st.DataObject
) -> None:
    """What is left after pruning is the same when pruned again."""
    answers = data.draw(
        damaged(
            {
                "mood": "bad",
                "mark": 9,
                "tried": ["counter", "phone"],
                "reached": {"counter": "yes", "phone": "no"},
                "quality": {"counter": "good"},
                "grid": {"site": "yes"},
            }
        )
    )
    pruned = branching.prune(parsed, answers)
    assert repr(branching.prune(parsed, pruned)) == repr(pruned)
