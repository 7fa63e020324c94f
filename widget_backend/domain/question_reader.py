"""Reads one question of a definition: which fields each type has, and their bounds."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .condition_reader import read_condition
from .places import Place
from .questions import Choice, Question, Row, RowsFrom
from .reading import flag, items, key, members, one_of, plain_text, texts, whole

POLICIES = ("redact", "ask", "review")
MAX_CHOICES = 100
MAX_ROWS = 100
MAX_LENGTH = 15_000
MAX_FILES = 10
MAX_VERSION_LENGTH = 64
SCALE_ENDS = (-1000, 1000)
DEFAULT_LENGTHS = {"short_text": 200, "long_text": MAX_LENGTH}
DEFAULT_FILES = 3

# type → (fields it must have, fields it may have), beside its key, type and label.
FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "smileys": (("choices",), ("required",)),
    "scale": (("min", "max"), ("required", "min_label", "max_label")),
    "single_choice": (("choices",), ("hidden", "required", "anonymization")),
    "multiple_choice": (("choices",), ("required", "anonymization")),
    "matrix": (("choices", "rows"), ("required",)),
    "short_text": ((), ("hidden", "required", "max_length", "anonymization")),
    "long_text": ((), ("required", "max_length", "anonymization")),
    "email": (("consent",), ("required", "consent_version")),
    "document": ((), ("required", "max_files")),
    "information": ((), ()),
    "step": ((), ()),
}
# Two types may be written in another way: (type, a field that tells) → its fields.
VARIANTS: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("scale", "choices"): (("choices",), ("required",)),
    ("matrix", "rows_from"): (("choices", "rows_from"), ("required",)),
}
CHOICE_COUNTS = {"smileys": (2, 5), "multiple_choice": (1, MAX_CHOICES)}
CHOICE_FLAGS = {"single_choice": ("other",), "multiple_choice": ("exclusive", "other")}


def read_question(place: Place, languages: Collection[str]) -> Question | None:
    """Read one question; None, with a report, when not even its type is known."""
    type_ = _type(place)
    if not type_:
        return None
    required, optional = _fields(type_, place.value)
    found = members(place, ("key", "type", "label", *required), optional)
    hidden = flag(found.get("hidden"))
    return Question(
        key=key(found.get("key")),
        type=type_,
        label=texts(found.get("label"), languages) or {},
        help=texts(found.get("help"), languages),
        required=flag(found.get("required")),
        show_if=read_condition(found.get("show_if")),
        hidden=hidden,
        **_choices_and_rows(found, type_, () if hidden else CHOICE_FLAGS.get(type_, ()), languages),
        **_bounds(found, type_, languages),
        **_privacy(found, languages),
    )


def _type(place: Place) -> str:
    if not isinstance(place.value, dict):
        place.refuse("wrong_type", "This must be an object.")
        return ""
    return one_of(place.at("type", place.value.get("type")), tuple(FIELDS))


def _fields(type_: str, value: dict[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    required, optional = FIELDS[type_]
    for (variant, field), fields in VARIANTS.items():
        if variant == type_ and field in value:
            required, optional = fields
    if type_ == "step":
        return required, optional
    if value.get("hidden") is True:  # what nobody sees can be neither required nor revealed
        return required, ("help", *(name for name in optional if name != "required"))
    return required, ("help", "show_if", *optional)


def _choices_and_rows(
    found: dict[str, Place], type_: str, flags: tuple[str, ...], languages: Collection[str]
) -> dict[str, Any]:
    least, most = CHOICE_COUNTS.get(type_, (2, MAX_CHOICES))
    return {
        "choices": tuple(
            _choice(item, flags, languages) for item in items(found.get("choices"), least, most)
        ),
        "rows": tuple(_row(item, languages) for item in items(found.get("rows"), 1, MAX_ROWS)),
        "rows_from": _rows_from(found.get("rows_from")),
    }


def _choice(place: Place, flags: tuple[str, ...], languages: Collection[str]) -> Choice:
    found = members(place, ("key", "label"), flags)
    return Choice(
        key=key(found.get("key")),
        label=texts(found.get("label"), languages) or {},
        exclusive=flag(found.get("exclusive")),
        other=flag(found.get("other")),
    )


def _row(place: Place, languages: Collection[str]) -> Row:
    found = members(place, ("key", "label"), ())
    return Row(key(found.get("key")), texts(found.get("label"), languages) or {})


def _rows_from(place: Place | None) -> RowsFrom | None:
    if place is None:
        return None
    by_value = isinstance(place.value, dict) and "value" in place.value
    found = members(place, ("question",), ("value",) if by_value else ("keys",))
    keys = tuple(key(item) for item in items(found.get("keys"), 1, MAX_ROWS))
    return RowsFrom(
        question=key(found.get("question")),
        keys=keys if "keys" in found else None,
        value=key(found.get("value")) if by_value else None,
    )


def _bounds(found: dict[str, Place], type_: str, languages: Collection[str]) -> dict[str, Any]:
    return {
        "min": whole(found.get("min"), *SCALE_ENDS),
        "max": whole(found.get("max"), *SCALE_ENDS),
        "min_label": texts(found.get("min_label"), languages),
        "max_label": texts(found.get("max_label"), languages),
        "max_length": whole(found.get("max_length"), 1, MAX_LENGTH) or DEFAULT_LENGTHS.get(type_),
        "max_files": whole(found.get("max_files"), 1, MAX_FILES)
        or (DEFAULT_FILES if type_ == "document" else None),
    }


def _privacy(found: dict[str, Place], languages: Collection[str]) -> dict[str, Any]:
    version = found.get("consent_version")
    return {
        "consent": texts(found.get("consent"), languages),
        "consent_version": plain_text(version, MAX_VERSION_LENGTH) if version else None,
        "anonymization": one_of(found.get("anonymization"), POLICIES) or None,
    }
