"""Counts of answers, one response at a time: they add up by day, by contact point, by site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from .definitions import Definition
from .questions import Question


class Cell(NamedTuple):
    """What is counted. Keys are stored, never labels.

    - `("", "", "")`: responses
    - `(question, "", "")`: responses that answer the question
    - `(question, "", value)`: responses that give the value; in a matrix, on one row at least
    - `(question, row, value)`: responses that give the value on this row of a matrix
    """

    question: str = ""
    row: str = ""
    value: str = ""


Tally = Mapping[Cell, int]

RESPONSES = Cell()


def tally(definition: Definition, responses: Iterable[Mapping[str, Any]]) -> Counter[Cell]:
    """Count checked answers, one mapping per response; what people wrote is never a value."""
    counts: Counter[Cell] = Counter()
    for answers in responses:
        counts.update(cells(definition, answers))
    return counts


def cells(definition: Definition, answers: Mapping[str, Any]) -> Iterator[Cell]:
    """Every cell that one response adds 1 to, and takes 1 from when it is erased."""
    yield RESPONSES
    for question in definition.questions:
        if question.key in answers:
            yield Cell(question.key)
            yield from _values(question, answers[question.key])


def _values(question: Question, answer: Any) -> Iterator[Cell]:
    if question.type in ("smileys", "scale", "single_choice"):
        yield Cell(question.key, "", str(answer))
    elif question.type == "multiple_choice":
        for value in answer:
            yield Cell(question.key, "", value)
    elif question.type == "matrix":
        for row, value in answer.items():
            yield Cell(question.key, row, value)
        for value in sorted(set(answer.values())):
            yield Cell(question.key, "", value)
