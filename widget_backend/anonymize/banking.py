"""IBAN and VAT numbers: letters first, then check digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from stdnum.fr import tva
from stdnum.iso7064 import mod_97_10

from .findings import Candidate, Certainty
from .view import View

# Lengths from the ISO 13616 registry (SWIFT).
IBAN_LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22,
    "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "DZ": 26, "EE": 20, "ES": 24,
    "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "HR": 21,
    "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20, "LB": 28,
    "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MA": 28, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MR": 27, "MT": 31, "MU": 30, "NL": 18, "NO": 15, "PK": 24, "PL": 28, "PS": 29, "PT": 25,
    "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "SN": 28,
    "TN": 24, "TR": 26, "UA": 29, "XK": 20,
}  # fmt: skip
_GAP = r"[\s.\-_]{0,2}"
_IBAN_START = re.compile(
    rf"(?<![0-9A-Za-z])({'|'.join(IBAN_LENGTHS)}){_GAP}\d{_GAP}\d(?={_GAP}[0-9A-Z])", re.IGNORECASE
)
_IBAN_CUE = re.compile(r"\biban\b|\brib\b|bancaire|\bcompte\b|virement|\bbank\b")
# Bank, branch, account, key: the French RIB, 23 characters, only after a word that announces it.
_RIB = re.compile(
    rf"(?:\brib\b|\bcompte\b)[^\d\n]{{0,30}}(?P<rib>\d(?:{_GAP}\d){{9}}(?:{_GAP}[0-9a-z]){{11}}"
    rf"(?:{_GAP}\d){{2}})(?![0-9a-z])"
)
_FRENCH_VAT = re.compile(
    rf"(?<![0-9A-Za-z])FR{_GAP}[0-9A-Z]{_GAP}[0-9A-Z](?:{_GAP}\d){{9}}(?!\d)", re.I
)
_OTHER_VAT = re.compile(
    r"(?<![0-9A-Za-z])(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI"
    r"|SK)[ .]?[0-9A-Z]\d[0-9A-Z. ]{5,12}[0-9A-Z](?![0-9A-Za-z])"
)
_VAT_CUE = re.compile(r"\btva\b|\bvat\b|intracommunautaire")
_REACH = 50


def detect(view: View) -> Iterator[Candidate]:
    """Find IBANs (and announced RIBs) and European VAT numbers."""
    if not view.has_digits:
        return
    yield from _ibans(view)
    yield from _ribs(view)
    yield from _vats(view)


def _ibans(view: View) -> Iterator[Candidate]:
    """Take as many characters as the country's IBAN has; the check digits prove it."""
    for match in _IBAN_START.finditer(view.text):
        country = match[1].upper()
        end = _end_after(view.text, match.end(), IBAN_LENGTHS[country] - 4)
        if end is None:
            continue
        number = re.sub(r"[^0-9A-Z]", "", view.text[match.start() : end].upper())
        if mod_97_10.is_valid(number[4:] + number[:4]):
            yield Candidate(match.start(), end, "iban", Certainty.PROVEN)
        elif _reads_as_iban(view.text[match.start() : end], number) or _announced(
            _IBAN_CUE, view, match.start()
        ):
            yield Candidate(match.start(), end, "iban")


def _end_after(text: str, position: int, count: int) -> int | None:
    """Give where `count` letters or digits have been read, or None when they run out."""
    match = _characters(count).match(text, position)
    return match.end() if match else None


@cache
def _characters(count: int) -> re.Pattern[str]:
    return re.compile(rf"(?:{_GAP}[0-9A-Za-z]){{{count}}}+")


def _reads_as_iban(written: str, number: str) -> bool:
    """Tell a mistyped IBAN from other numbers and words: digits in each group, and mostly."""
    groups = re.split(r"[\s.\-_]+", written)
    digits = sum(character.isdigit() for character in number)
    return digits >= 0.7 * len(number) and all(re.search(r"\d", group) for group in groups[1:])


def _announced(cue: re.Pattern[str], view: View, position: int) -> bool:
    """Tell whether a word that announces the number stands shortly before it."""
    return cue.search(view.plain, max(0, position - _REACH), position) is not None


def _ribs(view: View) -> Iterator[Candidate]:
    for match in _RIB.finditer(view.plain):
        yield Candidate(*match.span("rib"), "iban")


def _vats(view: View) -> Iterator[Candidate]:
    """French VAT numbers by shape; those of other countries when announced or proven."""
    for match in _FRENCH_VAT.finditer(view.text):
        number = re.sub(r"[^0-9A-Z]", "", match.group().upper())
        proven = tva.is_valid(number)
        yield Candidate(*match.span(), "vat", Certainty.PROVEN if proven else Certainty.VERY_LIKELY)
    for match in _OTHER_VAT.finditer(view.text):
        if _announced(_VAT_CUE, view, match.start()) or _proves_vat(match.group()):
            yield Candidate(*match.span(), "vat")


def _proves_vat(number: str) -> bool:
    from stdnum.eu import vat  # loads a module for each country it meets

    return sum(c.isdigit() for c in number) >= 8 and vat.is_valid(number)
