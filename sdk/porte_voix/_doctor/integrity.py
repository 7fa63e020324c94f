"""Subresource Integrity: hashes in an attribute, and whether a file has them."""

from __future__ import annotations

import base64
import hashlib
import re

# From the weakest: where there are several, browsers look at the strongest alone (SRI §3.3.3).
ALGORITHMS = ("sha256", "sha384", "sha512")
HASH = re.compile(r"(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?\S*)?", re.IGNORECASE)


def hashes(attribute: str) -> tuple[tuple[str, str], ...]:
    """The (algorithm, base64) pairs of an attribute `integrity`; what is none is passed over.

    SRI §3.3.2, "Parse metadata".
    """
    found = (HASH.fullmatch(word) for word in attribute.split())
    return tuple((one[1].lower(), _standard(one[2])) for one in found if one)


def is_matched(content: bytes, attribute: str) -> bool:
    """Whether a browser takes this content for what the attribute says (SRI §3.3.4).

    An attribute without any hash that browsers know holds nothing back.
    """
    given = hashes(attribute)
    strongest = max((ALGORITHMS.index(algorithm) for algorithm, _ in given), default=None)
    if strongest is None:
        return True
    wanted = ALGORITHMS[strongest]
    return (wanted, _digest(wanted, content)) in given


def hash_of(content: bytes) -> str:
    """The hash to write: `sha384-…`."""
    return f"sha384-{_digest('sha384', content)}"


def _digest(algorithm: str, content: bytes) -> str:
    return base64.b64encode(hashlib.new(algorithm, content).digest()).decode("ascii")


def _standard(value: str) -> str:
    """Base64url means the same here."""
    return value.replace("-", "+").replace("_", "/")
