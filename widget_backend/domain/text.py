"""Plain text as it is kept: one form of Unicode, no control characters, no blank ends."""

from __future__ import annotations

import re
import unicodedata

# Normalizing is quadratic in a run of combining marks: 60 000 of them hold a processor for six
# seconds. No language stacks more than 30 (UAX 15, "stream-safe text").
MAX_MARKS_IN_A_ROW = 30

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# What JavaScript's trim() takes away, so that "blank" means the same in the browser.
_BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\ufeff"


def is_storable(text: str) -> bool:
    """No half of a surrogate pair: JSON can carry one, UTF-8 cannot."""
    return _SURROGATE.search(text) is None


def has_control_characters(text: str) -> bool:
    """Any control character other than a tab or an end of line."""
    return _CONTROL.search(text) is not None


def is_blank(text: str) -> bool:
    """Nothing to read once control characters and blank ends are gone."""
    return not _CONTROL.sub("", text).strip(_BLANK)


def clean(text: str) -> str:
    r"""Return `text` in NFC, lines ended by \n, without control characters or blank ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _bounded_marks(_CONTROL.sub("", lines))).strip(_BLANK)


def _bounded_marks(text: str) -> str:
    if text.isascii():
        return text
    run = 0
    kept = []
    for character in text:
        run = run + 1 if unicodedata.combining(character) else 0
        if run <= MAX_MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)
