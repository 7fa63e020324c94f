"""A client without network, a real server on this machine, and the command line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from click.testing import CliRunner, Result

from porte_voix import Client, Request, Retry
from porte_voix._commands.connection import Wiring
from porte_voix.cli import main
from porte_voix.testing import Answer, FakeTransport, feed_answer, sample_change

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
