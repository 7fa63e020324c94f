"""First names, alone or with a surname: "Sandrine m'a répondu", "DUPONT Jean"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Candidate, Certainty
from .naming import (
    PARTICLES,
    WORD,
    Reading,
    is_name_word,
    is_shouting,
    name_end,
    word_before,
)
from .view import View
from .wordlists import words

_BEFORE = re.compile(r"([\w'\-]+)[ ]$")
_WORD_BEFORE = re.compile(r"([a-z]+)[ \-'.]{1,2}$")
_BEGINS = re.compile(r"(?:^|[\n:(,;/\-])[ ]*\Z")
# After these words a first name stands for somebody, even without a capital.
_FROM = frozenset(
    (
        "par",
        "avec",
        "chez",
        "merci",
        "agent",
        "conseillere",
        "conseiller",
        "c",
        "est",
        "suis",
        "ici",
    )
)


def detect(view: View) -> Iterator[Candidate]:
    """Find first names that have a capital, or follow a word such as "par" or "avec"."""
    for known, rule in (("first_names", _certain), ("first_names_ordinary", _ordinary)):
        for name in view.words.keys() & words(known):
            done = 0
            for start in view.words[name]:
                end = start + len(name)
                if start < done or not _is_whole_word(view, start, end) or _is_place(view, start):
                    continue
                for candidate in rule(view, start, end):
                    done = candidate.end
                    yield candidate


def _certain(view: View, start: int, end: int) -> Iterator[Candidate]:
    """A first name that is nothing else: a capital is enough."""
    if view.text[start].isupper():
        yield Candidate(_surname_start(view, start), max(end, name_end(view, start)), "name")
    elif end - start > 3:
        before = word_before(view, start)
        sure = before in _FROM or (
            before == "a" and "merci a " in view.plain[max(0, start - 9) : start]
        )
        whole = name_end(view, start, Reading(lower=2)) if sure else end
        certainty = Certainty.VERY_LIKELY if sure else Certainty.LIKELY
        yield Candidate(start, max(end, whole), "name", certainty)


def _ordinary(view: View, start: int, end: int) -> Iterator[Candidate]:
    """A first name that is also a word: it needs a surname, or a word before that takes one."""
    if not view.text[start].isupper() or is_shouting(view, start):
        return
    whole = name_end(view, start)
    following = view.plain[end:whole].split()
    first = _surname_start(view, start)
    if (following and following[0] not in words("ordinary")) or first < start:
        yield Candidate(first, whole, "name")
    elif word_before(view, start) in _FROM:
        yield Candidate(start, max(whole, end), "name")


def _is_whole_word(view: View, start: int, end: int) -> bool:
    """Tell "Jean" and "Jean-Paul" from the end of "Saint-Jean" or the inside of a link."""
    before, after = view.text[start - 1 : start], view.text[end : end + 1]
    inside = before.isalnum() or (before != "" and before in "-@_./")
    return not (inside or after in {"@", "_"})


def _is_place(view: View, start: int) -> bool:
    """Tell whether "rue" or "lycée" stands before, maybe behind "de" or other capitals."""
    for _ in range(4):
        match = _WORD_BEFORE.search(view.plain, max(0, start - 20), start)
        if match is None:
            return False
        if match[1] in words("place_words"):
            return True
        start = match.start(1)
        if not (view.text[start].isupper() or match[1] in PARTICLES or match[1] == "et"):
            return False
    return False


def _surname_start(view: View, start: int) -> int:
    """Give where a surname starts that stands just before a first name ("DUPONT Jean")."""
    match = _BEFORE.search(view.text, max(0, start - 30), start)
    if match is None or not WORD.fullmatch(match[1]) or is_shouting(view, start):
        return start
    plain = view.plain[match.start(1) : match.end(1)]
    is_surname = len(plain) > 1 and plain not in words("ordinary")
    if not match[1].isupper() and not _BEGINS.search(
        view.text, max(0, match.start(1) - 4), match.start(1)
    ):
        return start  # "La Charte Marianne"
    if is_surname and is_name_word(match[1], plain, shouting=False):
        return match.start(1)
    return start
