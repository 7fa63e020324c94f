"""Everything made from the secret: bearer tokens, receipts, form tokens, one salt per purpose.

What is stored is always a digest. A stolen database gives no token and no receipt; a stolen
secret without the database gives none either.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

from .errors import Misconfigured

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_SYMBOLS = CROCKFORD + "*~$=U"
"""Crockford's base 32: 32 symbols, and 5 more for the check character (number modulo 37)."""

RECEIPT_BITS = 80
SECRET_FILE = "secret.key"  # noqa: S105 - a file name
SECRET_BYTES = 32
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class Keys:
    """What can be made and checked with the backend's secret."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SECRET_BYTES:
            raise Misconfigured(f"The secret must have {SECRET_BYTES} bytes at least.")
        self._secret = secret

    def derive(self, purpose: str) -> bytes:
        """Give 32 bytes of key for one purpose."""
        return hmac.digest(self._secret, purpose.encode(), hashlib.sha256)

    def digest(self, purpose: str, value: str) -> str:
        """Give the keyed digest (hexadecimal, 64 characters) under which `value` is stored."""
        return hmac.digest(self.derive(purpose), value.encode(), hashlib.sha256).hex()

    def receipt(self, submission: str) -> str:
        """Give the receipt of a submission: 80 bits that the same submission gives again.

        So a repetition gets its receipt although only a digest of it is stored.
        """
        raw = hmac.digest(self.derive("receipt"), submission.encode(), hashlib.sha256)
        return write_receipt(int.from_bytes(raw[: RECEIPT_BITS // 8], "big"))

    def sign(self, purpose: str, payload: Any) -> str:
        """Sign a JSON value for one purpose, with the time of signing."""
        return self._serializer(purpose).dumps(payload)

    def unsign(self, purpose: str, signed: str, *, max_age_seconds: int) -> Any | None:
        """Give back what was signed, or None when it was altered or is too old."""
        try:
            return self._serializer(purpose).loads(signed, max_age=max_age_seconds)
        except BadSignature:
            return None

    def _serializer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._secret, salt=f"porte-voix.{purpose}")


def new_token() -> str:
    """Make a bearer token: 256 random bits behind a prefix that secret scanners can know."""
    return f"pv_{secrets.token_urlsafe(32)}"


def token_digest(token: str) -> str:
    """Give the digest under which a bearer token is stored (256 random bits need no slow hash)."""
    return hashlib.sha256(b"porte-voix.token:" + token.encode()).hexdigest()


def write_receipt(number: int) -> str:
    """Write 80 bits in Crockford's base 32: 4 groups of 4 symbols and the check character."""
    symbols = [CROCKFORD[(number >> shift) & 31] for shift in range(RECEIPT_BITS - 5, -1, -5)]
    groups = ["".join(symbols[i : i + 4]) for i in range(0, len(symbols), 4)]
    return "-".join([*groups, CHECK_SYMBOLS[number % 37]])


def read_receipt(typed: str) -> str | None:
    """Give the receipt as written by `write_receipt`, or None when a symbol was mistyped.

    Small letters, spaces, and O, I, L for 0, 1, 1 are read as meant (Crockford, base 32).
    """
    compact = typed.strip().upper().translate(_READ_AS)
    body, check = compact[:-1], compact[-1:]
    if len(body) != RECEIPT_BITS // 5 or any(symbol not in CROCKFORD for symbol in body):
        return None
    number = 0
    for symbol in body:
        number = number << 5 | CROCKFORD.index(symbol)
    return write_receipt(number) if CHECK_SYMBOLS[number % 37] == check else None


def make_secret(data_dir: Path) -> None:
    """Write a new secret, readable by its owner alone; leaves one that exists."""
    path = data_dir / SECRET_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(SECRET_BYTES), encoding="ascii")


def load_keys(data_dir: Path) -> Keys:
    """Read the secret; raises Misconfigured when `porte-voix init` has not been run."""
    try:
        return Keys(bytes.fromhex((data_dir / SECRET_FILE).read_text(encoding="ascii").strip()))
    except FileNotFoundError:
        raise Misconfigured(f"No secret in {data_dir}: run `porte-voix init` first.") from None
    except ValueError:
        raise Misconfigured(f"{SECRET_FILE} in {data_dir} is damaged: restore it.") from None
