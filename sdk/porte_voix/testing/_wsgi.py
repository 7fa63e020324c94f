"""A transport that calls a WSGI application in the same process."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes, urlsplit

from porte_voix._transport import Request, Response

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

_PORTS = {"http": "80", "https": "443"}


class WsgiTransport:
    """Speaks to `app` without a network: a Flask application, or any other under WSGI.

    `remote_address` is the caller's address as the application sees it. What the application
    raises is raised here, not turned into a 500.
    """

    def __init__(self, app: WSGIApplication, *, remote_address: str = "127.0.0.1") -> None:
        self._app = app
        self._remote_address = remote_address

    def send(self, request: Request) -> Response:
        """Call the application once."""
        started = _Started()
        body = self._app(self._environ(request), started)
        chunks = _primed(body)
        return Response(
            started.status, started.headers, chunks, getattr(body, "close", lambda: None)
        )

    def close(self) -> None:
        """Nothing to close."""

    def _environ(self, request: Request) -> dict[str, Any]:
        url = urlsplit(request.url)
        body = request.body or b""
        environ = {
            "REQUEST_METHOD": request.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(url.path).decode("latin-1"),
            "QUERY_STRING": url.query,
            "SERVER_NAME": url.hostname or "",
            "SERVER_PORT": str(url.port or _PORTS[url.scheme]),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self._remote_address,
            "HTTP_HOST": url.netloc,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": url.scheme,
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        return {**environ, **_header_variables(request)}


class _Started:
    """What the application says before its body."""

    def __init__(self) -> None:
        self.status = 0
        self.headers: dict[str, str] = {}

    def __call__(
        self,
        status: str,
        headers: list[tuple[str, str]],
        exc_info: object = None,
    ) -> Callable[[bytes], object]:
        self.status = int(status.split(" ", 1)[0])
        self.headers = dict(headers)
        return self._refuse_write

    def _refuse_write(self, data: bytes) -> object:
        raise NotImplementedError("return the body; write() is not supported")


def _primed(body: Iterable[bytes]) -> Iterator[bytes]:
    """The body with its first chunk made: only then must the application have given a status."""
    chunks = iter(body)
    first = next(chunks, b"")

    def all_chunks() -> Iterator[bytes]:
        yield first
        yield from chunks

    return all_chunks()


def _header_variables(request: Request) -> dict[str, str]:
    variables = {}
    for name, value in request.headers.items():
        variable = name.upper().replace("-", "_")
        plain = variable in {"CONTENT_TYPE", "CONTENT_LENGTH"}
        variables[variable if plain else f"HTTP_{variable}"] = value
    return variables
