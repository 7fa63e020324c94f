"""Numbers that prove themselves by their check digits: NIR, IBAN, bank cards, tax numbers, SIRET…

Sources: INSEE (NIR, SIREN, SIRET), ISO 13616 (IBAN), ISO 7812 (cards); the arithmetic is
python-stdnum's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from stdnum import luhn
from stdnum.fr import nif, nir, siren, siret

from .findings import Candidate, Certainty, FindingType
from .view import View

_GAP = r"[\s.\-_/]{0,2}"
# Sex, year, month (also the pseudo-months of unknown dates), place (Corsica has letters), number.
_NIR = re.compile(
    rf"(?<![0-9A-Za-z])[12378]{_GAP}\d{_GAP}\d{_GAP}(?:0{_GAP}[1-9]|1{_GAP}[0-2]|[2-9]{_GAP}\d)"
    rf"{_GAP}(?:\d{_GAP}\d|2{_GAP}[ABab])(?:{_GAP}\d){{6}}(?P<key>{_GAP}\d{_GAP}\d)?(?![0-9])"
)
_NIR_CUE = re.compile(
    r"\bsecu\b|securite sociale|\bnir\b|\bnss\b|\bn°? ?ss\b|numero ss\b|\binsee\b|carte vitale"
    r"|\bassure|immatriculation sociale"
)
_GROUP = re.compile(r"(?<![0-9A-Za-z])\d+(?![0-9A-Za-z]|,\d)")
_JOINT = re.compile(r"[ .\-_/]{0,2}")
_JOINT_OF_LINES = re.compile(r"[\s.\-_/]{0,2}")
_LENGTHS = frozenset((9, 13, 14, 15, 16, 18, 19))
_LONGEST = max(_LENGTHS)
_CARD_CUE = re.compile(r"\bcartes?\b|\bcb\b|\bvisa\b|mastercard|\bcard\b|bancaire")
_TAX_CUE = re.compile(r"fisca|\bspi\b|impot|declarant|\bdgfip\b|\btax\b")
_SIRET_CUE = re.compile(r"\bsirets?\b|etablissement")
_SIREN_CUE = re.compile(r"\bsirens?\b|\brcs\b|\bkbis\b")
_CUES: dict[FindingType, re.Pattern[str]] = {
    "credit_card": _CARD_CUE,
    "fiscal_number": _TAX_CUE,
    "siret": _SIRET_CUE,
    "siren": _SIREN_CUE,
}
_AMOUNT = re.compile(
    r" ?(?:€|euros?\b|eur\b|k€|f\b|francs\b|habitants|m2\b|m²|km\b)", re.IGNORECASE
)
_REACH = 60  # how far before a number a word may be that announces it


def detect(view: View) -> Iterator[Candidate]:
    """Find the numbers that a check digit, or a shape with a word before it, gives away."""
    if not view.has_digits:
        return
    yield from _nirs(view)
    for joint in (_JOINT, _JOINT_OF_LINES):
        for run in _runs(view.text, joint):
            yield from _in_run(view, run)


def _runs(text: str, joint: re.Pattern[str]) -> Iterator[list[tuple[int, int]]]:
    """Give the groups of digits of a text, those that nothing but a joint divides together."""
    run: list[tuple[int, int]] = []
    for match in _GROUP.finditer(text):
        if run and not joint.fullmatch(text, run[-1][1], match.start()):
            yield run
            run = []
        run.append(match.span())
    if run:
        yield run


def _in_run(view: View, run: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Read a run as one number, or each part of it as what a word before the run announces."""
    start, end = run[0][0], run[-1][1]
    length = sum(stop - first for first, stop in run)
    if length < min(_LENGTHS):
        return
    before = view.plain[max(0, start - _REACH) : start]
    announced = {kind for kind, cue in _CUES.items() if cue.search(before)}
    if length <= _LONGEST:
        yield from _recognized(view, start, end, announced)
    elif announced:
        for first, last in _windows(run):
            for candidate in _recognized(view, first, last, announced):
                if candidate.type in announced:
                    yield candidate


def _windows(run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give each sequence of groups near the start of a run that has a known number's length."""
    for first in range(min(len(run), _LONGEST)):
        length = 0
        for start, stop in run[first : first + _LONGEST]:
            length += stop - start
            if length in _LENGTHS:
                yield run[first][0], stop


def _recognized(
    view: View, start: int, end: int, announced: Set[FindingType]
) -> Iterator[Candidate]:
    """Say what a number is, unless it is an amount."""
    if not _AMOUNT.match(view.text, end):
        digits = re.sub(r"\D", "", view.text[start:end])
        for kind, certainty in _types(digits, announced):
            yield Candidate(start, end, kind, certainty)


def _nirs(view: View) -> Iterator[Candidate]:
    """Find social security numbers; without a valid key, shape or context must speak for them."""
    for match in _NIR.finditer(view.text):
        number = re.sub(r"[^0-9A-B]", "", match.group().upper())
        if match["key"]:
            proven = nir.is_valid(number)
            yield Candidate(*match.span(), "nir", _proven_or_likely(proven))
        elif _NIR_CUE.search(
            view.plain, max(0, match.start() - _REACH), match.start()
        ) or _has_sane_shape(number):
            yield Candidate(*match.span(), "nir")


def _has_sane_shape(number: str) -> bool:
    """Tell by sex and month; the pseudo-months and tax numbers need more than a shape."""
    return number[0] in "12" and number[3:5] <= "12" and not nif.is_valid(number)


def _proven_or_likely(proven: bool) -> Certainty:
    return Certainty.PROVEN if proven else Certainty.VERY_LIKELY


def _types(digits: str, announced: Set[FindingType]) -> Iterator[tuple[FindingType, Certainty]]:
    """Say what a run of 9 to 19 digits is, by its check digits or because it was announced."""
    if len(digits) == 9 and siren.is_valid(digits):
        yield "siren", _proven_or_likely("siren" in announced)
    elif len(digits) == 14 and (siret.is_valid(digits) or "siret" in announced):
        yield "siret", _proven_or_likely(siret.is_valid(digits))
    elif len(digits) == 13 and (nif.is_valid(digits) or "fiscal_number" in announced):
        yield "fiscal_number", _proven_or_likely(nif.is_valid(digits))
    if _looks_like_a_card(digits) and (luhn.is_valid(digits) or "credit_card" in announced):
        yield "credit_card", _proven_or_likely(luhn.is_valid(digits))


def _looks_like_a_card(digits: str) -> bool:
    """Tell by issuer and length: Visa, Mastercard, Amex, Diners, Discover, UnionPay, Maestro."""
    if len(digits) == 16:
        return digits[0] in "23456"
    if len(digits) == 15:
        return digits.startswith(("34", "37"))
    if len(digits) == 14:
        return digits.startswith(("30", "36", "38"))
    return len(digits) in (13, 18, 19) and digits.startswith(("4", "50", "56", "58", "6"))
