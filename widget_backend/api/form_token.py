"""What a page carries between its showing and its sending: signed, for a page can be altered."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass

from ..tokens import Keys

NAME = "pv-form"
MAX_AGE_SECONDS = 7 * 86_400


@dataclass(frozen=True, slots=True)
class FormToken:
    """The survey version that the page shows, and the key under which it is taken in once."""

    version: int
    key: str

    @classmethod
    def new(cls, version: int) -> FormToken:
        """Make the token of a page that is shown for the first time."""
        return cls(version, str(uuid.uuid4()))

    @classmethod
    def read(cls, keys: Keys, signed: str, survey: str) -> FormToken | None:
        """Read a page's token; None when it is altered, too old, or another survey's."""
        payload = keys.unsign(f"form.{survey}", signed, max_age_seconds=MAX_AGE_SECONDS)
        return None if payload is None else cls(**payload)

    def sign(self, keys: Keys, survey: str) -> str:
        """Write the token for a page of this survey."""
        return keys.sign(f"form.{survey}", asdict(self))
