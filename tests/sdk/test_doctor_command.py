"""`porte-voix doctor`: what it prints, how it ends, what it never sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from porte_voix import Timeout, TransportError
from porte_voix._commands.connection import Wiring
from porte_voix._doctor.visit import BODY_SECONDS, MAX_BYTES, MAX_REDIRECTS, Visitor
from porte_voix.cli import main
from porte_voix.testing import Answer, FakeTransport

Run = Callable[..., Result]
COLUMNS = 80


def test_a_healthy_page_ends_well(street: Any, run: Run) -> None:
    """When nothing blocks, every line has its mark and the exit code is 0."""
    street.serve()
    result = run("doctor", street.url)
    assert result.exit_code == 0
    *lines, _, last = result.stdout.splitlines()
    assert {line[:2] for line in lines} == {"✓ "}
    assert last == "Nothing keeps the widget from showing."


def test_a_trouble_is_told_with_what_to_do(street: Any, run: Run) -> None:
    """What blocks has a cross, its fix below it, no line passes 80 columns, and exit code 1."""
    street.headers["Content-Security-Policy"] = "default-src 'self'"
    street.write(('<html lang="fr">', "<html>"))
    street.serve()
    result = run("doctor", street.url)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert [line for line in lines if len(line) > COLUMNS] == []
    assert [line[0] for line in lines if line[:1].strip()] == list("✓✓✗✗✓!2")
    text = " ".join(result.stdout.split())
    assert "add the directive: script-src 'self' https://voix.example.fr" in text
    assert lines[-1] == "2 things keep the widget from working."


def test_a_rule_is_told_without_a_cross(street: Any, run: Run) -> None:
    """A page whose survey is for some visitors only is healthy: an i says to whom, exit code 0."""
    street.write(("<porte-voix ", '<porte-voix sample="20" '))
    street.serve()
    result = run("doctor", street.url)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [line[0] for line in lines if line[:1].strip()] == list("✓✓✓✓iiN")
    assert lines[-1].endswith("; each line with an i says when, or to whom.")


def test_a_machine_reads_an_object(street: Any, run: Run) -> None:
    """With --json: the address, and findings of code, level, message and fix."""
    street.write(("porte-voix.js", "other.js"))
    street.serve()
    result = run("doctor", street.url, "--json")
    read = json.loads(result.stdout)
    assert (result.exit_code, read["url"]) == (1, street.url)
    assert {tuple(finding) for finding in read["findings"]} == {("code", "level", "message", "fix")}
    levels = {finding["code"]: finding["level"] for finding in read["findings"]}
    assert levels["script_missing"] == "blocking"


@pytest.mark.parametrize(
    "wrong", ["www.ville.example", "ftp://a.example/", "https://me:pw@a.example/", "file:///x"]
)
def test_what_is_no_page_is_wrong_usage(run: Run, wrong: str) -> None:
    """An address without scheme, of another scheme, or with a password, ends with 2."""
    result = run("doctor", wrong)
    assert result.exit_code == 2
    assert "address" in result.stderr


def test_a_page_that_is_not_reached_ends_with_4(fake: FakeTransport, run: Run) -> None:
    """When the page itself does not answer, the exit code is 4, with the reason."""
    fake.queue(TransportError("www.ville.example could not be reached."))
    result = run("doctor", "https://www.ville.example/")
    assert result.exit_code == 4
    assert "www.ville.example could not be reached." in " ".join(result.stdout.split())


def test_no_token_is_ever_sent(street: Any, run: Run, fake: FakeTransport) -> None:
    """With a token in the environment, no request of the doctor holds it."""
    street.serve()
    run("doctor", street.url, env={"PORTE_VOIX_TOKEN": "pv_secret"})
    assert len(fake.requests) > 3
    sent = [(request.url, dict(request.headers), request.body) for request in fake.requests]
    assert "pv_secret" not in repr(sent)
    assert [headers for _, headers, _ in sent if "Authorization" in headers] == []


def test_the_page_cannot_drive_the_terminal(street: Any, run: Run) -> None:
    """Control characters of a page are not printed."""
    street.write(('survey="satisfaction"', 'survey="\x1b[2J"'))
    street.serve()
    street.fake.route("GET", "/v1/s/%1B%5B2J", Answer(404))
    assert "\x1b" not in run("doctor", street.url).stdout


def test_marks_are_plain_where_there_are_no_others(street: Any, fake: FakeTransport) -> None:
    """A terminal that knows ASCII alone gets marks of ASCII, and every sentence."""
    street.write(("<porte-voix", "<porte-vois"))
    street.serve()
    runner = CliRunner(charset="ascii")
    result = runner.invoke(main, ["doctor", street.url], obj=Wiring(fake))
    assert [line[0] for line in result.stdout.splitlines() if line[:1].strip()] == list("+x+1")


def test_redirects_are_followed_and_said(street: Any, fake: FakeTransport) -> None:
    """A page that has moved is examined where it is, and by that origin."""
    street.url = "http://ville.example/"
    fake.route("GET", "/", Answer(301, {"Location": "https://www.ville.example/cantine"}))
    found = street.examined()
    assert "leads to https://www.ville.example/cantine" in found["redirected"].message
    assert "https://www.ville.example." in found["survey"].message


@pytest.mark.parametrize("target", ["/", "/?again", "file:///x", "mailto:a@b.example"])
def test_a_redirect_to_nowhere_is_an_end(fake: FakeTransport, target: str) -> None:
    """Redirects without end, or out of the web, are followed no further."""
    fake.route("GET", "/", Answer(302, {"Location": target}))
    with pytest.raises(TransportError, match="redirects"):
        Visitor(fake).get("https://a.example/")
    assert len(fake.requests) <= MAX_REDIRECTS + 1


def test_a_long_answer_is_cut(fake: FakeTransport) -> None:
    """Of an endless answer, only so many bytes are read."""
    fake.queue(Answer(200, {}, (b"x" * 2**20 for _ in range(100))))
    visit = Visitor(fake).get("https://a.example/")
    assert (len(visit.body), visit.is_cut) == (MAX_BYTES, True)


def test_an_answer_that_drips_is_left(fake: FakeTransport) -> None:
    """An answer that comes byte by byte is given up after some seconds."""
    moments = iter(range(0, 1000, 15))
    fake.queue(Answer(200, {}, (b"x" for _ in range(100))))
    with pytest.raises(Timeout, match=f"{BODY_SECONDS:g} seconds"):
        Visitor(fake, clock=lambda: float(next(moments))).get("https://a.example/")
