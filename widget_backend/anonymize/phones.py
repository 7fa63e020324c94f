"""Phone numbers, French and foreign; the numbers of services are let through."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Candidate, Certainty
from .view import View

# People type the letter O for a zero; in "06 12 ou" it is a word's first letter.
_DIGIT = "(?:[0-9]|[Oo](?![A-NP-Za-np-z]))"
_GAP = r"[\s.\-_/*|]{0,3}"
_FRENCH = re.compile(
    rf"(?<![0-9][.\-])(?<![0-9A-Z+])"
    rf"(?:(?:(?:\+|00){_GAP}|(?=33{_GAP}[1-9]{_GAP}\d))33{_GAP}(?:\(0\){_GAP}|0{_GAP})?|[0Oo]{_GAP})"
    rf"[1-9](?:{_GAP}{_DIGIT}){{8}}(?!\d|[.,]\d{{3}})"
)
_FOREIGN = re.compile(r"(?<![\w+])(?:\+|00)[ .]?[1-9](?:[\s.\-/]?(?:\(0\))?[\s(]?\d\)?){6,14}")
# After a word that announces a phone number, any 8 to 14 digits are one.
_CUE = re.compile(
    r"(?:\btel(?:ephone)?s?\b|\bphone|\bportables?\b|\bport\.|\bmobile|\bfixe\b|\bfax\b|\bwhatsapp"
    r"|\bjoi(?:ndre|gnable)|\bappele[rz]|\brappele[rz]|\bcontacte[rz]|\bcall me\b)[^\d\n+]{0,25}"
    r"|\bmon (?:numero|num|no)\b[ :]{0,2}(?:est )?(?:le )?[: ]{0,2}"
)
_CUED = re.compile(rf"\+?[1-9Oo0](?:{_GAP}{_DIGIT}){{7,13}}(?!\d)")
_DATE = re.compile(r"\d{2}[/.\- ](?:0[1-9]|1[0-2])[/.\- ](?:19|20)\d{2}")
_SERVICE = re.compile(r"(?:33|0033)?0?8")


def detect(view: View) -> Iterator[Candidate]:
    """Find phone numbers by shape, by number plan, or after a word that announces one."""
    if not view.has_digits:
        return
    yield from _french(view.text)
    yield from _foreign(view.text)
    yield from _announced(view)


def _french(text: str) -> Iterator[Candidate]:
    """Ten digits from 01 to 09, or nine after 33; 08 is for services."""
    for match in _FRENCH.finditer(text):
        digits = _digits(match.group())
        if not _SERVICE.match(digits) and not _is_something_else(match.group()):
            yield Candidate(*match.span(), "phone", Certainty.PROVEN)


def _foreign(text: str) -> Iterator[Candidate]:
    """A plus or two zeros, then a number that some country's plan knows."""
    for match in _FOREIGN.finditer(text):
        end = _plan_end(text, match)
        if end is not None and not _SERVICE.fullmatch(_digits(match.group())[:3]):
            yield Candidate(match.start(), end, "phone", Certainty.PROVEN)


def _plan_end(text: str, match: re.Match[str]) -> int | None:
    """Give where the longest prefix ends that is a valid number; digits may follow it."""
    import phonenumbers  # 40 ms: paid by the first text that holds a plus

    ends = [i + 1 for i in range(match.start(), match.end()) if text[i].isdigit()]
    for end in reversed(ends[6:]):
        digits = _digits(text[match.start() : end]).removeprefix("00")
        try:
            number = phonenumbers.parse("+" + digits)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return end
    return None


def _announced(view: View) -> Iterator[Candidate]:
    for cue in _CUE.finditer(view.plain):
        match = _CUED.match(view.text, cue.end())
        if match is None or _is_something_else(match.group()):
            continue
        if _FRENCH.match(view.text, cue.end()) or _FOREIGN.match(view.text, cue.end()):
            continue
        digits = _digits(match.group())
        if not re.match(r"(?:33)?0?8|[13]\d{3}$", digits) or len(digits) not in (9, 10, 11):
            yield Candidate(*match.span(), "phone")


def _digits(text: str) -> str:
    """Keep the digits, the letter O read as zero."""
    return re.sub(r"\D", "", text.replace("O", "0").replace("o", "0"))


def _is_something_else(text: str) -> bool:
    """Tell dates and decimal numbers apart from phone numbers."""
    return bool(_DATE.match(text) or re.match(r"[0Oo][.,]\d{5}", text))
