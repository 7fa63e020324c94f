"""A client without network, a real server on this machine, and the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from click.testing import CliRunner, Result

from porte_voix import Client, Request, Retry
from porte_voix._commands.connection import Wiring
from porte_voix._doctor.examination import examine
from porte_voix._doctor.findings import Finding
from porte_voix._doctor.integrity import hash_of
from porte_voix._doctor.visit import Visitor
from porte_voix.cli import main
from porte_voix.testing import Answer, FakeTransport, feed_answer, json_answer, sample_change

URL = "https://voice.example.org"
TOKEN = "pv_secret-of-the-test"


@pytest.fixture
def fake() -> FakeTransport:
    """Give a transport without network."""
    return FakeTransport()


@pytest.fixture
def slept() -> list[float]:
    """Give the pauses that were made, in seconds."""
    return []


@pytest.fixture
def retry(slept: list[float]) -> Retry:
    """Give a back-off that notes its pauses instead of making them, with the longest jitter."""
    return Retry(sleep=slept.append, jitter=lambda: 1.0)


@pytest.fixture
def sdk(fake: FakeTransport, retry: Retry) -> Client:
    """Give a client that holds a token."""
    return Client(URL, TOKEN, transport=fake, retry=retry)


@pytest.fixture
def run(fake: FakeTransport, retry: Retry) -> Callable[..., Result]:
    """Give a way to type `porte-voix …` with the address and the token in the environment."""

    def typed(*words: str, **options: Any) -> Result:
        env = {"PORTE_VOIX_URL": URL, "PORTE_VOIX_TOKEN": TOKEN} | options.pop("env", {})
        wiring = Wiring(fake, retry)
        return CliRunner().invoke(main, list(words), obj=wiring, env=env, **options)

    return typed


@pytest.fixture(scope="session")
def feed_of() -> Callable[[int], Callable[[Request], Answer]]:
    """Give a service whose feed holds so many changes, in pages of three: c1, c2, c3 …"""

    def make(count: int) -> Callable[[Request], Answer]:
        def answer(request: Request) -> Answer:
            start = int(request.url.partition("after=c")[2].partition("&")[0] or 0)
            page = [sample_change(f"c{n}", id=str(n)) for n in range(start + 1, count + 1)][:3]
            return feed_answer(page, more=start + len(page) < count)

        return answer

    return make


@dataclass
class LocalServer:
    """A server on this machine; `answer` writes raw bytes for each request that comes."""

    url: str = ""
    answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: None
    seen: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def server() -> Iterator[LocalServer]:
    """Start a server that remembers what it was asked."""
    local = LocalServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:
                self.close_connection = True

        def _any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            local.seen.append((self.command, self.path, dict(self.headers), body))
            local.answer(self)

        do_GET = do_POST = do_PUT = do_DELETE = _any  # noqa: N815

        def log_message(self, *_: Any) -> None:
            """Stay silent."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    local.url = f"http://127.0.0.1:{httpd.server_address[1]}"
    yield local
    httpd.shutdown()
    httpd.server_close()
    thread.join()


VOICE = "https://voix.example.fr"
PAGE = """<!doctype html><html lang="fr"><head><title>Cantine</title>
<script src="https://voix.example.fr/w/porte-voix.js" defer></script></head><body>
<porte-voix site="k1" survey="satisfaction" contact-point="accueil"
><a href="https://voix.example.fr/s/satisfaction?site=k1">Avis</a></porte-voix></body></html>"""
SHARED = {"Access-Control-Allow-Origin": "*"}
PREFLIGHT = SHARED | {"Access-Control-Allow-Headers": "Content-Type, Idempotency-Key"}


def script_answer(version: str = "1.2.0") -> Answer:
    """Give the widget's script, as a backend of that release serves it."""
    headers = SHARED | {"Content-Type": "text/javascript; charset=utf-8"}
    return Answer(200, headers, f"/*! porte-voix {version} */\n(()=>{{}})();\n".encode())


def survey_answer(*types: str, **members: Any) -> Answer:
    """Give a survey with questions of these types, open to every page."""
    questions = [{"key": f"q{n}", "type": type_} for n, type_ in enumerate(types)]
    body = {"language": "fr", "languages": ["fr", "en"], "questions": questions} | members
    return replace(json_answer(body), headers=SHARED | {"Content-Type": "application/json"})


def form_answer(**targeting: Any) -> Answer:
    """Give the form of a survey that has these rules, open to every page."""
    body = {"form": ["form", {}]} | ({"targeting": targeting} if targeting else {})
    return replace(json_answer(body), headers=SHARED | {"Content-Type": "application/json"})


class Street:
    """A page with the widget, its backend, and what the doctor finds; each part may be spoiled."""

    def __init__(self, fake: FakeTransport) -> None:
        self.fake = fake
        self.url = "https://www.ville.example/cantine"
        self.html = PAGE
        self.headers = {"Content-Type": "text/html; charset=utf-8"}
        self.status = 200
        self.script_answer = script_answer
        self.survey_answer = survey_answer
        self.form_answer = form_answer
        self.today = date(2026, 11, 22)
        fake.route("GET", "/w/porte-voix.js", script_answer())
        fake.route("GET", "/v1/s/satisfaction/form", form_answer())
        fake.route("GET", "/v1/s/satisfaction", survey_answer("smileys"))
        fake.route("OPTIONS", "/v1/s/satisfaction/r", Answer(204, PREFLIGHT))

    def write(self, *changes: tuple[str, str]) -> None:
        """Change the page: each text that is there by another."""
        for before, after in changes:
            assert before in self.html, before
            self.html = self.html.replace(before, after)

    def pin(self, answer: Answer | None = None, version: str = "1.2.0", pin: str = "") -> None:
        """Load the script of one release, pinned by its hash, or by the one given."""
        answer = answer or script_answer(version)
        self.fake.route("GET", f"/w/{version}/porte-voix.js", answer)
        assert isinstance(answer.body, bytes)
        attributes = f'integrity="{pin or hash_of(answer.body)}" crossorigin'
        self.write(
            (f'{VOICE}/w/porte-voix.js"', f'{VOICE}/w/{version}/porte-voix.js" {attributes}')
        )

    def serve(self) -> None:
        """Let the page answer."""
        answer = Answer(self.status, self.headers, self.html.encode())
        self.fake.route("GET", "/cantine", answer)

    def examined(self) -> dict[str, Finding]:
        """Give what the doctor finds, by code."""
        self.serve()
        found = examine(self.url, Visitor(self.fake), today=self.today)
        return {finding.code: finding for finding in found}


@pytest.fixture
def street(fake: FakeTransport) -> Street:
    """Give a page on which the widget works."""
    return Street(fake)
