"""`show_if`: when a question is asked, told from the answers before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]

GROUPS = ("all", "any")
TESTS = ("equals", "in", "answered", "greater")
MAX_DEPTH = 10


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one earlier answer (`question`, `value`) or a combination of `parts`.

    `operator` is one of `GROUPS`, `not`, or one of `TESTS`.
    """

    operator: str
    question: str = ""
    value: Any = None
    parts: tuple[Condition, ...] = ()

    def holds(self, answers: Answers) -> bool:
        """Tell whether it is true of `answers`, where an absent key means unanswered."""
        return _HOLDS[self.operator](self, answers)

    def questions(self) -> Iterator[str]:
        """Keys of the questions it looks at."""
        if self.question:
            yield self.question
        for part in self.parts:
            yield from part.questions()

    def as_json(self) -> dict[str, Any]:
        """The same condition as it is written in a definition."""
        if self.operator == "not":
            return {"not": self.parts[0].as_json()}
        if self.parts:
            return {self.operator: [part.as_json() for part in self.parts]}
        value = list(self.value) if self.operator == "in" else self.value
        return {"question": self.question, self.operator: value}


def _is(answer: Any, value: Any) -> bool:
    """Equality without Python's `True == 1`."""
    return not isinstance(answer, bool) and bool(answer == value)


def _equals(condition: Condition, answers: Answers) -> bool:
    answer = answers.get(condition.question)
    if isinstance(answer, list):
        return any(_is(item, condition.value) for item in answer)
    return _is(answer, condition.value)


def _in(condition: Condition, answers: Answers) -> bool:
    answer = answers.get(condition.question)
    picked = answer if isinstance(answer, list) else [answer]
    return any(_is(item, value) for item in picked for value in condition.value)


def _answered(condition: Condition, answers: Answers) -> bool:
    return (condition.question in answers) is condition.value


def _greater(condition: Condition, answers: Answers) -> bool:
    answer = answers.get(condition.question)
    is_number = isinstance(answer, int | float) and not isinstance(answer, bool)
    return is_number and bool(answer > condition.value)


_HOLDS: dict[str, Callable[[Condition, Answers], bool]] = {
    "all": lambda condition, answers: all(part.holds(answers) for part in condition.parts),
    "any": lambda condition, answers: any(part.holds(answers) for part in condition.parts),
    "not": lambda condition, answers: not condition.parts[0].holds(answers),
    "equals": _equals,
    "in": _in,
    "answered": _answered,
    "greater": _greater,
}
