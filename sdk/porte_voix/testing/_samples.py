"""Sample objects, as the feed gives them; each argument replaces a field of the JSON."""

from __future__ import annotations

from typing import Any

from porte_voix._changes import Change
from porte_voix._survey_response import SurveyResponse

_ID = "01935c5e-7b00-7000-8000-000000000001"
_AT = "2026-11-22T10:00:00Z"
_RESPONSE = {
    "survey": "satisfaction",
    "version": 3,
    "kind": "satisfaction",
    "organisation": "ville",
    "service": "etat-civil",
    "contact_point": "accueil",
    "channel": "widget",
    "language": "fr",
    "submitted_at": _AT,
    "answers": {"satisfaction": "good", "verbatim": "Rappelez-moi au [téléphone]."},
    "context": {"page": "/demarche/permis"},
    "anonymization": {
        "status": "redacted",
        "findings": [{"question": "verbatim", "type": "phone"}],
    },
    "documents": [],
}


def sample_response(**fields: Any) -> SurveyResponse:
    """A response to the reference questionnaire, `sample_response(language="en")` for instance."""
    return SurveyResponse.from_json({"id": _ID, "source": "site-a", **_RESPONSE, **fields})


def sample_change(cursor: str = "c1", *, id: str = _ID, **fields: Any) -> Change:  # noqa: A002
    """A change of type response; `fields` replace those of its response."""
    raw = {"change": cursor, "type": "response", "id": id, "source": "site-a", "at": _AT}
    return Change.from_json({**raw, "response": {**_RESPONSE, **fields}})


def sample_erasure(cursor: str = "c2", *, id: str = _ID) -> Change:  # noqa: A002
    """The tombstone of a response."""
    raw = {"change": cursor, "type": "erasure", "id": id, "source": "site-a", "at": _AT}
    return Change.from_json(raw)
