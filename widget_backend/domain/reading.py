"""The small steps of reading a definition: each reads one value or reports why it cannot."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from .places import Place
from .text import clean, has_control_characters, is_storable

KEY = re.compile(r"[a-z][a-z0-9_]{0,63}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?(-simple)?")
MAX_TEXT_LENGTH = 5000
MAX_LANGUAGES = 20


def members(place: Place, required: Collection[str], optional: Collection[str]) -> dict[str, Place]:
    """Read an object: its known members by name; reports unknown and missing ones."""
    if not isinstance(place.value, dict):
        place.refuse("wrong_type", "This must be an object.")
        return {}
    found = {}
    for name, member in place.members():
        if name in required or name in optional:
            found[name] = member
        else:
            member.refuse("unknown_field", "This field means nothing here; remove it.")
    for name in required:
        if name not in found:
            place.at(name).refuse("missing", "This field is needed; add it.")
    return found


def items(place: Place | None, least: int, most: int) -> list[Place]:
    """Read a list of `least` to `most` items; an absent one is empty."""
    if place is None:
        return []
    if not isinstance(place.value, list):
        place.refuse("wrong_type", "This must be a list.")
        return []
    if not least <= len(place.value) <= most:
        place.refuse("wrong_count", f"Give between {least} and {most} items.")
        return []
    return list(place.items())


def written(place: Place, most: int) -> str | None:
    """Read a text that can be kept and shown, as it is; None when it is wrong."""
    value = place.value
    if not isinstance(value, str):
        place.refuse("wrong_type", "This must be a text.")
    elif len(value) > most:
        place.refuse("too_long", f"Write at most {most} characters.")
    elif not is_storable(value) or has_control_characters(value):
        place.refuse("invalid_text", "Remove the characters that cannot be shown.")
    else:
        return value
    return None


def plain_text(place: Place, most: int = MAX_TEXT_LENGTH) -> str:
    """Read a text that people will read; "" when it is wrong."""
    value = written(place, most)
    text = "" if value is None else clean(value)
    if value is not None and not text:
        place.refuse("empty_text", "Write something, or leave the field out.")
    return text


def texts(place: Place | None, languages: Collection[str]) -> dict[str, str] | None:
    """Read a text in every language, as language → text; an absent one is None."""
    if place is None:
        return None
    if not isinstance(place.value, dict) or not place.value:
        place.refuse("wrong_type", "This must be an object: language → text.")
        return None
    found = {}
    for name, member in place.members():
        if name not in languages:
            member.refuse("unknown_language", "This language is not in `languages`; add it there.")
        found[name] = plain_text(member)
    for language in languages:
        if language not in found:
            place.at(language).refuse("missing_language", "Write this text in this language too.")
    return found


def matching(place: Place | None, pattern: re.Pattern[str], example: str) -> str:
    """Read a string of a given form; "" when it is wrong or absent."""
    if place is None:
        return ""
    if isinstance(place.value, str) and pattern.fullmatch(place.value):
        return place.value
    place.refuse("invalid_key", f"This must be written like {example}.")
    return ""


def key(place: Place | None) -> str:
    """Read a key; "" when it is wrong or absent."""
    return matching(place, KEY, "`contact_tried`: small letters, digits and _, 64 at most")


def one_of(place: Place | None, allowed: Collection[str], default: str = "") -> str:
    """Read one of a few words; the default when it is wrong or absent."""
    if place is None:
        return default
    if isinstance(place.value, str) and place.value in allowed:
        return place.value
    place.refuse("unknown_value", f"Choose one of: {', '.join(allowed)}.")
    return default


def flag(place: Place | None) -> bool:
    """Read true or false; an absent one is false."""
    if place is None or place.value is False:
        return False
    if place.value is not True:
        place.refuse("wrong_type", "This must be true or false.")
    return True


def as_whole(value: Any) -> int | None:
    """Give a JSON number without a fraction as an int; None for anything else.

    JSON has one kind of number, so 8.0 is 8; Python's bool is a kind of int, JSON's is not.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) else None


def whole(place: Place | None, least: int, most: int) -> int | None:
    """Read a whole number from `least` to `most`; None when it is wrong or absent."""
    if place is None:
        return None
    number = as_whole(place.value)
    if number is None:
        place.refuse("wrong_type", "This must be a whole number.")
    elif not least <= number <= most:
        place.refuse("out_of_range", f"Give a number between {least} and {most}.")
    else:
        return number
    return None
