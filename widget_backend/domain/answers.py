"""Answers as sent, checked against the survey version they were given to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..errors import InvalidAnswers
from .answer_types import CHECKERS, check_text
from .branching import is_other_chosen, is_shown, matrix_rows, without_blanks
from .definitions import Definition
from .places import Place, Report
from .questions import OTHER_MAX_LENGTH, Question


def check(definition: Definition, raw: Any, *, pointer: str = "/answers") -> dict[str, Any]:
    """Give the answers as they are kept; raises InvalidAnswers with every error at once.

    Blank answers are dropped, texts are cleaned, ticked choices come in the order of the
    definition. `pointer` is where `raw` stands in the request.
    """
    root = Place(raw, pointer, Report())
    walk = _Walk(root)
    if isinstance(raw, dict):
        for question in definition.questions:
            walk.visit(question)
        walk.refuse_unknown(definition)
    else:
        root.refuse("wrong_type", "Send an object: question → answer.")
    root.report.raise_as(InvalidAnswers)
    return walk.kept


@dataclass(slots=True)
class _Walk:
    """Goes through the questions in order, and keeps what is right.

    `doubtful` holds the questions whose answer is wrong: whether what depends on them should have
    been answered cannot be told, and is not judged; one mistake is reported once.
    """

    root: Place
    kept: dict[str, Any] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)

    def visit(self, question: Question) -> None:
        """Check the answer to one question, and the text beside it."""
        errors_before = self.root.report.count
        answer, other = (
            self._place(question, question.key),
            self._place(question, question.other_key),
        )
        if question.depends_on() & self.doubtful:
            self._read(question, tuple(row.key for row in question.rows), answer, other)
            self.doubtful.add(question.key)
        elif not question.takes_answer or not is_shown(question, self.kept):
            _refuse_answered(answer, other)
        else:
            rows = matrix_rows(question, self.kept)
            self._read(question, rows, answer, other)
            _refuse_missing(question, rows, answer)
        if self.root.report.count > errors_before:
            self.doubtful.add(question.key)

    def refuse_unknown(self, definition: Definition) -> None:
        """Report the names that belong to no question."""
        known = {question.key for question in definition.questions}
        known |= {q.other_key for q in definition.questions if q.other_choice}
        for name, place in self.root.members():
            if name not in known:
                place.refuse("unknown_question", "This survey has no such question; remove it.")

    def _place(self, question: Question, name: str) -> Place:
        return self.root.at(name, without_blanks(question, self.root.value.get(name)))

    def _read(self, question: Question, rows: tuple[str, ...], answer: Place, other: Place) -> None:
        if answer.value is not None:
            self._keep(question.key, CHECKERS[question.type](question, rows, answer))
        if question.other_choice is None or other.value is None:
            return
        if is_other_chosen(question, answer.value):
            self._keep(question.other_key, check_text(other, OTHER_MAX_LENGTH))
        else:
            other.refuse("other_not_chosen", "Choose the option that this text belongs to.")

    def _keep(self, key: str, value: Any) -> None:
        if value is not None:
            self.kept[key] = value


def _refuse_answered(answer: Place, other: Place) -> None:
    for place in (answer, other):
        if place.value is not None:
            place.refuse("not_asked", "This was not asked, given the other answers; remove it.")


def _refuse_missing(question: Question, rows: tuple[str, ...], answer: Place) -> None:
    if not question.required:
        return
    if question.type == "matrix" and isinstance(answer.value, dict | None):
        missing = [answer.at(row) for row in rows if row not in (answer.value or {})]
    else:
        missing = [answer] if answer.value is None else []
    for place in missing:
        place.refuse("required", "This question needs an answer.")
