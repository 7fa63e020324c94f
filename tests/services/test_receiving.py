"""What a collector takes from a source, and what no source may do to it or to another."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from widget_backend.errors import NotFound
from widget_backend.services import receiving, responses
from widget_backend.services.access import Caller
from widget_backend.store.changes import Cursor
from widget_backend.store.models import BlobRemoval, Response

SHA256 = "a" * 64
Json = dict[str, Any]


def response(**changed: Any) -> Json:
    """Write a delivered response, with some of its members changed."""
    return {
        "survey": "s",
        "version": 1,
        "kind": "custom",
        "organisation": "o",
        "service": None,
        "contact_point": None,
        "channel": "widget",
        "language": "fr",
        "submitted_at": "2026-11-22T10:00:00.000Z",
        "answers": {},
        "context": {},
        "anonymization": {"status": "clean", "findings": []},
        "documents": [],
    } | changed


def change(**changed: Any) -> Json:
    """Write a delivered change, of a response unless another type is given."""
    whole = {"change": "c", "type": "response", "id": "r1", "source": "site-a", "at": "t"}
    body = {} if "type" in changed else {"response": response()}
    return whole | body | changed


def document(**changed: Any) -> Json:
    """Write a response with one document, some of whose members are changed."""
    one = {"sha256": SHA256, "media_type": "application/pdf", "pages": 1, "question": "q"}
    return response(documents=[one | changed])


def deliver(collector: Any, *changes: Json, source: str = "site-a") -> Any:
    """Deliver a first page as a source."""
    token = collector.new_token("deliveries:write", organisation="centre", source=source)
    lines = "\n".join(json.dumps(one) for one in changes)
    headers = {"Porte-Voix-Cursor": str(Cursor("epoch", 1))}
    return collector.staff("POST", "/v1/deliveries", token=token, data=lines, headers=headers)


def without(member: str) -> Json:
    """Write a response that lacks a member."""
    return {name: value for name, value in response().items() if name != member}


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        (change(response=without("service")), "/0/response/service"),
        (change(response=response(version=10**30)), "/0/response/version"),
        (change(response=response(version=True)), "/0/response/version"),
        (change(response=response(survey="\ud800")), "/0"),
        (change(response=response(answers={"a": ["\ud800"]})), "/0"),
        (change(id="\ud800"), "/0"),
        (change(response=document(pages=10**30)), "/0/response/documents/0/pages"),
        (change(response=document(sha256="../secret.key")), "/0/response/documents/0/sha256"),
        (change(type="reply", reply="a text"), "/0/reply"),
        (change(type="change"), "/0/type"),
        (change(type="source"), "/0/type"),
    ],
)
def test_damaged_change_is_pointed_at(collector: Any, wrong: Json, pointer: str) -> None:
    """A change that could not be stored, or read again by others, refuses its page."""
    answer = deliver(collector, wrong)
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, pointer)
    assert collector.feed() == []


def test_sound_changes_are_taken_in(collector: Any) -> None:
    """The same shapes without the damage are accepted (control)."""
    reply = change(type="reply", id="r2", reply={"text": "Merci"})
    answer = deliver(collector, change(response=document()), reply)
    assert answer.get_json()["missing_documents"] == [SHA256]
    assert [one["type"] for one in collector.feed()] == ["response", "reply"]


def test_source_cannot_erase_another_s_response(collector: Any) -> None:
    """A tombstone counts for the responses of its own source alone."""
    deliver(collector, change())
    forged = change(type="erasure", source="site-b")
    assert deliver(collector, forged, source="site-b").status_code == 422
    assert len(collector.responses()) == 1


def test_source_may_erase_its_own_response(collector: Any) -> None:
    """The tombstone of the source that brought a response erases it (control)."""
    deliver(collector, change(), change(type="erasure"))
    assert [one["type"] for one in collector.feed()] == ["erasure"]


def test_source_belongs_to_one_branch(collector: Any) -> None:
    """No branch gets a token that delivers as another branch's source, or as this backend."""
    with collector.sdk() as sdk:
        for key in ("nord", "sud"):
            sdk.organisations.create(key, key, parent="centre")
    collector.new_token("deliveries:write", organisation="nord", source="site-nord")
    south = collector.new_token(organisation="sud")
    wanted: Json = {
        "name": "t",
        "organisation": "sud",
        "scopes": ["deliveries:write"],
        "expires_at": "2026-12-01T00:00:00Z",
    }
    for source, status in (("site-nord", 422), ("centre", 422), ("site-sud", 201)):
        answer = collector.staff(
            "POST", "/v1/tokens", token=south, json=wanted | {"source": source}
        )
        assert answer.status_code == status
        if status == 422:
            assert answer.get_json()["errors"][0]["pointer"] == "/source"
    collector.new_token("deliveries:write", organisation="nord", source="site-nord")


def test_document_of_an_erased_response_is_not_kept(collector: Any, meanwhile: Any) -> None:
    """Bytes that arrive while their response is being erased leave nothing on the disk."""
    data = b"%PDF"
    sha256 = hashlib.sha256(data).hexdigest()
    deliver(collector, change(response=document(sha256=sha256)))
    backend = collector.backend
    caller = Caller("t", "centre/", frozenset({"deliveries:write"}), "site-a")
    meanwhile(receiving, lambda: responses.erase(backend, Response.get_by_id("r1")))
    with backend.in_use():
        with pytest.raises(NotFound):
            receiving.receive_document(backend, caller, sha256, data)
        assert not backend.blobs.has(sha256)
        assert not BlobRemoval.select().exists()
