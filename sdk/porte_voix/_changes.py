"""The entries of the feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from porte_voix import _fields
from porte_voix._survey_response import SurveyResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of the feed: what changed, where, when (aware UTC).

    `type` is response, erasure, or a word of a later version: handle those you know, let the
    others pass. `cursor` is the place just after this change. `response` is there when `type` is
    response; `raw` is the object as it was sent.
    """

    type: str
    id: str
    source: str | None
    at: datetime
    cursor: str
    response: SurveyResponse | None = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_erasure(self) -> bool:
        """A tombstone: whatever is kept under this id must go."""
        return self.type == "erasure"

    @staticmethod
    def from_json(raw: Mapping[str, Any]) -> Change:
        """Read one (an `Erasure` for a tombstone); ValueError when it is not a change."""
        kind = _fields.text(raw, "type")
        cls = Erasure if kind == "erasure" else Change
        return cls(
            type=kind,
            id=_fields.text(raw, "id"),
            source=_fields.optional_text(raw, "source"),
            at=_fields.moment(raw, "at"),
            cursor=_fields.text(raw, "change"),
            response=_response(raw) if kind == "response" else None,
            raw=raw,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure(Change):
    """A tombstone: the response `id` was erased, so every copy of it must be."""


def _response(raw: Mapping[str, Any]) -> SurveyResponse:
    inner = _fields.json_object(raw.get("response"), "response")
    return SurveyResponse.from_json({**inner, "id": raw["id"], "source": raw.get("source")})
