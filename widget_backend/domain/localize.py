"""A definition in one language: what the widget and the hosted page read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from .definitions import Definition
from .questions import Choice, Question, Row, RowsFrom, Texts

Json = dict[str, Any]


def language_of(definition: Definition, language: str | None) -> str:
    """Choose the language to speak: the one asked for, else its base, else the default.

    Tags are compared without their case, as RFC 5646 asks.
    """
    wanted = (language or "").lower()
    spoken = {known.lower(): known for known in definition.languages}
    base = wanted.partition("-")[0]
    return spoken.get(wanted) or spoken.get(base) or definition.default_language


def published(definition: Definition, language: str | None) -> Json:
    """Give the definition in one language; absent fields and false flags are left out.

    A matrix always has `rows`, every row it may have, also when `rows_from` says which are asked.
    """
    spoken = language_of(definition, language)
    return {
        "kind": definition.kind,
        "language": spoken,
        "languages": list(definition.languages),
        "title": definition.title[spoken],
        "intro": _text(definition.intro, spoken),
        "thanks": _text(definition.thanks, spoken),
        "questions": [_question(question, spoken) for question in definition.questions],
        **({"targeting": dict(definition.targeting)} if definition.targeting else {}),
    }


def _question(question: Question, language: str) -> Json:
    every_field = {
        "key": question.key,
        "type": question.type,
        "label": question.label[language],
        "help": _text(question.help, language),
        "hidden": question.hidden,
        "required": question.required,
        "choices": [_choice(choice, language) for choice in question.choices],
        "min": question.min,
        "max": question.max,
        "min_label": _text(question.min_label, language),
        "max_label": _text(question.max_label, language),
        "max_length": question.max_length,
        "max_files": question.max_files,
        "rows": _rows(question.rows, language),
        "rows_from": _rows_from(question.rows_from) if question.rows_from else None,
        "consent": _text(question.consent, language),
        "show_if": question.show_if.as_json() if question.show_if else None,
    }
    return _without_absent(every_field)


def _choice(choice: Choice, language: str) -> Json:
    return _without_absent(
        {
            "key": choice.key,
            "label": choice.label[language],
            "exclusive": choice.exclusive,
            "other": choice.other,
        }
    )


def _rows(rows: Iterable[Row], language: str) -> list[Json]:
    return [{"key": row.key, "label": row.label[language]} for row in rows]


def _rows_from(rows_from: RowsFrom) -> Json:
    found = _without_absent(asdict(rows_from))
    return found | {"keys": list(found["keys"])} if "keys" in found else found


def _text(texts: Texts | None, language: str) -> str | None:
    return texts[language] if texts else None


def _without_absent(fields: Json) -> Json:
    """Leave out what is not there; 0 is a number like another."""
    return {
        name: value
        for name, value in fields.items()
        if value is not None and value is not False and value != []
    }
