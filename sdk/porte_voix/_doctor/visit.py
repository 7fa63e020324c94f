"""Fetching for the doctor: bounded in hops, bytes and seconds, and never with a token."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from porte_voix._doctor.addresses import resolved
from porte_voix._errors import Timeout, TransportError
from porte_voix._transport import Request, Response, Transport, header
from porte_voix._version import __version__

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_REDIRECTS = 10
MAX_BYTES = 4 * 1024 * 1024
STEP_SECONDS = 10.0
BODY_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Visit:
    """What an address answered; `passed` are those that led there, `is_cut` an end not read."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    passed: tuple[str, ...] = ()
    is_cut: bool = False

    def header(self, name: str) -> str:
        """The value of a header, whatever its case; empty when absent."""
        return header(self.headers, name) or ""

    @property
    def urls(self) -> tuple[str, ...]:
        """Every address that was asked, in their order."""
        return (*self.passed, self.url)

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty when absent."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


class Visitor:
    """Asks as a browser without any account would: no token, no stored password."""

    def __init__(
        self, transport: Transport, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._transport = transport
        self._clock = clock

    def get(self, url: str, *, origin: str | None = None) -> Visit:
        """GET, redirects followed; TransportError when no answer came, or no end of redirects."""
        return self.ask("GET", url, {} if origin is None else {"Origin": origin})

    def ask(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Visit:
        """Send, and follow redirects when it is a GET."""
        passed: list[str] = []
        while True:
            visit, target = self._step(method, url, headers, body, tuple(passed))
            if method != "GET" or not target:
                return visit
            if target in passed or len(passed) >= MAX_REDIRECTS:
                raise TransportError(f"{url} redirects without end.", is_temporary=False)
            passed.append(url)
            url = resolved(url, target)
            if not url:
                said = f"{passed[-1]} redirects to {target}, which is no page of the web."
                raise TransportError(said, is_temporary=False)

    def _step(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None,
        passed: tuple[str, ...],
    ) -> tuple[Visit, str]:
        """One answer, and where it sends on to."""
        agent = {"User-Agent": f"porte-voix/{__version__} (doctor)", "Accept": "*/*"}
        request = Request(method, url, {**agent, **headers}, body, STEP_SECONDS)
        with self._transport.send(request) as response:
            target = response.header("Location") or ""
            if response.status in REDIRECTS and target:
                return Visit(url, response.status, response.headers, b"", passed), target
            content, is_cut = self._read(url, response)
            status, kept = response.status, response.headers
            return Visit(url, status, kept, content, passed, is_cut), ""

    def _read(self, url: str, response: Response) -> tuple[bytes, bool]:
        """The body, or its beginning; Timeout when it drips for too long."""
        until = self._clock() + BODY_SECONDS
        content = bytearray()
        for chunk in response.chunks:
            content += chunk
            if len(content) > MAX_BYTES:
                return bytes(content[:MAX_BYTES]), True
            if self._clock() > until:
                raise Timeout(f"{url} did not finish its answer in {BODY_SECONDS:g} seconds.")
        return bytes(content), False
