"""The groups of calls: lists, submissions, documents, deliveries."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from porte_voix import (
    Client,
    Conflict,
    Invalid,
    NotFound,
    TransportError,
    UnexpectedAnswer,
)
from porte_voix.testing import (
    Answer,
    FakeTransport,
    json_answer,
    problem_answer,
    sample_change,
)

SITE = {"key": "a1", "name": "Site", "organisation": "ville", "origins": ["https://www.a.fr"]}
TOKEN = {"id": "t/1", "name": "Agent", "organisation": "ville", "scopes": ["feed:read"]}
RECEIPT = {"receipt": "ABCD-EFGH-JKMN-PQRS-T", "received_at": "2026-11-22T10:00:00Z"}
UNTIL = datetime(2027, 11, 22, tzinfo=UTC)


def test_a_page_is_asked_for_when_it_is_needed(sdk: Client, fake: FakeTransport) -> None:
    """A list whose first item is enough asks for one page."""
    fake.queue(json_answer({"items": [SITE], "next": "b"}))
    assert next(sdk.sites.list()).key == "a1"
    assert len(fake.requests) == 1


def test_a_list_that_turns_in_circles_is_noticed(sdk: Client, fake: FakeTransport) -> None:
    """A service that names the same next page for ever is refused, not followed for ever."""
    fake.route("GET", "/v1/sites", json_answer({"items": [], "next": "b"}))
    with pytest.raises(UnexpectedAnswer, match="same page for ever"):
        list(sdk.sites.list())


def test_a_new_token_gives_its_secret(sdk: Client, fake: FakeTransport) -> None:
    """The secret of a token is in the object that its creation returns."""
    fake.queue(json_answer(TOKEN | {"token": "pv_new", "source": "site-a"}))
    made = sdk.tokens.create(
        "a", organisation="ville", scopes=("deliveries:write",), expires_at=UNTIL, source="site-a"
    )
    assert (made.token, made.source) == ("pv_new", "site-a")
    assert json.loads(fake.requests[0].body or b"")["source"] == "site-a"


@pytest.mark.parametrize("given", [{}, {"template": "nps", "definition": {}}])
def test_a_survey_begins_from_one_thing(sdk: Client, given: dict[str, Any]) -> None:
    """A survey is made from a template or from a definition, never from both or neither."""
    with pytest.raises(ValueError, match="either template or definition"):
        sdk.surveys.create("nps", organisation="ville", **given)


def test_a_key_is_made_for_each_submission(sdk: Client, fake: FakeTransport) -> None:
    """Each submission has an idempotency key of its own, kept when it is sent again."""
    fake.queue(TransportError("Cut."), json_answer(RECEIPT), json_answer(RECEIPT))
    for _ in range(2):
        sdk.responses.submit("satisfaction", {}, channel="paper")
    keys = [request.headers["Idempotency-Key"] for request in fake.requests]
    assert keys[0] == keys[1] != keys[2]


def test_the_callers_key_is_sent(sdk: Client, fake: FakeTransport) -> None:
    """A key that the caller gives is the one that is sent, so that a crash does not send twice."""
    fake.queue(json_answer(RECEIPT))
    receipt = sdk.responses.submit("satisfaction", {}, channel="paper", idempotency_key="form-12")
    assert fake.requests[0].headers["Idempotency-Key"] == "form-12"
    assert receipt.receipt == "ABCD-EFGH-JKMN-PQRS-T"


@pytest.mark.parametrize("key", ["", " ", " form-12", "form\n12", "n° 12"])
def test_a_key_must_be_able_to_protect(sdk: Client, fake: FakeTransport, key: str) -> None:
    """A key that is empty, or cannot travel in a header, is refused before anything is sent."""
    with pytest.raises(ValueError, match="must be printable ASCII"):
        sdk.responses.submit("satisfaction", {}, channel="paper", idempotency_key=key)
    assert fake.requests == []


def test_wrong_answers_are_pointed_at(sdk: Client, fake: FakeTransport) -> None:
    """A submission with a wrong answer raises Invalid, which points at it."""
    wrong = {"pointer": "/answers/satisfaction", "code": "unknown_choice", "message": "Choose."}
    fake.queue(problem_answer("invalid_answers", 422, errors=[wrong]))
    with pytest.raises(Invalid) as caught:
        sdk.responses.submit("satisfaction", {"satisfaction": "so-so"}, channel="paper")
    assert caught.value.errors[0].pointer == "/answers/satisfaction"


def test_a_document_is_proven(sdk: Client, fake: FakeTransport) -> None:
    """A document is returned when its bytes have the hash that was asked for."""
    sha256 = hashlib.sha256(b"%PDF").hexdigest()
    fake.route("GET", f"/v1/documents/{sha256}", Answer(200, {}, [b"%P", b"DF"]))
    assert sdk.documents.download(sha256) == b"%PDF"


def test_another_document_is_refused(sdk: Client, fake: FakeTransport) -> None:
    """Bytes that do not have the hash that was asked for are refused."""
    fake.route("GET", f"/v1/documents/{'0' * 64}", Answer(200, {}, b"%PDF"))
    with pytest.raises(UnexpectedAnswer, match="not the one that was asked for"):
        sdk.documents.download("0" * 64)


def test_a_lost_document_is_not_found(sdk: Client, fake: FakeTransport) -> None:
    """A document that is erased, or in another branch, is not found."""
    fake.queue(problem_answer("not_found", 404))
    with pytest.raises(NotFound):
        sdk.documents.download("0" * 64)


def test_nothing_was_delivered_at_first(sdk: Client, fake: FakeTransport) -> None:
    """A collector that has received nothing stands at None."""
    fake.queue(json_answer({"source": "site-a", "cursor": None}))
    assert sdk.deliveries.position() is None


def test_a_delivery_is_packed(sdk: Client, fake: FakeTransport) -> None:
    """Changes are delivered as gzip NDJSON, with the places before and after them."""
    lines = [json.dumps(dict(sample_change(c).raw)).encode() for c in ("c1", "c2")]
    fake.queue(json_answer({"cursor": "c2", "accepted": 2, "missing_documents": ["ab"]}))
    ack = sdk.deliveries.send([lines[0], lines[1] + b"\n"], after="c0", cursor="c2")
    (request,) = fake.requests
    assert gzip.decompress(request.body or b"") == lines[0] + b"\n" + lines[1] + b"\n"
    assert request.headers["Content-Encoding"] == "gzip"
    assert request.headers["Porte-Voix-After"] == "c0"
    assert request.headers["Porte-Voix-Cursor"] == "c2"
    assert (ack.cursor, ack.accepted, ack.missing_documents) == ("c2", 2, ("ab",))


def test_the_same_delivery_is_the_same_request(sdk: Client, fake: FakeTransport) -> None:
    """A delivery that is repeated is the same to the byte; another cursor makes another one."""
    fake.route("POST", "/v1/deliveries", json_answer({"cursor": "c2", "accepted": 1}))
    for cursor in ("c2", "c2", "c3"):
        sdk.deliveries.send([b"{}"], cursor=cursor)
    first, again, other = fake.requests
    assert (first.body, first.headers) == (again.body, again.headers)
    assert first.headers["Idempotency-Key"] != other.headers["Idempotency-Key"]
    assert "Porte-Voix-After" not in first.headers


def test_a_delivery_out_of_place_is_a_conflict(sdk: Client, fake: FakeTransport) -> None:
    """A collector that stands elsewhere refuses the page with a Conflict."""
    fake.queue(problem_answer("conflict", 409))
    with pytest.raises(Conflict):
        sdk.deliveries.send([], after="c0", cursor="c2")


@pytest.mark.parametrize("line", [b"", b"\n", b"{}\n{}"])
def test_a_line_is_one_change(sdk: Client, line: bytes) -> None:
    """A line that is empty, or hides another one, is refused before anything is sent."""
    with pytest.raises(ValueError, match="one change a line"):
        sdk.deliveries.send([line], cursor="c2")


def test_a_document_is_handed_over(sdk: Client, fake: FakeTransport) -> None:
    """A missing document is sent as it is, to the address of its hash."""
    sha256 = hashlib.sha256(b"%PDF").hexdigest()
    fake.queue(Answer(204))
    sdk.deliveries.put_document(sha256, b"%PDF")
    (request,) = fake.requests
    assert (request.method, request.body) == ("PUT", b"%PDF")
    assert request.path == f"/v1/deliveries/documents/{sha256}"


def test_the_wrong_bytes_are_not_handed_over(sdk: Client) -> None:
    """Bytes that do not have their hash are refused before anything is sent."""
    with pytest.raises(ValueError, match="do not have that sha256"):
        sdk.deliveries.put_document("0" * 64, b"%PDF")
