"""Documents named in an answer: which part of the request holds each, and what to hide in it."""

from __future__ import annotations

import math
import re
from typing import Any

from .places import Place
from .reading import as_whole, members

MAX_BOXES = 500
MAX_PAGE = 1000
# The name of a multipart part: nothing that would need quoting in a header.
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SIDES = ("x", "y", "width", "height")


def check_documents(place: Place, max_files: int) -> list[dict[str, Any]] | None:
    """Check a list of `{"part", "boxes"}`; boxes are in fractions of the page, pages from 1."""
    if not isinstance(place.value, list):
        place.refuse("wrong_type", "This must be a list of documents.")
        return None
    if len(place.value) > max_files:
        place.refuse("too_many", f"Send at most {max_files} documents.")
        return None
    errors_before = place.report.count
    found = [_document(item) for item in place.items()]
    parts = [document["part"] for document in found]
    for index, part in enumerate(parts):
        if part and part in parts[:index]:
            rule = "Another document has this part; send each in its own."
            place.at(index).at("part").refuse("duplicate", rule)
    return found if place.report.count == errors_before else None


def _document(place: Place) -> dict[str, Any]:
    found = members(place, ("part",), ("boxes",))
    part = found.get("part")
    if part is not None and not (isinstance(part.value, str) and _PART.fullmatch(part.value)):
        part.refuse("wrong_type", "This must be the name of a part, like `document-1`.")
        part = None
    document: dict[str, Any] = {"part": part.value if part else ""}
    boxes = _boxes(found.get("boxes"))
    return document | {"boxes": boxes} if boxes else document


def _boxes(place: Place | None) -> list[dict[str, float]]:
    if place is None or place.value is None:
        return []
    if not isinstance(place.value, list):
        place.refuse("wrong_type", "This must be a list of boxes.")
        return []
    if len(place.value) > MAX_BOXES:
        place.refuse("too_many", f"Mark at most {MAX_BOXES} boxes.")
        return []
    return [_box(item) for item in place.items()]


def _box(place: Place) -> dict[str, float]:
    found = members(place, ("page", *_SIDES), ())
    page = {"page": _page(found["page"])} if "page" in found else {}
    return page | {name: _fraction(found[name]) for name in _SIDES if name in found}


def _page(place: Place) -> int:
    number = as_whole(place.value)
    if number is None:
        place.refuse("wrong_type", "This must be a whole number.")
        return 0
    if not 1 <= number <= MAX_PAGE:
        place.refuse("out_of_range", f"Pages go from 1 to {MAX_PAGE}.")
    return number


def _fraction(place: Place) -> float:
    value = place.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        place.refuse("wrong_type", "This must be a number.")
        return 0.0
    if not 0 <= value <= 1:
        place.refuse("out_of_range", "Give a fraction of the page, between 0 and 1.")
        return 0.0
    return float(value)


def _is_finite(value: float) -> bool:
    """A whole number of JSON may be too large for a float; it is finite, and out of range."""
    return isinstance(value, int) or math.isfinite(value)
