"""Answers as a person reads them."""

from __future__ import annotations

from widget_backend.domain.definitions import Definition
from widget_backend.domain.readable import ReadableAnswer, readable


def test_answers_are_read_with_their_labels(parsed: Definition) -> None:
    """Keys become the labels they were chosen by; texts and marks speak for themselves."""
    answers = {
        "mood": "good",
        "mark": 9,
        "tried": ["counter", "other"],
        "tried:other": "a neighbour",
        "reached": {"counter": "yes"},
        "story": "good",
    }
    assert readable(parsed, answers, "en") == [
        ReadableAnswer("How are you?", ("Good",)),
        ReadableAnswer("What mark?", ("9",)),
        ReadableAnswer("What help?", ("Counter", "Other", "a neighbour")),
        ReadableAnswer("Reached?", ("Counter – Yes",)),
        ReadableAnswer("Tell us.", ("good",)),
    ]


def test_an_answer_of_another_version_is_still_read(parsed: Definition) -> None:
    """A key that has no label any more is shown as it is."""
    (answer,) = readable(parsed, {"mood": "excellent"}, "de")
    assert (answer.label, answer.lines) == ("Comment ça va\u00a0?", ("excellent",))
