"""Responses that are entered with their documents."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest

from porte_voix import Client, Invalid, Request, TransportError
from porte_voix.testing import FakeTransport, json_answer, problem_answer

RECEIPT = {"receipt": "ABCD-EFGH-JKMN-PQRS-T", "received_at": "2026-11-22T10:00:00Z"}
SCAN = b"%PDF-1.7\r\n--\xff\x00\xfe"
PHOTO = b"\x89PNG\r\n\x1a\n\r\n"


def parts(request: Request) -> dict[str, Message]:
    """Read the form of a request with the mail parser of Python, which knows nothing of ours."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n"
    form: Any = message_from_bytes(head.encode() + (request.body or b""))
    assert form.get_content_type() == "multipart/form-data"
    assert form.defects == []
    named = {
        part.get_param("name", header="Content-Disposition"): part for part in form.get_payload()
    }
    assert len(named) == len(form.get_payload())
    return named


def submit(sdk: Client, **more: Any) -> None:
    """Enter a report that came on paper."""
    sdk.responses.submit("report", {"reasons": ["jargon"]}, channel="paper", **more)


def test_documents_are_sent_beside_the_answers(sdk: Client, fake: FakeTransport) -> None:
    """Each document is in a part of its own, to the byte, named by its question and its place."""
    fake.queue(json_answer(RECEIPT))
    submit(sdk, documents={"document": [SCAN, PHOTO]}, language="fr")
    sent = parts(fake.requests[0])
    assert json.loads(str(sent.pop("response").get_payload())) == {
        "answers": {
            "reasons": ["jargon"],
            "document": [{"part": "document.0"}, {"part": "document.1"}],
        },
        "language": "fr",
        "channel": "paper",
    }
    bodies = {name: part.get_payload(decode=True) for name, part in sent.items()}
    assert bodies == {"document.0": SCAN, "document.1": PHOTO}


def test_every_document_is_a_file(sdk: Client, fake: FakeTransport) -> None:
    """A document is sent as a file, which says nothing of the name it had on a disk."""
    fake.queue(json_answer(RECEIPT))
    submit(sdk, documents={"document": [SCAN]})
    sent = parts(fake.requests[0])
    assert sent["document.0"].get_filename() == "document.0"
    assert sent["response"].get_filename() is None


def test_answers_keep_their_accents_in_a_form(sdk: Client, fake: FakeTransport) -> None:
    """A text of any script is in the form as it is in JSON, in UTF-8."""
    fake.queue(json_answer(RECEIPT))
    answers = {"verbatim": "Œuvre « été » 日本"}
    sdk.responses.submit("report", answers, channel="paper", documents={"document": [SCAN]})
    text = parts(fake.requests[0])["response"].get_payload(decode=True)
    assert isinstance(text, bytes)
    assert json.loads(text)["answers"]["verbatim"] == answers["verbatim"]


@pytest.mark.parametrize("documents", [None, {}, {"document": []}])
def test_without_documents_a_response_is_json(
    sdk: Client, fake: FakeTransport, documents: dict[str, list[bytes]] | None
) -> None:
    """A response without a document is plain JSON."""
    fake.queue(json_answer(RECEIPT))
    submit(sdk, documents=documents)
    (request,) = fake.requests
    assert request.headers["Content-Type"] == "application/json"
    assert json.loads(request.body or b"")["answers"]["reasons"] == ["jargon"]


def test_a_form_is_repeated_to_the_byte(sdk: Client, fake: FakeTransport) -> None:
    """A form whose connection broke is sent again as it was, under the same key."""
    fake.queue(TransportError("Cut."), json_answer(RECEIPT))
    submit(sdk, documents={"document": [SCAN]}, idempotency_key="form-12")
    first, again = fake.requests
    assert (first.body, first.headers) == (again.body, again.headers)
    assert first.headers["Idempotency-Key"] == "form-12"


def test_a_refused_document_is_pointed_at(sdk: Client, fake: FakeTransport) -> None:
    """A document that the service refuses raises Invalid, which points at it."""
    wrong = {"pointer": "/answers/document/0", "code": "unreadable", "message": "Scan it again."}
    fake.queue(problem_answer("document_refused", 422, errors=[wrong]))
    with pytest.raises(Invalid) as caught:
        submit(sdk, documents={"document": [b"hello"]})
    assert caught.value.errors[0].pointer == "/answers/document/0"


@pytest.mark.parametrize("files", [SCAN, b"", "scan.pdf", ["scan.pdf"], [bytearray(SCAN)]])
def test_documents_are_lists_of_bytes(sdk: Client, fake: FakeTransport, files: Any) -> None:
    """A document that is not in a list, or a path in its place, is refused before it is sent."""
    with pytest.raises(ValueError, match="documents of document must be a list of bytes"):
        submit(sdk, documents={"document": files})
    assert fake.requests == []


def test_a_question_is_answered_once(sdk: Client, fake: FakeTransport) -> None:
    """A question among the answers and the documents is refused before anything is sent."""
    with pytest.raises(ValueError, match="reasons is among the answers and the documents"):
        submit(sdk, documents={"reasons": [SCAN]})
    assert fake.requests == []
