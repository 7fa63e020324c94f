"""What the administration sets up, from its tree of organisations to its surveys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from porte_voix import _fields


@dataclass(frozen=True, slots=True)
class Organisation:
    """A node of the administration's tree; `parent` is None at the root."""

    key: str
    name: str
    parent: str | None = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        parent = _fields.optional_text(raw, "parent")
        return cls(_fields.text(raw, "key"), _fields.text(raw, "name"), parent, raw)


@dataclass(frozen=True, slots=True)
class Service:
    """What is offered to the public by an organisation."""

    key: str
    name: str
    organisation: str
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        organisation = _fields.text(raw, "organisation")
        return cls(_fields.text(raw, "key"), _fields.text(raw, "name"), organisation, raw)


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """The place or page where a service is offered."""

    key: str
    name: str
    service: str
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        service = _fields.text(raw, "service")
        return cls(_fields.text(raw, "key"), _fields.text(raw, "name"), service, raw)


@dataclass(frozen=True, slots=True)
class Site:
    """A registered place of embedding; `key` is public, `origins` are those allowed to embed."""

    key: str
    name: str
    organisation: str
    origins: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        return cls(
            _fields.text(raw, "key"),
            _fields.text(raw, "name"),
            _fields.text(raw, "organisation"),
            _fields.texts(raw, "origins"),
            raw,
        )


@dataclass(frozen=True, slots=True)
class Token:
    """A right of way; `token`, the secret itself, is only there right after its creation."""

    id: str
    name: str
    organisation: str | None
    scopes: tuple[str, ...] = ()
    expires_at: datetime | None = None
    source: str | None = None
    token: str | None = field(default=None, repr=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        return cls(
            str(raw["id"]) if raw.get("id") is not None else _fields.text(raw, "id"),
            _fields.text(raw, "name"),
            _fields.optional_text(raw, "organisation"),
            _fields.texts(raw, "scopes"),
            _fields.optional_moment(raw, "expires_at"),
            _fields.optional_text(raw, "source"),
            _fields.optional_text(raw, "token"),
        )


@dataclass(frozen=True, slots=True)
class Survey:
    """A set of questions; `status` is draft, published or closed, `version` the last published.

    `raw` holds all that the service said of it, its definition among it when it was asked for.
    """

    key: str
    organisation: str | None = None
    status: str | None = None
    version: int | None = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        return cls(
            _fields.text(raw, "key"),
            _fields.optional_text(raw, "organisation"),
            _fields.optional_text(raw, "status"),
            _fields.optional_whole(raw, "version"),
            raw,
        )


@dataclass(frozen=True, slots=True)
class Ack:
    """What the collector kept of a delivery, and the documents it still lacks (sha256)."""

    cursor: str | None
    accepted: int
    missing_documents: tuple[str, ...] = ()
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Self:
        """Read one; ValueError when it is not of this shape."""
        return cls(
            _fields.optional_text(raw, "cursor"),
            _fields.optional_whole(raw, "accepted") or 0,
            _fields.texts(raw, "missing_documents"),
            raw,
        )
