"""One small checker per question type: the answer as it is kept, or None and a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .document_answers import check_documents
from .email_answers import check_email
from .places import Place
from .questions import Question
from .reading import as_whole
from .text import clean, is_storable


def check_text(place: Place, max_length: int) -> str | None:
    """Check a free text of at most `max_length` code points, counted once it is clean."""
    value = place.value
    if not isinstance(value, str):
        place.refuse("wrong_type", "This must be a text.")
    elif not is_storable(value):
        place.refuse("invalid_text", "A character is damaged; write it again.")
    # Composing shortens a text fourfold at most: beyond that it is too long without looking.
    elif len(value) > 4 * max_length or len(clean(value)) > max_length:
        place.refuse("too_long", f"Write at most {max_length} characters.")
    else:
        return clean(value)
    return None


def _text(question: Question, rows: Sequence[str], place: Place) -> str | None:
    return check_text(place, question.max_length or 0)


def _choice(question: Question, rows: Sequence[str], place: Place) -> str | None:
    return _known_choice(question.choice_keys(), place)


def _known_choice(keys: Sequence[str], place: Place) -> str | None:
    if not isinstance(place.value, str):
        place.refuse("wrong_type", "This must be the key of a choice.")
    elif place.value not in keys:
        place.refuse("unknown_choice", "This is not one of the choices; choose one of them.")
    else:
        return place.value
    return None


def _scale(question: Question, rows: Sequence[str], place: Place) -> str | int | None:
    if question.min is None or question.max is None:
        return _choice(question, rows, place)
    number = as_whole(place.value)
    if number is None:
        place.refuse("wrong_type", "This must be a whole number.")
    elif not question.min <= number <= question.max:
        rule = f"Give a number between {question.min} and {question.max}."
        place.refuse("out_of_range", rule)
    else:
        return number
    return None


def _choices(question: Question, rows: Sequence[str], place: Place) -> list[str] | None:
    keys = question.choice_keys()
    if not isinstance(place.value, list):
        place.refuse("wrong_type", "This must be a list of keys of choices.")
        return None
    if len(place.value) > len(keys):
        place.refuse("too_many", "There are more answers than choices; give each one once.")
        return None
    errors_before = place.report.count
    exclusive = {choice.key for choice in question.choices if choice.exclusive}
    for index, item in enumerate(place.items()):
        key = _known_choice(keys, item)
        if key is None:
            continue
        if key in place.value[:index]:
            item.refuse("duplicate", "This choice is there twice; give it once.")
        if key in exclusive and len(place.value) > 1:
            item.refuse("exclusive_choice", "This choice cannot go with others; keep one side.")
    is_right = place.report.count == errors_before
    return [key for key in keys if key in place.value] if is_right else None


def _matrix(question: Question, rows: Sequence[str], place: Place) -> dict[str, str] | None:
    if not isinstance(place.value, dict):
        place.refuse("wrong_type", "This must be an object: row → column.")
        return None
    found: dict[str, str] = {}
    for row, cell in place.members():
        if row not in rows:
            cell.refuse("not_asked", "This row was not asked, given the other answers; remove it.")
            continue
        key = _known_choice(question.choice_keys(), cell)
        if key is not None:
            found[row] = key
    return {row: found[row] for row in rows if row in found} or None


def _email(question: Question, rows: Sequence[str], place: Place) -> dict[str, Any] | None:
    return check_email(place)


def _documents(
    question: Question, rows: Sequence[str], place: Place
) -> list[dict[str, Any]] | None:
    return check_documents(place, question.max_files or 0)


CHECKERS: dict[str, Callable[[Question, Sequence[str], Place], Any]] = {
    "smileys": _choice,
    "scale": _scale,
    "single_choice": _choice,
    "multiple_choice": _choices,
    "matrix": _matrix,
    "short_text": _text,
    "long_text": _text,
    "email": _email,
    "document": _documents,
}
