"""Which rules of a survey say no to a page: those that an address, a language and a date decide.

The widget judges by the same rules (widget_static/src/targeting.js); the cases of
tests/vectors/targeting.json hold both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a visitor is: address of the page, its language ("" for none), local day."""

    url: str
    language: str
    day: date


def reasons(rules: Mapping[str, str], place: Place) -> list[str]:
    """The names of the rules that say no; an empty rule says nothing.

    `rules` are attributes: `include`, `exclude`, `page-language`, `from`, `until`.
    """
    return list(_reasons(rules, place))


def _reasons(rules: Mapping[str, str], place: Place) -> Iterator[str]:
    include, exclude, languages = (
        rules.get(name, "").split() for name in ("include", "exclude", "page-language")
    )
    if include and not any(is_matched(glob, place.url) for glob in include):
        yield "include"
    if any(is_matched(glob, place.url) for glob in exclude):
        yield "exclude"
    if languages and not any(speaks(place.language, wanted) for wanted in languages):
        yield "page-language"
    today = place.day.isoformat()
    if today < rules.get("from", "").strip():
        yield "from"
    if today > (rules.get("until", "").strip() or today):
        yield "until"


def is_matched(glob: str, url: str) -> bool:
    """Whether a glob describes the path and query of an address; `*` is any run of characters.

    A glob without `?` also describes them with any query.
    """
    parts = urlsplit(url)
    path = parts.path or "/"
    whole = f"{path}?{parts.query}" if parts.query else path
    return any(_fits(glob, text) for text in ({whole} if "?" in glob else {path, whole}))


def _fits(glob: str, text: str) -> bool:
    """In one pass, for a glob is the page's own and might be made to last."""
    first, *others = glob.split("*")
    if not others:
        return glob == text
    *middle, last = others
    if not text.startswith(first):
        return False
    at = len(first)
    for piece in middle:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return text.endswith(last) and at + len(last) <= len(text)


def speaks(language: str, wanted: str) -> bool:
    """Whether a page's language is the wanted one, or a variety of it: RFC 4647 §3.3.1."""
    spoken, range_ = language.lower(), wanted.lower()
    return spoken == range_ or spoken.startswith(f"{range_}-")
