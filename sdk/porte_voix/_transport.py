"""The one seam between the client and the network: `Transport.send(Request) -> Response`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

from porte_voix._errors import TransportError

_REPEATABLE_METHODS = frozenset({"GET", "HEAD", "PUT", "DELETE"})


def header(headers: Mapping[str, str], name: str) -> str | None:
    """The value of a header, whatever its case; None when absent."""
    wanted = name.lower()
    return next((value for key, value in headers.items() if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """One request, complete: absolute URL, headers with the token, body in memory."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    timeout_seconds: float = 30.0

    def __repr__(self) -> str:
        """Never shows the headers, for the token is among them."""
        return f"Request({self.method} {self.url})"

    @property
    def path(self) -> str:
        """The path of the URL, without its query."""
        return urlsplit(self.url).path

    @property
    def is_repeatable(self) -> bool:
        """Sending it twice does no more than sending it once."""
        return (
            self.method in _REPEATABLE_METHODS
            or header(self.headers, "Idempotency-Key") is not None
        )


def _nothing() -> None:
    """Nothing to close."""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer whose body is read once, as it arrives; a context manager that closes it."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: Iterable[bytes] = field(default=(), repr=False)
    on_close: Callable[[], None] = field(default=_nothing, repr=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back; what was not read is lost."""
        self.on_close()

    def header(self, name: str) -> str | None:
        """The value of a header, whatever its case; None when absent."""
        return header(self.headers, name)

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty when absent."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    def read(self, limit_bytes: int | None = None) -> bytes:
        """The whole body, or its beginning once `limit_bytes` have come."""
        parts: list[bytes] = []
        size = 0
        for chunk in self.chunks:
            parts.append(chunk)
            size += len(chunk)
            if limit_bytes is not None and size >= limit_bytes:
                break
        return b"".join(parts)[:limit_bytes]

    def json(self) -> Any:
        """The body as JSON; ValueError when it is not."""
        return json.loads(self.read())

    def lines(self) -> Iterator[bytes]:
        """The NDJSON lines of the body, one by one, blank ones left out.

        NDJSON ends every line with a newline, so a last line without one was cut on its way:
        TransportError, and nothing of that line is given out.
        """
        rest = b""
        for chunk in self.chunks:
            *whole, rest = (rest + chunk).split(b"\n")
            yield from (line for line in whole if line.strip())
        if rest.strip():
            raise TransportError("The answer was cut short in the middle of a line.")


class Transport(Protocol):
    """Carries a request and brings back the answer; where tests and unusual networks plug in.

    `send` returns whatever status came, follows no redirect, and raises TransportError or
    Timeout when no answer came; the chunks of the answer raise the same while they are read.
    """

    def send(self, request: Request) -> Response:
        """Send one request and return its answer, body unread."""
        ...

    def close(self) -> None:
        """Let the connections go."""
        ...
