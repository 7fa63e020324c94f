"""Free text becomes plain text at the door: markup and control characters are removed.

Escaping happens where text is shown. bleach is used here and nowhere else.
"""

from __future__ import annotations

import html
from collections.abc import Callable

import bleach

_PASSES = 5


def plain(text: str) -> str:
    """Remove markup; also markup that only appears once entities are read, or tags removed."""
    for _ in range(_PASSES):
        cleaned = html.unescape(bleach.clean(text, tags=set(), attributes={}, strip=True))
        if cleaned == text:
            break
        text = cleaned
    return text


def plain_and_redacted(text: str, redact: Callable[[str], str]) -> str:
    """Redact, remove markup, and redact again when that changed the text.

    Removing `<b></b>` from `jean@<b></b>exemple.fr` makes an address that was not there before.
    """
    redacted = redact(text)
    cleaned = plain(redacted)
    return redacted if cleaned == redacted else redact(cleaned)
