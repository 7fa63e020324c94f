"""One folded reading of a text, the same for every detector, with the way back to its offsets.

People write no-break spaces, dashes of all lengths, full-width digits, zero-width characters and
decomposed accents; detectors read spaces, `-`, `0` and composed letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .marks import ALL_MARKS

# Stands for one mark, or for one span already found: no detector reads through it.
BARRIER = "\ue000"

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_COMBINING = "\u0300-\u036f"
_IRREGULAR = re.compile(
    f"(?P<invisible>[{_INVISIBLE}]+)|(?P<combining>[{_COMBINING}])|"
    + "|".join(re.escape(mark) for mark in sorted(ALL_MARKS))
)
_WORD = re.compile(r"[a-z]+")
_FOLDS = {
    "‐‑‒–—―−﹘﹣－⁃": "-",
    "‘’‚‛′´`ʼ＇": "'",
    "“”„«»″＂": '"',
    "＠﹫": "@",
    "．․。﹒": ".",
    "\x0b\x0c\x85\u2028\u2029": "\n",
    "\r\t": " ",
    "º°": "°",
    "İ": "I",
    "ſ": "s",
    BARRIER: " ",
}


class _FoldTable(dict[int, int | str]):
    """Character → character, always one for one; filled as characters are met."""

    def __missing__(self, code: int) -> int | str:
        self[code] = folded = self.fold(chr(code))
        return folded

    def fold(self, character: str) -> str:
        if unicodedata.category(character) == "Zs":
            return " "
        if character.isdecimal():
            return str(unicodedata.decimal(character))
        compatible = unicodedata.normalize("NFKC", character)
        return compatible if len(compatible) == 1 else character


class _PlainTable(_FoldTable):
    """Character → lower-case letter without accent."""

    def fold(self, character: str) -> str:
        base = unicodedata.normalize("NFD", character)[0].lower()
        return base if len(base) == 1 else character


_FOLD = _FoldTable({ord(c): folded for many, folded in _FOLDS.items() for c in many})
_PLAIN = _PlainTable({ord("œ"): "o", ord("Œ"): "o", ord("æ"): "a", ord("Æ"): "a", ord("ø"): "o"})


@dataclass(frozen=True, slots=True)
class View:
    """A folded text; `plain` is the same without case or accents, character for character.

    `words` gives the places in `plain` of each run of letters: rules look their cues up there.
    Character i stands for the code points `starts[i]` to `ends[i]` (exclusive) of the input.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    plain: str = field(init=False)
    has_digits: bool = field(init=False)
    words: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        plain = self.text.translate(_PLAIN)
        words: dict[str, list[int]] = {}
        for match in _WORD.finditer(plain):
            words.setdefault(match.group(), []).append(match.start())
        object.__setattr__(self, "plain", plain)
        object.__setattr__(self, "has_digits", re.search(r"\d", plain) is not None)
        object.__setattr__(self, "words", words)

    def masked(self, spans: Iterable[tuple[int, int]]) -> View:
        """Put one barrier in the place of each span; spans are sorted and do not overlap."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for start, end in spans:
            text += (self.text[done:start], BARRIER)
            starts += (*self.starts[done:start], self.starts[start])
            ends += (*self.ends[done:start], self.ends[end - 1])
            done = end
        return View(
            "".join((*text, self.text[done:])),
            [*starts, *self.starts[done:]],
            [*ends, *self.ends[done:]],
        )


def view_of(text: str) -> View:
    """Read a text as detectors need it; marks of an earlier redaction become barriers."""
    if _IRREGULAR.search(text) is None:
        return View(text.translate(_FOLD), range(len(text)), range(1, len(text) + 1))
    return _irregular_view(text)


def _irregular_view(text: str) -> View:
    """Leave out the invisible, compose accents, collapse marks; keep where each came from."""
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for match in _IRREGULAR.finditer(text):
        at = match.start()
        characters += text[done:at].translate(_FOLD)
        starts += range(done, at)
        ends += range(done + 1, at + 1)
        done = match.end()
        if match["combining"] and characters:
            composed = unicodedata.normalize("NFC", characters[-1] + match.group())
            characters[-1] = composed if len(composed) == 1 else characters[-1]
            ends[-1] = done
        elif not match["invisible"] and not match["combining"]:
            characters.append(BARRIER)
            starts.append(at)
            ends.append(done)
    characters += text[done:].translate(_FOLD)
    starts += range(done, len(text))
    ends += range(done + 1, len(text) + 1)
    return View("".join(characters), starts, ends)
