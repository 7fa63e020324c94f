"""One call to the service: build, send, retry, translate; what every group of the client uses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from porte_voix._errors import PorteVoixError
from porte_voix._problems import error_from, unexpected
from porte_voix._retry import Retry
from porte_voix._transport import Request, Response, Transport
from porte_voix._version import __version__

T = TypeVar("T")

JSON = "application/json"
NDJSON = "application/x-ndjson"
_TOKEN = re.compile(r"[\x21-\x7e]+")


def checked_base_url(base_url: str) -> str:
    """The address without its last slash; ValueError when it cannot be one of a service."""
    parts = urlsplit(base_url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("the address must be a whole one, such as https://voice.example.org")
    if "@" in parts.netloc:
        raise ValueError("the address must not hold a password; give the token apart")
    if parts.query or parts.fragment:
        raise ValueError("the address must end with its path: no query, no fragment")
    return base_url.strip().rstrip("/")


def segment(text: str) -> str:
    """One path segment, escaped; ValueError for what would climb out of its place."""
    if text in {"", ".", ".."}:
        raise ValueError("a key must not be empty, nor made of dots alone")
    return quote(text, safe="")


class Caller:
    """Knows where the service is and how to speak to it; never shows its token."""

    def __init__(
        self,
        base_url: str,
        token: str | None,
        *,
        timeout_seconds: float,
        transport: Transport,
        retry: Retry,
    ) -> None:
        self.base_url = checked_base_url(base_url)
        self.retry = retry
        self.transport = transport
        self._timeout_seconds = timeout_seconds
        self._headers = {"User-Agent": f"porte-voix/{__version__}", "Accept": JSON}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {_checked_token(token)}"

    def json(
        self,
        method: str,
        path: str,
        payload: object = None,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """Call with an optional JSON body; the JSON that came back, None for an empty answer."""
        body = None if payload is None else json.dumps(payload, ensure_ascii=False).encode()
        extra = dict(headers or {})
        if body is not None:
            extra["Content-Type"] = JSON
        return self.fetch(self.request(method, path, query, extra, body), read_json)

    def request(
        self,
        method: str,
        path: str,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> Request:
        """A request of this client; None values of `query` are left out."""
        given = {name: value for name, value in (query or {}).items() if value is not None}
        url = f"{self.base_url}{path}" + (f"?{urlencode(given)}" if given else "")
        return Request(
            method, url, {**self._headers, **(headers or {})}, body, self._timeout_seconds
        )

    def fetch(self, request: Request, finish: Callable[[Request, Response], T]) -> T:
        """Send, as often as it is safe and of use; `finish` reads the answer that succeeded."""
        made = 1
        while True:
            try:
                return self._attempt(request, finish)
            except PorteVoixError as error:
                pause = self.retry.pause_seconds(request, error, made)
                if pause is None:
                    raise
            self.retry.sleep(pause)
            made += 1

    def _attempt(self, request: Request, finish: Callable[[Request, Response], T]) -> T:
        response = self.transport.send(request)
        try:
            if response.status >= 300:
                raise error_from(request, response)
            return finish(request, response)
        except BaseException:
            response.close()
            raise


def opened(media_type: str) -> Callable[[Request, Response], Response]:
    """A way to finish that hands the open answer on, once it is of the right type."""

    def check(request: Request, response: Response) -> Response:
        if response.media_type != media_type:
            raise unexpected(request, response)
        return response

    return check


def read_json(request: Request, response: Response) -> Any:
    """A way to finish that reads the whole answer as JSON; None when it is empty."""
    with response:
        body = response.read()
        if not body:
            return None
        try:
            if response.media_type == JSON:
                return json.loads(body)
        except ValueError:
            pass
        raise unexpected(request, response)


def _checked_token(token: str) -> str:
    """The token; ValueError, which does not show it, when it cannot travel in a header."""
    if not _TOKEN.fullmatch(token.strip()):
        raise ValueError("the token must be printable ASCII without spaces; paste it again, whole")
    return token.strip()
