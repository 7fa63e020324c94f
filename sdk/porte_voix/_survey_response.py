"""One respondent's answers, and what anonymization found in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from porte_voix import _fields


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where personal data was found; offsets in code points, end exclusive, when given."""

    question: str | None
    type: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not a finding."""
        return cls(
            _fields.optional_text(raw, "question"),
            _fields.text(raw, "type"),
            _fields.optional_whole(raw, "start"),
            _fields.optional_whole(raw, "end"),
        )


@dataclass(frozen=True, slots=True)
class Anonymization:
    """`status` is clean, redacted or needs_review; `findings` says what was removed, never it."""

    status: str
    findings: tuple[Finding, ...] = ()

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        findings = _fields.objects(raw, "findings")
        return cls(_fields.text(raw, "status"), tuple(map(Finding.from_json, findings)))


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document of a response; `Client.documents.download(sha256)` brings its bytes."""

    sha256: str
    media_type: str
    pages: int | None = None
    question: str | None = None

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        return cls(
            _fields.text(raw, "sha256"),
            _fields.text(raw, "media_type"),
            _fields.optional_whole(raw, "pages"),
            _fields.optional_text(raw, "question"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyResponse:
    """One respondent's answers to one survey version; times are aware UTC.

    `answers` maps question keys to choice keys, integers, texts, lists or objects, as the survey
    defines them. `raw` is the object as it was sent, with fields this version does not know.
    """

    id: str
    survey: str
    version: int | None = None
    kind: str | None = None
    source: str | None = None
    organisation: str | None = None
    service: str | None = None
    contact_point: str | None = None
    channel: str | None = None
    language: str | None = None
    state: str | None = None
    submitted_at: datetime | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    anonymization: Anonymization | None = None
    documents: tuple[DocumentReference, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not a response."""
        found = raw.get("anonymization")
        return cls(
            id=_fields.text(raw, "id"),
            survey=_fields.text(raw, "survey"),
            version=_fields.optional_whole(raw, "version"),
            kind=_fields.optional_text(raw, "kind"),
            source=_fields.optional_text(raw, "source"),
            organisation=_fields.optional_text(raw, "organisation"),
            service=_fields.optional_text(raw, "service"),
            contact_point=_fields.optional_text(raw, "contact_point"),
            channel=_fields.optional_text(raw, "channel"),
            language=_fields.optional_text(raw, "language"),
            state=_fields.optional_text(raw, "state"),
            submitted_at=_fields.optional_moment(raw, "submitted_at"),
            answers=_fields.mapping(raw, "answers"),
            context=_fields.mapping(raw, "context"),
            anonymization=Anonymization.from_json(found) if isinstance(found, dict) else None,
            documents=tuple(map(DocumentReference.from_json, _fields.objects(raw, "documents"))),
            raw=raw,
        )


@dataclass(frozen=True, slots=True)
class Submission:
    """What came of a response that was submitted; `receipt` lets its holder read and erase it.

    `redacted` maps questions to the texts that were kept in place of what was written.
    """

    receipt: str = field(repr=False)
    receipt_page: str | None
    received_at: datetime
    anonymization: Anonymization | None = None
    redacted: Mapping[str, Any] = field(default_factory=dict)
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        found = raw.get("anonymization")
        return cls(
            _fields.text(raw, "receipt"),
            _fields.optional_text(raw, "receipt_page"),
            _fields.moment(raw, "received_at"),
            Anonymization.from_json(found) if isinstance(found, dict) else None,
            _fields.mapping(raw, "redacted"),
            raw,
        )
