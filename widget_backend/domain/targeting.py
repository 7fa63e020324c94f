"""Reads `targeting`: on which pages, to whom and when the widget shows a survey.

The names are those of the widget's attributes, with `_` for `-`; an attribute of the page wins.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any

from .places import Place
from .reading import members, plain_text, whole, written

GLOBS = re.compile(r"[/*]\S*( +[/*]\S*)*")
TAGS = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*( +[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)*")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EVENT = re.compile(r"[A-Za-z][A-Za-z0-9_:.-]{0,63}")
MAX_GLOBS_LENGTH = 1000
MAX_TEXT_LENGTH = 200
MAX_DELAY_SECONDS = 86_400
MAX_DISPLAYS = 1000
MAX_COOL_DOWN_DAYS = 3650


def read_targeting(place: Place | None) -> dict[str, Any]:
    """Read the names that are given, as they are written; an absent object is empty."""
    if place is None:
        return {}
    found = {name: _READERS[name](here) for name, here in members(place, (), _READERS).items()}
    first, last = found.get("from"), found.get("until")
    if first and last and first > last:
        place.at("until").refuse("invalid_range", "`until` must not come before `from`.")
    return found


def _globs(place: Place) -> str:
    example = "`/permits/* *?page=help`: each begins with / or *"
    return _written(place, GLOBS, example, MAX_GLOBS_LENGTH)


def _tags(place: Place) -> str:
    return _written(place, TAGS, "`fr en-GB`", MAX_TEXT_LENGTH)


def _event(place: Place) -> str:
    return _written(place, EVENT, "`basket:paid`", MAX_TEXT_LENGTH)


def _written(place: Place, pattern: re.Pattern[str], example: str, most: int) -> str:
    value = written(place, most)
    if value is None or pattern.fullmatch(value):
        return value or ""
    place.refuse("invalid_format", f"This must be written like {example}.")
    return ""


def _date(place: Place) -> str:
    value = _written(place, DATE, "`2026-11-30`", MAX_TEXT_LENGTH)
    try:
        return value and date.fromisoformat(value).isoformat()
    except ValueError:
        place.refuse("invalid_date", "No calendar has this day; correct it.")
        return ""


def _text(place: Place) -> str:
    return plain_text(place, MAX_TEXT_LENGTH)


def _percentage(place: Place) -> float | None:
    return _number(place, 100)


def _seconds(place: Place) -> float | None:
    return _number(place, MAX_DELAY_SECONDS)


def _number(place: Place, most: int) -> float | None:
    value = place.value
    if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
        place.refuse("wrong_type", "This must be a number.")
    elif not 0 <= value <= most:
        place.refuse("out_of_range", f"Give a number between 0 and {most}.")
    else:
        return value
    return None


def _displays(place: Place) -> int | None:
    return whole(place, 1, MAX_DISPLAYS)


def _days(place: Place) -> int | None:
    return whole(place, 1, MAX_COOL_DOWN_DAYS)


def _true(place: Place) -> bool:
    if place.value is not True:
        place.refuse("unknown_value", "Write true, or leave the field out.")
    return True


_READERS: dict[str, Callable[[Place], Any]] = {
    "include": _globs,
    "exclude": _globs,
    "page_language": _tags,
    "media": _text,
    "from": _date,
    "until": _date,
    "sample": _percentage,
    "max_displays": _displays,
    "cool_down": _days,
    "once": _true,
    "delay": _seconds,
    "scroll": _percentage,
    "exit_intent": _true,
    "on_click": _text,
    "on_event": _event,
}
NAMES = tuple(_READERS)
