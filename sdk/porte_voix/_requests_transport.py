"""The transport of everyday use: `requests`, with its proxies and authorities."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests

from porte_voix._errors import Timeout, TransportError
from porte_voix._transport import Request, Response

_CHUNK_BYTES = 16 * 1024


def _keep_headers(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    """Stand in for an auth: without one, requests would put a ~/.netrc password over the token."""
    return prepared


class RequestsTransport:
    """HTTP by `requests`; proxies and private authorities come from the environment.

    `HTTPS_PROXY`, `NO_PROXY`, `REQUESTS_CA_BUNDLE` and `CURL_CA_BUNDLE` are read by requests
    itself. Redirects are not followed, so that a token never travels to another place.
    Every thread has a session of its own; `close()` closes them all.
    """

    def __init__(self) -> None:
        self._local = threading.local()
        self._sessions: list[requests.Session] = []

    def send(self, request: Request) -> Response:
        """Send it; Timeout or TransportError when no answer came."""
        try:
            answer = self._session().request(
                request.method,
                request.url,
                headers=dict(request.headers),
                data=request.body,
                timeout=request.timeout_seconds,
                allow_redirects=False,
                stream=True,
                auth=_keep_headers,
            )
        except requests.RequestException as error:
            raise _translated(error, request) from None
        return Response(
            answer.status_code, dict(answer.headers), _chunks(answer, request), answer.close
        )

    def close(self) -> None:
        """Close the connections of every thread."""
        for session in self._sessions:
            session.close()

    def _session(self) -> requests.Session:
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            self._sessions.append(session)
        return session


def _chunks(answer: requests.Response, request: Request) -> Iterator[bytes]:
    try:
        yield from answer.iter_content(_CHUNK_BYTES)
    except requests.RequestException:
        host = urlsplit(request.url).netloc
        raise TransportError(f"The answer of {host} was cut short.") from None


def _translated(error: requests.RequestException, request: Request) -> TransportError:
    """One sentence without the request: the exception of requests holds the token's header."""
    host = urlsplit(request.url).netloc
    if isinstance(error, requests.Timeout):
        return Timeout(f"{host} did not answer within {request.timeout_seconds:g} seconds.")
    if isinstance(error, requests.exceptions.SSLError):
        return TransportError(
            f"The certificate of {host} could not be verified; for a private authority, "
            "set REQUESTS_CA_BUNDLE to the file of its certificates.",
            is_temporary=False,
        )
    if isinstance(error, requests.exceptions.ProxyError):
        return TransportError(f"The proxy on the way to {host} could not be used.")
    if isinstance(error, requests.ConnectionError):
        return TransportError(f"{host} could not be reached; check the address and the network.")
    return TransportError(
        f"The request to {host} could not be sent ({type(error).__name__}).", is_temporary=False
    )
