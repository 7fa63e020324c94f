"""The interface's own sentences: the widget's, which are few, and those of the pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from widget_static import LOCALES

from ..anonymize.reasons import MESSAGES

DEFAULT = "fr"
PAGES = Path(__file__).parents[1] / "templates" / "texts"


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
def widget_texts(language: str, *, documents: bool = False) -> Mapping[str, str]:
    """Give the widget's sentences; with `documents`, also why a document may be refused."""
    own = _read(LOCALES, spoken(language))
    return own | (_about_documents(language) if documents else {})


@cache
def texts(language: str) -> Mapping[str, str]:
    """Give the sentences of the pages, the widget's among them."""
    return {**_read(PAGES, spoken(language)), **widget_texts(language)}


def _about_documents(language: str) -> dict[str, str]:
    codes = ("too_many", "missing_part", "unused_part", *MESSAGES)
    keys = [f"error.{code}" for code in codes]
    return {key: text for key, text in texts(language).items() if key in keys}


def _read(folder: Path, language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / f"{language}.json").read_text("utf-8"))
    return found
