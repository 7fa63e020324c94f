"""What the hosted page says about what was typed: mistakes, and personal data that was found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import FieldError
from .definitions import Definition
from .forms import place_of
from .localize import language_of
from .turns import Turn

Sentences = Mapping[str, str]  # the flat texts of one language: key → sentence

_BESIDE = 30
_BLANK_TO_FILL = re.compile(r" ?{[^}]*}")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its place on the page ("" when it has none), the question, the sentence."""

    place: str
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Personal data found in an answer, with a few words around it."""

    place: str
    label: str
    before: str
    found: str
    after: str


def mistakes(
    definition: Definition, errors: Iterable[FieldError], texts: Sentences, language: str
) -> list[Mistake]:
    """Say each error in the respondent's language; the first of each place is enough."""
    found: dict[str, Mistake] = {}
    for error in errors:
        place = place_of(definition, error.pointer)
        sentence = texts.get(f"error.{error.code}", texts["error.invalid"])
        mistake = Mistake(place, label_of(definition, place, language), _plain(sentence))
        found.setdefault(place or sentence, mistake)
    return list(found.values())


def news(definition: Definition, turn: Turn, language: str) -> list[tuple[str, str]] | None:
    """Name what was revealed, once a question: (place of its first new control, its label).

    None when nothing was; information has no control, and may leave the list empty.
    """
    found: dict[str, tuple[str, str]] = {}
    for place in turn.revealed:
        question = definition.question(place.partition(":")[0])
        if question is not None and question.type != "information":
            target = f"{place}:address" if question.type == "email" else place
            if question.type != "matrix" or ":" in place:
                found.setdefault(
                    question.key, (target, label_of(definition, question.key, language))
                )
    return list(found.values()) if turn.revealed else None


def excerpts(
    definition: Definition,
    answers: Mapping[str, Any],
    findings: Iterable[Mapping[str, Any]],
    language: str,
) -> list[Excerpt]:
    """Show each finding `{"question", "start", "end"}` where it stands in what was typed."""
    return [_excerpt(definition, answers, finding, language) for finding in findings]


def label_of(definition: Definition, place: str, language: str) -> str:
    """Give the label of a place: its question's, with its row's in a matrix."""
    key, _, below = place.partition(":")
    question = definition.question(key)
    if question is None:
        return ""
    spoken = language_of(definition, language)
    rows = [row.label[spoken] for row in question.rows if row.key == below]
    return " – ".join([question.label[spoken], *rows])


def _excerpt(
    definition: Definition, answers: Mapping[str, Any], finding: Mapping[str, Any], language: str
) -> Excerpt:
    place, start, end = str(finding["question"]), int(finding["start"]), int(finding["end"])
    text = str(answers.get(place, ""))
    return Excerpt(
        place=place,
        label=label_of(definition, place, language),
        before=text[max(0, start - _BESIDE) : start],
        found=text[start:end],
        after=text[end : end + _BESIDE],
    )


def _plain(sentence: str) -> str:
    """Leave out the blanks to fill: a mistake carries no figures of its own."""
    return _BLANK_TO_FILL.sub("", sentence)
