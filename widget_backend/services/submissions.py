"""What is sent with a response, and what its respondent is told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CHANNELS = ("widget", "page", "kiosk", "invitation", "paper", "counter", "phone", "other")
"""Through what a response came."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a response is given: the organisation, its path in the tree, what it is about."""

    path: str
    organisation: str
    service: str | None = None
    contact_point: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a respondent sends, before anything is checked."""

    survey: str
    answers: object
    language: str | None = None
    version: int | None = None
    page: str | None = None
    channel: str = "widget"
    accept_redaction: bool = False
    submitted_at: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)

    def digest(self, place: Place) -> str:
        """Give the digest of what is sent and of where, to know a repetition by (SHA-256, hex)."""
        files = {name: hashlib.sha256(data).hexdigest() for name, data in self.files.items()}
        where = [place.organisation, place.contact_point]
        sent = [
            *where,
            self.survey,
            self.answers,
            self.language,
            self.version,
            self.page,
            self.channel,
        ]
        text = json.dumps([*sent, self.submitted_at, files], sort_keys=True)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What the respondent is told: the receipt, and what was masked."""

    response_id: str
    receipt: str
    received_at: str
    anonymization: dict[str, Any]
    redacted: dict[str, str]
    replayed: bool
