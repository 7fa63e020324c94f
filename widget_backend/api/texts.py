"""The interface's own sentences, one set for the widget and the pages."""

from __future__ import annotations

import json
from functools import cache

from widget_static import LOCALES

DEFAULT = "fr"


@cache
def languages() -> tuple[str, ...]:
    """Give the languages that the interface speaks."""
    return tuple(sorted(path.stem for path in LOCALES.glob("*.json")))


@cache
def texts(language: str) -> dict[str, str]:
    """Give the sentences in a language, or in French when it is not spoken."""
    known = language if language in languages() else DEFAULT
    loaded: dict[str, str] = json.loads((LOCALES / f"{known}.json").read_text("utf-8"))
    return loaded
