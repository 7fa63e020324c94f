"""Which questions and rows are asked, told from the answers given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .definitions import Definition
from .questions import Question
from .text import is_blank


@dataclass(frozen=True, slots=True)
class Path:
    """The way through a survey: questions asked, rows of each matrix, answers that count."""

    shown: tuple[Question, ...]
    rows: Mapping[str, tuple[str, ...]]
    answers: dict[str, Any]


def follow(definition: Definition, answers: Mapping[str, Any]) -> Path:
    """Walk through a survey in its order; a question that is not asked counts as unanswered.

    `answers` may be anything that was sent: values are not checked. Names that the survey does not
    know are left for `answers.check` to refuse.
    """
    kept: dict[str, Any] = {}
    shown = []
    rows: dict[str, tuple[str, ...]] = {}
    for question in definition.questions:
        if question.type == "matrix":
            rows[question.key] = matrix_rows(question, kept)
        if is_shown(question, kept):
            shown.append(question)
            _keep(question, rows.get(question.key, ()), answers, kept)
    names = {name for q in definition.questions for name in (q.key, q.other_key)}
    unknown = {name: value for name, value in answers.items() if name not in names}
    return Path(tuple(shown), rows, kept | unknown)


def shown_questions(definition: Definition, answers: Mapping[str, Any]) -> list[Question]:
    """Questions that are asked, given `answers`."""
    return list(follow(definition, answers).shown)


def prune(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers without those to questions and rows that are not asked, and without blank ones."""
    return follow(definition, answers).answers


def is_shown(question: Question, kept: Mapping[str, Any]) -> bool:
    """Tell whether a question is asked; `kept` holds the answers that count before it."""
    if question.show_if is not None and not question.show_if.holds(kept):
        return False
    return question.type != "matrix" or bool(matrix_rows(question, kept))


def matrix_rows(question: Question, kept: Mapping[str, Any]) -> tuple[str, ...]:
    """Keys of the rows that a matrix asks about, in the order of the definition."""
    if question.show_if is not None and not question.show_if.holds(kept):
        return ()
    keys = (row.key for row in question.rows)
    if question.rows_from is None:
        return tuple(keys)
    answer, value = kept.get(question.rows_from.question), question.rows_from.value
    if value is None:
        return tuple(key for key in keys if isinstance(answer, list) and key in answer)
    return tuple(key for key in keys if isinstance(answer, dict) and answer.get(key) == value)


def without_blanks(question: Question, value: Any) -> Any:
    """Give an answer without its blank parts; None when nothing is left.

    Blank are null, an empty list or object, a text without a visible character, and an e-mail
    answer without an address.
    """
    if not isinstance(value, dict):
        return None if _is_blank(value) else value
    if question.type == "email" and _is_blank(value.get("address")):
        return None
    filled = {name: member for name, member in value.items() if not _is_blank(member)}
    return filled or None


def _is_blank(value: Any) -> bool:
    return is_blank(value) if isinstance(value, str) else value is None or value in ([], {})


def _keep(
    question: Question, rows: tuple[str, ...], answers: Mapping[str, Any], kept: dict[str, Any]
) -> None:
    value = without_blanks(question, answers.get(question.key))
    if question.type == "matrix" and isinstance(value, dict):
        value = {row: value[row] for row in rows if row in value} or None
    if value is None or not question.takes_answer:
        return
    kept[question.key] = value
    text = without_blanks(question, answers.get(question.other_key))
    if text is not None and is_other_chosen(question, value):
        kept[question.other_key] = text


def is_other_chosen(question: Question, value: Any) -> bool:
    """Tell whether an answer picks the choice that opens a text."""
    choice = question.other_choice
    if choice is None:
        return False
    return choice.key in value if isinstance(value, list) else bool(value == choice.key)
