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


def spoken(language: str) -> str:
    """Give the language if the interface speaks it, else French."""
    return language if language in languages() else DEFAULT


def name_of(language: str) -> str:
    """Give a language's own name for itself, or its code when the interface does not speak it."""
    return texts(language)["language"] if language in languages() else language


@cache
def texts(language: str) -> dict[str, str]:
    """Give the sentences in a language, or in French when it is not spoken."""
    loaded: dict[str, str] = json.loads((LOCALES / f"{spoken(language)}.json").read_text("utf-8"))
    return loaded
