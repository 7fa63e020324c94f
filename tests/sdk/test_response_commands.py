"""`porte-voix response`: from paper in, and to the eyes of staff."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from porte_voix.testing import (
    Answer,
    FakeTransport,
    json_answer,
    problem_answer,
    sample_response,
)

Run = Callable[..., Result]

RESPONSE = dict(sample_response(id="r1", state="held").raw)
RECEIPT = {
    "receipt": "ABCD-EFGH-JKMN-PQRS-T",
    "receipt_page": "https://voice.example.org/r",
    "received_at": "2026-11-22T10:00:00Z",
    "anonymization": {
        "status": "redacted",
        "findings": [{"question": "verbatim", "type": "phone"}],
    },
    "redacted": {"verbatim": "Au [téléphone]."},
    "thanks": None,
}
SUBMIT = ("response", "submit", "satisfaction", "--answers", "-", "--channel", "paper")
SUBMIT_PATH = "/v1/surveys/satisfaction/responses"


@pytest.fixture
def submitted(run: Run, fake: FakeTransport) -> Callable[..., dict[str, Any]]:
    """Give a way to type `response submit … MORE` and read the JSON that was sent."""

    def typed(*more: str, answers: str = '{"satisfaction": "good"}') -> dict[str, Any]:
        fake.route("POST", SUBMIT_PATH, json_answer(RECEIPT, 201))
        result = run(*SUBMIT, *more, input=answers)
        assert result.exit_code == 0, result.output
        sent: dict[str, Any] = json.loads(fake.requests[-1].body or b"")
        return sent

    return typed


def test_a_response_is_entered(submitted: Any, fake: FakeTransport) -> None:
    """What was typed is sent, under the number of the form."""
    more = ("--contact-point", "guichet", "--language", "fr", "--accept-redaction")
    assert submitted(*more, "--key", "form-12") == {
        "answers": {"satisfaction": "good"},
        "channel": "paper",
        "contact_point": "guichet",
        "language": "fr",
        "accept_redaction": True,
    }
    assert fake.requests[-1].headers["Idempotency-Key"] == "form-12"


@pytest.mark.parametrize("given", ["2026-11-20", "2026-11-20T14:30", "2026-11-20T14:30+09:00"])
def test_a_form_keeps_its_date(submitted: Any, given: str) -> None:
    """The date of a form is read on this machine's clock, unless it says another offset."""
    sent = submitted("--submitted-at", given)["submitted_at"]
    assert datetime.fromisoformat(sent) == datetime.fromisoformat(given).astimezone()


def test_answers_are_read_from_a_file(run: Run, fake: FakeTransport, tmp_path: Path) -> None:
    """The answers may be in a file, in UTF-8."""
    path = tmp_path / "form-12.json"
    path.write_text('{"verbatim": "Très bien"}', encoding="utf-8")
    fake.route("POST", SUBMIT_PATH, json_answer(RECEIPT))
    run("response", "submit", "satisfaction", "--answers", str(path), "--channel", "counter")
    assert json.loads(fake.requests[0].body or b"")["answers"] == {"verbatim": "Très bien"}


def test_scans_are_entered(run: Run, fake: FakeTransport, tmp_path: Path) -> None:
    """Each `--document QUESTION=FILE` sends a file in the order in which they were typed."""
    first, second = tmp_path / "a=1.pdf", tmp_path / "b.png"
    first.write_bytes(b"%PDF-first")
    second.write_bytes(b"PNG-second")
    fake.route("POST", SUBMIT_PATH, json_answer(RECEIPT))
    words = ("--document", f"letter={second}", "--document", f"letter={first}")
    result = run(*SUBMIT, *words, input="{}")
    assert result.exit_code == 0, result.output
    (request,) = fake.requests
    body = request.body or b""
    assert request.headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert body.index(b"letter.0") < body.index(b"PNG-second") < body.index(b"%PDF-first")
    assert b"a=1.pdf" not in body


def test_the_receipt_is_shown(run: Run, fake: FakeTransport) -> None:
    """A person sees the receipt to hand over, what was found, and what was kept in its place."""
    fake.route("POST", SUBMIT_PATH, json_answer(RECEIPT))
    assert run(*SUBMIT, input="{}").stdout.splitlines() == [
        "receipt: ABCD-EFGH-JKMN-PQRS-T",
        "receipt_page: https://voice.example.org/r",
        "received_at: 2026-11-22T10:00:00Z",
        "anonymization: redacted",
        "findings: verbatim:phone",
        "redacted.verbatim: Au [téléphone].",
    ]
    assert json.loads(run(*SUBMIT, "--json", input="{}").stdout) == RECEIPT


@pytest.mark.parametrize(
    ("more", "text", "said"),
    [
        ((), "{", "is not JSON"),
        ((), "[]", "must hold a JSON object, the answers."),
        (("--document", "scan.pdf"), "{}", "'scan.pdf' is not of the form QUESTION=FILE."),
        (("--document", "=scan.pdf"), "{}", "is not of the form QUESTION=FILE."),
        (("--document", "letter=lost.pdf"), "{}", "lost.pdf cannot be read: No such file"),
        (("--document", "letter=."), "{}", ". cannot be read: Is a directory."),
        (("--document", f"letter={__file__}"), '{"letter": []}', "letter is among the answers"),
        (("--submitted-at", "yesterday"), "{}", "'yesterday' is not a date such as"),
        (("--channel", "pigeon"), "{}", "'pigeon' is not one of"),
        (("--key", ""), "{}", "an idempotency key must be printable ASCII"),
    ],
)
def test_what_cannot_be_sent_is_wrong_usage(
    run: Run, fake: FakeTransport, more: tuple[str, ...], text: str, said: str
) -> None:
    """A mistake in what is typed exits 2 with a sentence, before anything is sent."""
    result = run(*SUBMIT, *more, input=text)
    assert result.exit_code == 2
    assert said in result.stderr
    assert fake.requests == []


def test_a_refused_scan_is_pointed_at(run: Run, fake: FakeTransport, tmp_path: Path) -> None:
    """A document that the service refuses exits 1, with its place and what to do."""
    (tmp_path / "scan.pdf").write_bytes(b"hello")
    wrong = {"pointer": "/answers/letter/0", "code": "not_a_document", "message": "Scan it again."}
    fake.queue(problem_answer("document_refused", 422, errors=[wrong]))
    result = run(*SUBMIT, "--document", f"letter={tmp_path / 'scan.pdf'}", input="{}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines()[1] == "  /answers/letter/0: Scan it again."


def test_responses_are_listed(run: Run, fake: FakeTransport) -> None:
    """Responses are a table without their answers, for one survey or one state."""
    fake.route("GET", "/v1/responses", json_answer({"items": [RESPONSE], "next": None}))
    result = run("response", "list", "--survey", "satisfaction", "--state", "held")
    head, row = (line.split() for line in result.stdout.splitlines())
    assert head == ["id", "survey", "state", "channel", "contact_point", "submitted_at"]
    assert row[:3] == ["r1", "satisfaction", "held"]
    assert fake.requests[0].url.endswith("?survey=satisfaction&state=held")
    assert json.loads(run("response", "list", "--json").stdout) == {"items": [RESPONSE]}


def test_a_response_is_shown(run: Run, fake: FakeTransport) -> None:
    """A response has a line for each answer, and one for what was found in it."""
    documents = [{"sha256": "ab", "media_type": "application/pdf"}]
    raw = RESPONSE | {"documents": documents, "answers": {"a": ["x", "y"], "b": {"row": "1"}}}
    fake.route("GET", "/v1/responses/r1", json_answer(raw))
    lines = run("response", "show", "r1").stdout.splitlines()
    assert lines[:2] == ["id: r1", "survey: satisfaction"]
    assert lines[-5:] == [
        "answers.a: x y",
        'answers.b: {"row": "1"}',
        "anonymization: redacted",
        "findings: verbatim:phone",
        "documents: ab",
    ]
    assert json.loads(run("response", "show", "r1", "--json").stdout) == raw


def test_a_response_is_let_through(run: Run, fake: FakeTransport) -> None:
    """An accepted response is shown as it now stands."""
    fake.route("POST", "/v1/responses/r1/review", json_answer(RESPONSE | {"state": "open"}))
    assert "state: open\n" in run("response", "review", "r1", "accept").stdout
    assert json.loads(fake.requests[0].body or b"") == {"decision": "accept"}
    assert json.loads(run("response", "review", "r1", "accept", "--json").stdout)["state"] == "open"


@pytest.mark.parametrize("words", [("review", "r1", "reject"), ("erase", "r1")])
def test_a_response_is_erased(run: Run, fake: FakeTransport, words: tuple[str, ...]) -> None:
    """A rejected or an erased response is confirmed to the person, or to the machine."""
    fake.route("DELETE", "/v1/responses/r1", Answer(204))
    fake.route("POST", "/v1/responses/r1/review", Answer(204))
    result = run("response", *words)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Erased.\n")
    assert json.loads(run("response", *words, "--json").stdout) == {"id": "r1", "state": "erased"}


@pytest.mark.parametrize(
    "words", ["list", "show r1", "review r1 accept", "review r1 reject", "erase r1"]
)
def test_a_refused_command_exits_1(run: Run, fake: FakeTransport, words: str) -> None:
    """What the service refuses exits 1 with one sentence, and writes nothing for a pipe."""
    fake.queue(problem_answer("not_found", 404, title="No response has the id r1."))
    result = run("response", *words.split())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: No response has the id r1. (not_found, 0123456789abcdef)\n"
