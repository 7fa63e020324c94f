"""What users' own tests are given."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from porte_voix import Client, Request, Timeout
from porte_voix.testing import (
    Answer,
    FakeTransport,
    WsgiTransport,
    feed_answer,
    json_answer,
    problem_answer,
    sample_change,
    sample_erasure,
    sample_response,
)

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication

GET = Request("GET", "https://voice.example.org/v1/sites?after=a")


def test_a_route_answers_in_order() -> None:
    """The answers of a route serve one after the other, the last of them for ever."""
    fake = FakeTransport()
    fake.route("GET", "/v1/sites", json_answer(1), json_answer(2))
    assert [fake.send(GET).json() for _ in range(3)] == [1, 2, 2]


def test_the_queue_comes_before_the_routes() -> None:
    """A queued answer serves once, whatever was asked, before any route does."""
    fake = FakeTransport()
    fake.route("GET", "/v1/sites", json_answer("route"))
    fake.queue(json_answer("queue"))
    assert [fake.send(GET).json() for _ in range(2)] == ["queue", "route"]


def test_an_answer_may_be_made_from_the_request() -> None:
    """A route may be a function, which sees the request."""
    fake = FakeTransport()
    fake.route("GET", "/v1/sites", lambda request: json_answer(request.url))
    assert fake.send(GET).json() == GET.url


def test_an_answer_may_be_an_error() -> None:
    """A network that fails is an exception in the queue."""
    fake = FakeTransport()
    fake.queue(Timeout("Too long."))
    with pytest.raises(Timeout):
        fake.send(GET)


def test_an_unknown_route_fails_the_test() -> None:
    """A request that nobody foresaw is an AssertionError, which names the known routes."""
    fake = FakeTransport()
    with pytest.raises(AssertionError, match=r"GET /v1/sites; routes: none"):
        fake.send(GET)
    fake.route("POST", "/v1/sites", json_answer(1))
    with pytest.raises(AssertionError, match=r"routes: POST /v1/sites"):
        fake.send(GET)


def test_a_route_without_answers_is_refused() -> None:
    """A route must have an answer to give."""
    with pytest.raises(ValueError, match="one answer or more"):
        FakeTransport().route("GET", "/v1/sites")


def test_requests_are_remembered_without_their_secrets() -> None:
    """A fake transport keeps the requests, whose repr can be shown in a failing test."""
    fake = FakeTransport()
    fake.queue(json_answer(1))
    fake.send(Request("GET", GET.url, {"Authorization": "Bearer pv_secret"}))
    assert repr(fake.requests) == f"[Request(GET {GET.url})]"


def test_samples_can_be_varied() -> None:
    """Each sample takes fields that replace its own."""
    assert sample_response(language="en").language == "en"
    assert sample_change("c7", id="a", kind="nps").response == sample_response(id="a", kind="nps")
    assert sample_erasure("c8", id="a").id == "a"


def test_a_problem_may_ask_for_a_pause() -> None:
    """A canned problem says what the service would, its pause among it."""
    answer = problem_answer("too_many_requests", 429, retry_after_seconds=3)
    assert answer.response().header("Retry-After") == "3"


def test_a_page_of_the_feed_may_end_further_on() -> None:
    """A canned page ends at its last change, or where it is told to."""
    assert feed_answer([sample_change("c1")]).headers["Porte-Voix-Cursor"] == "c1"
    assert feed_answer([], cursor="c9", more=True).headers["Porte-Voix-More"] == "true"


def app_of(*chunks: bytes, closed: list[bool] | None = None) -> WSGIApplication:
    """Give an application that answers with chunks, and notes what it was asked."""

    class Body:
        def __iter__(self) -> Iterator[bytes]:
            return iter(chunks)

        def close(self) -> None:
            if closed is not None:
                closed.append(True)

    def app(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        seen.update(environ)
        seen["body"] = environ["wsgi.input"].read()
        start("201 Created", [("Content-Type", "application/json")])
        return Body()

    seen.clear()
    return app


seen: dict[str, Any] = {}


def test_an_application_is_called_without_network() -> None:
    """A WSGI application sees a request as a server would hand it over."""
    transport = WsgiTransport(app_of(b"[1", b"]"), remote_address="192.0.2.7")
    url = "https://voice.example.org:8443/v1/%C3%A9t%C3%A9/a%2Fb?after=c%201"
    headers = {"Content-Type": "application/json", "Idempotency-Key": "k"}
    response = transport.send(Request("POST", url, headers, b"{}"))
    assert (response.status, response.json()) == (201, [1])
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/v1/été/a/b"
    assert seen["QUERY_STRING"] == "after=c%201"
    assert (seen["SERVER_NAME"], seen["SERVER_PORT"]) == ("voice.example.org", "8443")
    assert (seen["wsgi.url_scheme"], seen["REMOTE_ADDR"]) == ("https", "192.0.2.7")
    assert (seen["CONTENT_TYPE"], seen["CONTENT_LENGTH"]) == ("application/json", "2")
    assert (seen["HTTP_IDEMPOTENCY_KEY"], seen["body"]) == ("k", b"{}")
    transport.close()


def test_the_application_is_closed_with_the_answer() -> None:
    """What an application opened for its answer is closed with it."""
    closed: list[bool] = []
    with WsgiTransport(app_of(b"[]", closed=closed)).send(GET) as response:
        assert (response.json(), closed) == ([], [])
    assert closed == [True]


def test_an_empty_body_is_an_answer() -> None:
    """An application that yields nothing has an empty body."""
    assert WsgiTransport(app_of()).send(GET).read() == b""


def test_an_application_may_start_late() -> None:
    """An application that is a generator gives its status when its body begins."""

    def app(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        start("204 No Content", [])
        yield b""

    assert WsgiTransport(app).send(GET).status == 204


def test_writing_without_returning_is_refused() -> None:
    """The old `write` of WSGI is not supported, which is said."""

    def app(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        start("200 OK", [])(b"old")
        return []

    with pytest.raises(NotImplementedError, match="return the body"):
        WsgiTransport(app).send(GET)


def test_what_the_application_raises_is_raised() -> None:
    """A bug of the application is seen in the test as it is, not as a 500."""

    def app(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Client("https://voice.example.org", transport=WsgiTransport(app)).sites.create(
            "a", organisation="b", origins=[]
        )


def test_a_body_may_break_off() -> None:
    """A canned body may hold an exception, which is raised where it stands."""
    broken: Callable[[], object] = (
        Answer(200, {}, [b"a", io.UnsupportedOperation()]).response().read
    )
    with pytest.raises(io.UnsupportedOperation):
        broken()
