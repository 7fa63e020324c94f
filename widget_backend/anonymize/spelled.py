"""Phone numbers written in words: "zéro six douze trente-quatre cinquante-six soixante-dix"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Candidate
from .view import View

_UNITS = "zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf"
_TEENS = "dix|onze|douze|treize|quatorze|quinze|seize"
_TENS = "vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante"
# One group of one or two digits: "quatre-vingt-dix-sept", "soixante et onze", "douze", "zéro".
_GROUP = re.compile(
    rf"(?P<two>(?:quatre[ \-]vingts?|(?:{_TENS}))"
    rf"(?:[ \-](?:et[ \-])?(?:dix[ \-](?:sept|huit|neuf)|{_TEENS}|(?!zero){_UNITS})(?![a-z]))?"
    rf"|dix[ \-](?:sept|huit|neuf)(?![a-z])|(?:{_TEENS}))(?![a-z])|(?P<one>{_UNITS})(?![a-z])"
)
_LINK = re.compile(r"[ ,.\-]{1,3}(?:et[ \-])?")
_LENGTHS = range(8, 13)  # "soixante dix" may be one group or two: a number of ten digits, about


def detect(view: View) -> Iterator[Candidate]:
    """Find runs of number words that begin with a zero and amount to a phone number."""
    for start in view.words.get("zero", ()):
        end, digits = _read(view.plain, start)
        if digits in _LENGTHS:
            yield Candidate(start, end, "phone")


def _read(plain: str, position: int) -> tuple[int, int]:
    """Read groups up to ten digits; give where they end and how many digits there are."""
    end, digits = position, 0
    while digits < 10:
        group = _GROUP.match(plain, position)
        if group is None:
            break
        end = group.end()
        digits += 2 if group["two"] else 1
        link = _LINK.match(plain, end)
        if link is None:
            break
        position = link.end()
    return end, digits
