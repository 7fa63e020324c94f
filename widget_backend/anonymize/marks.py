"""The typed marks that take the place of what was found: `data/marks.json`, language → type."""

from __future__ import annotations

import json
from importlib.resources import files

from .findings import FindingType

DEFAULT = "fr"
_FILE = files("widget_backend.anonymize") / "data" / "marks.json"

MARKS: dict[str, dict[FindingType, str]] = json.loads(_FILE.read_text("utf-8"))
ALL_MARKS = frozenset(mark for own in MARKS.values() for mark in own.values())


def marks(language: str) -> dict[FindingType, str]:
    """Give the marks of a language tag such as `en`, `en-GB` or `fr-simple`, by its base.

    French when the base has none.
    """
    return MARKS.get(language.lower().partition("-")[0], MARKS[DEFAULT])
