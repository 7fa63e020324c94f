"""Numbers whose shape alone gives them away: plates, planning files, passports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Candidate
from .view import View

# Plates since 2009 (order of 9 February 2009): no I, O, U; never SS. Capitals, or dashes.
_PAIR = "[A-HJ-NP-TV-Z]"
_PLATE = re.compile(
    rf"(?<![0-9A-Za-z\-])(?!SS|WW)(?:{_PAIR}{{2}}[ ]?-[ ]?\d{{3}}[ ]?-[ ]?{_PAIR}{{2}}"
    rf"|{_PAIR}{{2}}\d{{3}}{_PAIR}{{2}}|(?P<spaced>{_PAIR}{{2}} \d{{3}} {_PAIR}{{2}}))"
    r"(?![0-9A-Za-z\-])"
)
_PLATE_LOWER = re.compile(r"(?<![0-9a-z\-])[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2}(?![0-9a-z\-])")
# Two-letter words of a sentence in capitals: "LE 150 EN".
_TWO_LETTER_WORDS = re.compile("AN|AS|CA|CE|DE|EN|ES|ET|JE|KM|LA|LE|MA|ME|NE|PH|RE|SA|SE|TA|TE|TV")
# Planning permissions (code de l'urbanisme, A. 424-8): kind, place, year, number.
_PLANNING = re.compile(
    r"(?<![a-z0-9])(?:pc|dp|pa|pd|cu|at)[ .]?\d{3}[ .-]?\d{3}[ .-]?\d{2}[ .-]?[a-z]?\d{4,5}"
    r"(?![a-z0-9])"
)
_PASSPORT = re.compile(r"(?<![0-9A-Za-z])\d{2}[A-Z]{2}\d{5}(?![0-9A-Za-z])")


def detect(view: View) -> Iterator[Candidate]:
    """Find plates, French passport numbers and planning files by their shape."""
    if not view.has_digits:
        return
    for match in _PLATE.finditer(view.text):
        if not match["spaced"] or not _is_sentence(match["spaced"]):
            yield Candidate(*match.span(), "plate")
    for match in _PLATE_LOWER.finditer(view.plain):
        yield Candidate(*match.span(), "plate")
    for match in _PASSPORT.finditer(view.text):
        yield Candidate(*match.span(), "passport")
    for match in _PLANNING.finditer(view.plain):
        yield Candidate(*match.span(), "dossier_ref")


def _is_sentence(plate: str) -> bool:
    """Tell "LE 150 EN" from a plate written with spaces."""
    return any(map(_TWO_LETTER_WORDS.fullmatch, (plate[:2], plate[-2:])))
