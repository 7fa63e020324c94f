"""The interface's own sentences: the widget's, which are few, and those of the pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from widget_static import LOCALES

from ..anonymize.reasons import MESSAGES

DEFAULT = "fr"
PAGES = Path(__file__).parents[1] / "templates" / "texts"

_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "syrc", "thaa"}


@cache
def languages() -> tuple[str, ...]:
    """Give the languages that the interface speaks."""
    return tuple(sorted(path.stem for path in LOCALES.glob("*.json")))


def spoken(language: str) -> str:
    """Give what the interface speaks when asked for a language: itself, else its base, else French.

    `fr-simple` is spoken, `de-AT` is German, `pt-BR` is French. Tags are compared without their
    case, as RFC 5646 asks.
    """
    return _spoken(language) or DEFAULT


def preferred(tags: Iterable[str]) -> str:
    """Give what the interface speaks of the languages that a browser accepts, best first."""
    return next(filter(None, map(_spoken, tags)), DEFAULT)


def name_of(language: str) -> str:
    """Give a language's own name for itself: `Deutsch`, `Deutsch (AT)`.

    It is the code when the interface does not speak it.
    """
    base = _spoken(language)
    if base is None:
        return language
    rest, name = language[len(base) + 1 :], texts(base)["language"]
    return f"{name} ({rest})" if rest else name


def direction(language: str) -> str:
    """Give `rtl` or `ltr`: what the tag's script says (`az-Arab`), else what its base does."""
    base, *parts = language.lower().split("-")
    script = next((part for part in parts if len(part) == 4 and part.isalpha()), None)
    is_right_to_left = script in _RIGHT_TO_LEFT_SCRIPTS if script else base in _RIGHT_TO_LEFT
    return "rtl" if is_right_to_left else "ltr"


def widget_texts(language: str, *, documents: bool = False) -> Mapping[str, str]:
    """Give the widget's sentences; with `documents`, also why a document may be refused."""
    own = _read(LOCALES, spoken(language))
    return own | (_about_documents(language) if documents else {})


def texts(language: str) -> Mapping[str, str]:
    """Give the sentences of the pages, the widget's among them."""
    own = spoken(language)
    return _read(PAGES, own) | _read(LOCALES, own)


def _spoken(language: str) -> str | None:
    tag = language.lower()
    return next((own for own in (tag, tag.partition("-")[0]) if own in languages()), None)


def _about_documents(language: str) -> dict[str, str]:
    codes = ("too_many", "missing_part", "unused_part", *MESSAGES)
    keys = [f"error.{code}" for code in codes]
    return {key: text for key, text in texts(language).items() if key in keys}


@cache
def _read(folder: Path, language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((folder / f"{language}.json").read_text("utf-8"))
    return found
