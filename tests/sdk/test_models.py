"""The objects that JSON becomes."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import porte_voix
from porte_voix import (
    Ack,
    Anonymization,
    Change,
    ContactPoint,
    DocumentReference,
    Erasure,
    Finding,
    Organisation,
    Service,
    Site,
    Submission,
    Survey,
    SurveyResponse,
    Token,
    _fields,
)
from porte_voix.testing import sample_change, sample_erasure, sample_response

AT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SAMPLES: list[tuple[Any, dict[str, Any]]] = [
    (Organisation, {"key": "ville", "name": "Ville", "parent": None}),
    (Service, {"key": "etat-civil", "name": "État civil", "organisation": "ville"}),
    (ContactPoint, {"key": "accueil", "name": "Accueil", "service": "etat-civil"}),
    (Site, {"key": "a1", "name": "Site", "organisation": "ville", "origins": ["https://a.fr"]}),
    (Token, {"id": "t1", "name": "Agent", "organisation": "ville", "scopes": ["feed:read"]}),
    (Survey, {"key": "satisfaction", "status": "published", "version": 3}),
    (Ack, {"cursor": "c9", "accepted": 2, "missing_documents": ["ab"]}),
    (Finding, {"question": "verbatim", "type": "phone", "start": 1, "end": 3}),
    (Anonymization, {"status": "clean", "findings": []}),
    (DocumentReference, {"sha256": "ab", "media_type": "application/pdf", "pages": 2}),
    (Submission, {"receipt": "ABCD", "received_at": "2026-11-22T10:00:00Z"}),
    (SurveyResponse, dict(sample_response().raw)),
    (Change, dict(sample_change().raw)),
]


@pytest.mark.parametrize(
    ("model", "raw"), SAMPLES, ids=lambda value: getattr(value, "__name__", "")
)
def test_unknown_fields_are_tolerated(model: Any, raw: dict[str, Any]) -> None:
    """A field that a later service adds changes nothing for a client of today."""
    assert model.from_json({**raw, "of_tomorrow": {"a": 1}}) == model.from_json(raw)


@pytest.mark.parametrize(
    ("model", "raw"), SAMPLES, ids=lambda value: getattr(value, "__name__", "")
)
def test_objects_cannot_be_changed(model: Any, raw: dict[str, Any]) -> None:
    """What was read from the service stays as it was read."""
    read = model.from_json(raw)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(read, dataclasses.fields(read)[0].name, "other")


@pytest.mark.parametrize(
    ("model", "raw"),
    [
        (Organisation, {"key": "ville"}),
        (Organisation, {"key": "ville", "name": "Ville", "parent": 3}),
        (Site, {"key": "a", "name": "b", "organisation": "c", "origins": "https://a.fr"}),
        (Site, {"key": "a", "name": "b", "organisation": "c", "origins": [1]}),
        (Survey, {"key": "a", "version": True}),
        (Survey, {"key": "a", "version": "3"}),
        (SurveyResponse, {"id": "a", "survey": "b", "answers": []}),
        (SurveyResponse, {"id": "a", "survey": "b", "documents": ["ab"]}),
        (SurveyResponse, {"id": "a", "survey": "b", "submitted_at": "yesterday"}),
        (Submission, {"receipt": "ABCD"}),
        (Change, {"type": "response", "id": "a", "at": "2026-11-22T10:00:00Z", "change": "c"}),
        (Change, {"type": "erasure", "id": "a", "change": "c"}),
        (Token, {"name": "a"}),
    ],
)
def test_wrong_shapes_are_refused(model: Any, raw: dict[str, Any]) -> None:
    """What lacks a field that it must have, or holds another type, is a ValueError."""
    with pytest.raises(ValueError, match=r"missing|must"):
        model.from_json(raw)


def test_a_change_holds_its_response() -> None:
    """A change of type response gives the response, with the id and the source of the change."""
    change = sample_change("c7", answers={"satisfaction": "bad"})
    assert (change.type, change.cursor, change.at) == ("response", "c7", AT)
    assert change.response is not None
    assert (change.response.id, change.response.source) == (change.id, "site-a")
    assert change.response.answers == {"satisfaction": "bad"}
    assert change.response.submitted_at == AT
    assert change.response.anonymization == Anonymization(
        "redacted", (Finding("verbatim", "phone"),)
    )
    assert not change.is_erasure


def test_an_erasure_is_an_object_of_its_own() -> None:
    """A tombstone is an Erasure, which is a change without a response."""
    erasure = sample_erasure("c8")
    assert isinstance(erasure, Erasure)
    assert isinstance(erasure, Change)
    assert erasure.is_erasure
    assert erasure.response is None
    assert not isinstance(sample_change(), Erasure)


def test_types_of_tomorrow_pass() -> None:
    """A change of an unknown type is read, without a response, with all it said in `raw`."""
    raw = {
        "change": "c",
        "type": "reply",
        "id": "a",
        "at": "2026-11-22T10:00:00Z",
        "reply": {"b": 1},
    }
    change = Change.from_json(raw)
    assert (change.type, change.response, change.raw["reply"]) == ("reply", None, {"b": 1})
    assert change.source is None


@given(
    st.datetimes(
        timezones=st.builds(timezone, st.integers(-839, 839).map(lambda m: timedelta(minutes=m)))
    )
)
def test_times_come_back_as_utc(at: datetime) -> None:
    """Whatever the offset of a time, it is read as the same moment in UTC."""
    try:
        raw = {"at": at.isoformat()}
        read = _fields.moment(raw, "at")
    except OverflowError:
        return
    assert read == at
    assert read.tzinfo is UTC
    assert _fields.moment({"at": _fields.written(read)}, "at") == at


def test_a_time_without_offset_is_utc() -> None:
    """A time that does not say where it is said is taken for UTC."""
    assert _fields.moment({"at": "2026-11-22T10:00:00"}, "at") == AT


def test_a_naive_time_is_not_sent() -> None:
    """A time without an offset is refused before it is sent: it could be any moment of a day."""
    with pytest.raises(ValueError, match="with its offset"):
        _fields.written(datetime(2026, 11, 22))  # noqa: DTZ001 - the mistake in question


def test_secrets_are_not_in_the_repr() -> None:
    """Neither the secret of a token nor a receipt is shown by `repr`."""
    token = Token.from_json({"id": "t", "name": "a", "token": "pv_secret"})
    receipt = Submission.from_json({"receipt": "ABCD-EFGH", "received_at": "2026-11-22T10:00:00Z"})
    assert (token.token, receipt.receipt) == ("pv_secret", "ABCD-EFGH")
    assert "pv_secret" not in repr(token)
    assert "ABCD-EFGH" not in repr(receipt)


def test_a_page_is_public() -> None:
    """A page of a list knows where the next one begins."""
    page = porte_voix.Page((1, 2), "b")
    assert (page.items, page.next) == ((1, 2), "b")
