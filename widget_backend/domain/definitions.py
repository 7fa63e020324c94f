"""A survey definition: read from untrusted JSON, checked whole, then trusted by everything else.

`survey.schema.json` describes the same shape for editors and other languages; `rules` adds what a
shape cannot say. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..errors import InvalidDefinition
from .places import Place, Report
from .question_reader import POLICIES, read_question
from .questions import Choice, Question, Row, RowsFrom, Texts
from .reading import LANGUAGE, MAX_LANGUAGES, items, matching, members, one_of, texts
from .rules import check_questions
from .targeting import read_targeting

__all__ = ["Choice", "Definition", "InvalidDefinition", "Question", "Row", "RowsFrom", "parse"]

KINDS = ("satisfaction", "document_report", "experience", "suggestion", "assessment", "custom")
MAX_QUESTIONS = 100
_REQUIRED = ("kind", "default_language", "languages", "title", "questions")
_OPTIONAL = ("intro", "thanks", "anonymization", "targeting")


@dataclass(frozen=True, slots=True)
class Definition:
    """A survey as its author wrote it, in every language."""

    kind: str
    default_language: str
    languages: tuple[str, ...]
    title: Texts
    intro: Texts | None
    thanks: Texts | None
    anonymization: str
    questions: tuple[Question, ...]
    targeting: Mapping[str, Any] = field(default_factory=dict)

    def question(self, key: str) -> Question | None:
        """Find a question by its key."""
        return next((question for question in self.questions if question.key == key), None)

    @property
    def steps(self) -> tuple[tuple[Question | None, tuple[Question, ...]], ...]:
        """Questions by step: (the question that begins it, those in it); None without steps."""
        starts = [index for index, one in enumerate(self.questions) if one.type == "step"]
        ends = [*starts[1:], len(self.questions)]
        if not starts:
            return ((None, self.questions),)
        return tuple(
            (self.questions[start], self.questions[start + 1 : end])
            for start, end in zip(starts, ends, strict=True)
        )

    @property
    def free_text_keys(self) -> tuple[str, ...]:
        """Keys of the answers that are free text, and must be anonymized: `q` and `q:other`."""
        keys: list[str] = []
        for question in self.questions:
            if question.has_free_text:
                keys.append(question.key)
            elif question.other_choice:
                keys.append(question.other_key)
        return tuple(keys)

    def policy_of(self, answer_key: str) -> str:
        """Tell what to do with personal data in a free text: redact, ask or review."""
        question = self.question(answer_key.partition(":")[0])
        return (question and question.anonymization) or self.anonymization


def parse(raw: Any) -> Definition:
    """Read a definition from any JSON value; raises InvalidDefinition that points at each place."""
    report = Report()
    root = Place(raw, "", report)
    found = members(root, _REQUIRED, _OPTIONAL)
    languages = _languages(found.get("languages"))
    report.raise_as(InvalidDefinition)  # texts cannot be judged before the languages are known
    definition = Definition(
        kind=one_of(found["kind"], KINDS),
        default_language=_default_language(found["default_language"], languages),
        languages=languages,
        title=texts(found["title"], languages) or {},
        intro=texts(found.get("intro"), languages),
        thanks=texts(found.get("thanks"), languages),
        anonymization=one_of(found.get("anonymization"), POLICIES, default="redact"),
        questions=_questions(found["questions"], languages),
        targeting=read_targeting(found.get("targeting")),
    )
    report.raise_as(InvalidDefinition)
    check_questions(definition.questions, root.at("questions"))
    report.raise_as(InvalidDefinition)
    return replace(definition, questions=_with_rows(definition.questions))


def _languages(place: Place | None) -> tuple[str, ...]:
    found: list[str] = []
    for item in items(place, 1, MAX_LANGUAGES):
        language = matching(item, LANGUAGE, "`fr`, `pt-BR` or `fr-simple`")
        if language and language in found:
            item.refuse("duplicate_key", "This language is there twice.")
        found.append(language)
    return tuple(found)


def _default_language(place: Place, languages: tuple[str, ...]) -> str:
    language = matching(place, LANGUAGE, "`fr`, `pt-BR` or `fr-simple`")
    if language and language not in languages:
        place.refuse("unknown_language", "This language is not in `languages`; add it there.")
    return language


def _questions(place: Place, languages: tuple[str, ...]) -> tuple[Question, ...]:
    read = (read_question(item, languages) for item in items(place, 1, MAX_QUESTIONS))
    return tuple(question for question in read if question is not None)


def _with_rows(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Give each matrix that takes its rows from elsewhere every row it may ever have."""
    known: dict[str, Question] = {}
    for question in questions:
        source = known[question.rows_from.question] if question.rows_from else None
        known[question.key] = question if source is None else _with_rows_of(question, source)
    return tuple(known.values())


def _with_rows_of(question: Question, source: Question) -> Question:
    if source.type == "matrix":
        return replace(question, rows=source.rows)
    keys = question.rows_from.keys if question.rows_from else None
    wanted = source.choice_keys() if keys is None else keys
    rows = [Row(choice.key, choice.label) for choice in source.choices if choice.key in wanted]
    return replace(question, rows=tuple(rows))
