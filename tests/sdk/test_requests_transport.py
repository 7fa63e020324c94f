"""The transport of everyday use, against a real server on this machine."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
import requests

from porte_voix import Client, Request, RequestsTransport, Timeout, TransportError
from porte_voix._requests_transport import _translated

TOKEN = "pv_secret-of-the-test"


def write(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    """Write a whole answer."""
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def ville(handler: BaseHTTPRequestHandler) -> None:
    """Answer with an organisation."""
    write(handler, 200, b'{"key": "ville", "name": "Ville"}', Content_Type="application/json")


def test_a_call_goes_over_the_network(server: Any) -> None:
    """A request arrives with its method, path, headers and body."""
    server.answer = ville
    with Client(server.url, TOKEN) as client:
        assert client.organisations.create("ville", "Ville").name == "Ville"
    ((method, path, headers, body),) = server.seen
    assert (method, path) == ("POST", "/v1/organisations")
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert body == b'{"key": "ville", "name": "Ville"}'


def test_a_netrc_does_not_replace_the_token(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password for the host in ~/.netrc is not sent in place of the token."""
    server.answer = ville
    _netrc(tmp_path, monkeypatch)
    with Client(server.url, TOKEN) as client:
        client.organisations.get("ville")
    assert server.seen[0][2]["Authorization"] == f"Bearer {TOKEN}"


def test_a_bare_session_would_use_the_netrc(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: requests alone puts the password of ~/.netrc over the token."""
    server.answer = ville
    _netrc(tmp_path, monkeypatch)
    requests.get(server.url, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=5).close()
    assert server.seen[0][2]["Authorization"].startswith("Basic ")


def _netrc(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "netrc"
    file.write_text("machine 127.0.0.1 login me password other\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(file))


def test_redirects_are_left_alone(server: Any) -> None:
    """An answer that points elsewhere is returned as it is."""
    server.answer = lambda handler: write(handler, 302, b"", Location="/elsewhere")
    response = RequestsTransport().send(Request("GET", server.url))
    response.read()
    assert (response.status, len(server.seen)) == (302, 1)


def test_proxies_come_from_the_environment(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request to another host goes through the proxy that the environment names."""
    server.answer = ville
    monkeypatch.setenv("http_proxy", server.url)
    with Client("http://voice.example.org", TOKEN) as client:
        assert client.organisations.get("ville").key == "ville"
    assert server.seen[0][1] == "http://voice.example.org/v1/organisations/ville"


def test_a_silent_server_is_a_timeout(server: Any) -> None:
    """A server that does not answer in time gives a Timeout that says how long that was."""
    enough = threading.Event()
    server.answer = lambda handler: enough.wait(5)
    request = Request("GET", server.url, timeout_seconds=0.05)
    with pytest.raises(Timeout, match=r"did not answer within 0\.05 seconds"):
        RequestsTransport().send(request)
    enough.set()


def test_a_closed_door_is_a_transport_error() -> None:
    """A port where nobody listens gives one sentence that names the host, not the token."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    request = Request("GET", f"http://127.0.0.1:{port}", {"Authorization": f"Bearer {TOKEN}"})
    with pytest.raises(TransportError, match=f"127.0.0.1:{port} could not be reached") as caught:
        RequestsTransport().send(request)
    assert caught.value.is_temporary
    assert caught.value.__cause__ is None


def test_a_body_that_breaks_off_is_a_transport_error(server: Any) -> None:
    """An answer shorter than it said is an error while it is read."""

    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"half")
        handler.close_connection = True

    server.answer = broken
    response = RequestsTransport().send(Request("GET", server.url))
    with pytest.raises(TransportError, match="cut short"):
        response.read()


def test_an_answer_that_stalls_is_cut_short(server: Any) -> None:
    """An answer whose next piece does not come in time counts as cut short."""
    enough = threading.Event()

    def stalled(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        enough.wait(5)
        handler.close_connection = True

    server.answer = stalled
    response = RequestsTransport().send(Request("GET", server.url, timeout_seconds=0.05))
    with pytest.raises(TransportError, match="cut short"):
        response.read()
    enough.set()


@pytest.mark.parametrize(
    ("error", "sentence", "is_temporary"),
    [
        (requests.exceptions.SSLError(), "REQUESTS_CA_BUNDLE", False),
        (requests.exceptions.ProxyError(), "The proxy on the way", True),
        (requests.exceptions.InvalidURL(), "could not be sent", False),
    ],
)
def test_each_failure_has_its_sentence(
    error: requests.RequestException, sentence: str, is_temporary: bool
) -> None:
    """Each kind of failure says what to look at, and whether to try again."""
    translated = _translated(error, Request("GET", "https://voice.example.org/v1/sites"))
    assert sentence in str(translated)
    assert "voice.example.org" in str(translated)
    assert translated.is_temporary is is_temporary


def test_each_thread_has_its_connections(server: Any) -> None:
    """Two threads share a transport without sharing a session, and closing it closes both."""
    server.answer = ville
    transport = RequestsTransport()

    def call() -> None:
        transport.send(Request("GET", server.url)).read()

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    call()
    call()
    assert len(transport._sessions) == 2
    transport.close()


def test_a_slow_reader_does_not_hold_the_page_in_memory(server: Any) -> None:
    """The first line of a page can be used while the server still writes the others."""
    more = threading.Event()

    def slow(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"4\r\none\n\r\n")
        more.wait(5)
        handler.wfile.write(b"4\r\ntwo\n\r\n0\r\n\r\n")

    server.answer = slow
    lines = RequestsTransport().send(Request("GET", server.url)).lines()
    start = time.monotonic()
    assert next(lines) == b"one"
    more.set()
    assert list(lines) == [b"two"]
    assert time.monotonic() - start < 4
