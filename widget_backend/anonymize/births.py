"""Birth dates: a date that a word of birth announces. Dates of service are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Candidate
from .view import View

_MONTHS = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?"
    r"|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)\d{2}|\d{2})"
_SEP = r"[ \n]?[/.\- ][ \n]?"
DATE = re.compile(
    rf"(?:{_DAY}(?: ?er|e|st|nd|rd|th)?(?: of)?[ \n-]{_MONTHS}[ \n-],?{_YEAR}"
    rf"|{_MONTHS} {_DAY},? (?:19|20)\d{{2}}"
    rf"|(?:19|20)\d{{2}}[-/.]{_MONTH}[-/.]{_DAY}"
    rf"|{_DAY}{_SEP}(?:{_MONTH}|[12]\d|3[01]){_SEP}{_YEAR}"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2}"
    rf"|{_MONTHS} (?:19|20)\d{{2}})(?![0-9])"
)
# "ne" without its accent also says "not": then the date must follow at once.
_BORN = frozenset(("ne", "nee", "nes", "nees", "born"))
_AT_ONCE = re.compile(r"(?:\(?e\)?|[.·\-/]e)?s?[ \n]*(?:[:(][ \n]*)?(?:le|en|in|on|du)?[ \n:]*")
_BIRTH = {
    "naissance": 45, "naissances": 45, "birth": 30, "birthday": 30, "birthdate": 30, "ddn": 20,
    "dob": 20, "anniversaire": 25,
}  # fmt: skip
# What is dated after these words is an event of the service, not a birth.
_SERVICE = re.compile(
    r"demand|depos|recu|rendez|\brdv|envoy|transmi|delivr|dossier|courrier|declar|inscri|versement"
    r"|formulaire|decision|expir|valab|obten|sollicit|attend|enregistr"
)
_SENTENCE_END = re.compile(r"[!?;]|\.[ \n]")
_BORN_REACH = 60
_LONGEST_DATE = 22


def detect(view: View) -> Iterator[Candidate]:
    """Find dates after "né le", "date de naissance", "born on"…"""
    if not view.has_digits:
        return
    for word in _BORN:
        for start in view.words.get(word, ()):
            yield from _after_born(view, start, start + len(word))
    for word, reach in _BIRTH.items():
        for start in view.words.get(word, ()):
            yield from _within(view, start + len(word), reach)


def _after_born(view: View, start: int, end: int) -> Iterator[Candidate]:
    """Read the date after "né": at once, or after a place ("née à Lyon le")."""
    at_once = _AT_ONCE.match(view.plain, end)
    position = at_once.end() if at_once else end
    date = DATE.match(view.plain, position)
    if date:
        yield Candidate(*date.span(), "birth_date")
    elif view.text[start:end].lower() != "ne":
        yield from _within(view, end, _BORN_REACH)


def _within(view: View, position: int, reach: int) -> Iterator[Candidate]:
    """Read the first date within reach, unless the words between speak of the service."""
    date = DATE.search(view.plain, position, position + reach + _LONGEST_DATE)
    if date is None or date.start() > position + reach:
        return
    between = view.plain[position : date.start()]
    if not _SERVICE.search(between) and not _SENTENCE_END.search(between):
        yield Candidate(*date.span(), "birth_date")
