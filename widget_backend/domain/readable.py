"""Answers as a person reads them: labels instead of keys, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .definitions import Definition
from .localize import language_of
from .questions import Question, Texts


@dataclass(frozen=True, slots=True)
class ReadableAnswer:
    """A question as it was asked, and what was answered, a line each."""

    label: str
    lines: tuple[str, ...]


def readable(
    definition: Definition, answers: Mapping[str, Any], language: str | None
) -> list[ReadableAnswer]:
    """Give the answers that were kept, in the order of the survey.

    Documents and e-mail addresses are kept elsewhere and are not among them.
    """
    spoken = language_of(definition, language)
    return [
        ReadableAnswer(question.label[spoken], tuple(_lines(question, answers, spoken)))
        for question in definition.questions
        if question.key in answers
    ]


def _lines(question: Question, answers: Mapping[str, Any], language: str) -> list[str]:
    answer = answers[question.key]
    choices = {choice.key: choice.label for choice in question.choices}
    if isinstance(answer, dict):
        rows = {row.key: row.label for row in question.rows}
        return [
            f"{_label(rows, row, language)} – {_label(choices, value, language)}"
            for row, value in answer.items()
        ]
    picked = answer if isinstance(answer, list) else [answer]
    lines = [_label(choices, value, language) for value in picked]
    other = answers.get(question.other_key)
    return [*lines, str(other)] if other else lines


def _label(labels: Mapping[str, Texts], key: Any, language: str) -> str:
    """Give the label of a key; what has none (a mark, a text) speaks for itself."""
    return labels[key][language] if key in labels else str(key)
