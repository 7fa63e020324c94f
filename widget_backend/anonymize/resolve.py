"""Settle what several detectors say of the same characters."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import groupby

from .findings import Candidate
from .view import BARRIER


def resolve(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """Give sorted candidates without overlap that cover every character any candidate covered.

    The longest wins, then the most certain, then the first to start, then the type's name. What a
    loser covered alone stays found under the loser's type, unless it holds no letter or digit
    (see `trim`); barriers are never covered. Each character is painted once per candidate: time
    grows with their lengths.
    """
    ranked = sorted(set(candidates), key=_rank, reverse=True)
    length = len(text)
    owner = array("l", [-1]) * length
    for index, candidate in enumerate(ranked):
        size = candidate.end - candidate.start
        owner[candidate.start : candidate.end] = array("l", [index]) * size
    for place, character in enumerate(text):
        if character == BARRIER:
            owner[place] = -1
    settled = []
    for index, run in groupby(range(length), key=owner.__getitem__):
        if index >= 0:
            places = list(run)
            winner = ranked[index]
            settled.append(Candidate(places[0], places[-1] + 1, winner.type, winner.certainty))
    return settled


def _rank(candidate: Candidate) -> tuple[int, int, int, str]:
    """Order so that the smallest is the one to keep."""
    return (
        candidate.start - candidate.end,
        -candidate.certainty,
        candidate.start,
        candidate.type,
    )


def trim(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """Take blanks and dangling punctuation off both ends; drop what has no letter or digit."""
    trimmed = (_trimmed(candidate, text) for candidate in candidates)
    return [candidate for candidate in trimmed if candidate is not None]


def _trimmed(candidate: Candidate, text: str) -> Candidate | None:
    start, end = candidate.start, candidate.end
    while start < end and not (text[start].isalnum() or text[start] in _OPENERS):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in _CLOSERS):
        end -= 1
    if not any(character.isalnum() for character in text[start:end]):
        return None
    return Candidate(start, end, candidate.type, candidate.certainty)


# A phone number starts with a plus, a password may end with anything that is not a full stop.
_OPENERS = "+(#$%&*@!?_-"
_CLOSERS = ")#$%&*@!?_-/=+"
