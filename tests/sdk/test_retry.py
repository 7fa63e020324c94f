"""What is sent again, after how long, and what never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porte_voix import (
    Client,
    Conflict,
    PorteVoixError,
    Request,
    Response,
    Retry,
    ServerError,
    Timeout,
    TooManyRequests,
    TransportError,
)
from porte_voix.testing import Answer, FakeTransport, json_answer, problem_answer

VILLE = json_answer({"key": "ville", "name": "Ville"})
BUSY = problem_answer("unavailable", 503)
DOWN = TransportError("No road.")
PROXY = Answer(502, {"Content-Type": "text/html"}, b"<h1>Bad gateway</h1>")


@pytest.mark.parametrize(
    "failure", [BUSY, DOWN, PROXY, Timeout("Too long."), problem_answer("too_many_requests", 429)]
)
def test_a_passing_failure_is_tried_again(
    sdk: Client, fake: FakeTransport, slept: list[float], failure: Answer | Exception
) -> None:
    """A GET that met a passing failure is sent again, after a pause."""
    fake.queue(failure, VILLE)
    assert sdk.organisations.get("ville").name == "Ville"
    assert slept == [0.5]


def test_pauses_double(sdk: Client, fake: FakeTransport, slept: list[float]) -> None:
    """Each pause is twice the one before, and the fourth failure is raised."""
    fake.route("GET", "/v1/organisations/ville", BUSY)
    with pytest.raises(ServerError):
        sdk.organisations.get("ville")
    assert slept == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(
    "failure",
    [
        problem_answer("internal", 500),
        problem_answer("not_found", 404),
        Answer(404, {"Content-Type": "text/html"}, b"<h1>Not here</h1>"),
        TransportError("Bad certificate.", is_temporary=False),
    ],
)
def test_a_lasting_failure_is_raised_at_once(
    sdk: Client, fake: FakeTransport, slept: list[float], failure: Answer | Exception
) -> None:
    """What will not be better in a moment is not sent again."""
    fake.queue(failure)
    with pytest.raises(PorteVoixError):
        sdk.organisations.get("ville")
    assert slept == []


def test_a_post_is_sent_once(sdk: Client, fake: FakeTransport) -> None:
    """A POST without an idempotency key is never repeated: it may have been done."""
    fake.queue(DOWN, VILLE)
    with pytest.raises(TransportError):
        sdk.organisations.create("ville", "Ville")
    assert len(fake.requests) == 1


@pytest.mark.parametrize("method", ["PATCH", "POST"])
def test_what_is_not_safe_twice_is_known(method: str) -> None:
    """A method that does more when it is sent twice needs an idempotency key to be repeatable."""
    assert not Request(method, "https://voice.example.org").is_repeatable
    keyed = Request(method, "https://voice.example.org", {"idempotency-key": "a"})
    assert keyed.is_repeatable


def test_a_careless_retry_would_be_noticed(sdk: Client, fake: FakeTransport) -> None:
    """Control: were every request held for repeatable, the POST would go out twice."""

    class Careless(Retry):
        def pause_seconds(self, request: Request, error: PorteVoixError, made: int) -> float | None:
            return super().pause_seconds(Request("GET", request.url), error, made)

    careless = Careless(sleep=lambda _: None)
    fake.queue(DOWN, VILLE)
    Client(sdk.base_url, transport=fake, retry=careless).organisations.create("ville", "Ville")
    assert len(fake.requests) == 2


def test_the_service_decides_on_the_pause(
    sdk: Client, fake: FakeTransport, slept: list[float]
) -> None:
    """A Retry-After is waited for, with a little more so that clients do not come together."""
    fake.queue(problem_answer("too_many_requests", 429, retry_after_seconds=7), VILLE)
    sdk.organisations.get("ville")
    assert slept == [7.5]


def test_a_long_pause_is_left_to_the_caller(
    sdk: Client, fake: FakeTransport, slept: list[float]
) -> None:
    """A Retry-After of an hour is not slept through: the error says how long it is."""
    fake.queue(problem_answer("too_many_requests", 429, retry_after_seconds=3600))
    with pytest.raises(TooManyRequests) as caught:
        sdk.organisations.get("ville")
    assert (slept, caught.value.retry_after_seconds) == ([], 3600)


@pytest.mark.parametrize(
    ("retry_after", "date", "seconds"),
    [
        ("12", None, 12.0),
        ("Sun, 22 Nov 2026 10:00:30 GMT", "Sun, 22 Nov 2026 10:00:00 GMT", 30.0),
        ("Sun, 22 Nov 2026 09:00:00 GMT", "Sun, 22 Nov 2026 10:00:00 GMT", 0.0),
        ("Sun, 22 Nov 2026 10:00:30 GMT", None, None),
        ("Sun, 22 Nov 2026 10:00:30", "Sun, 22 Nov 2026 10:00:00 GMT", None),
        ("soon", "Sun, 22 Nov 2026 10:00:00 GMT", None),
        ("-3", None, None),
        ("²", None, None),
    ],
)
def test_both_forms_of_retry_after_are_read(
    fake: FakeTransport, retry_after: str, date: str | None, seconds: float | None
) -> None:
    """Seconds and dates are understood, the latter by the server's own clock; else it is unsaid."""
    headers = {"Content-Type": "text/html", "Retry-After": retry_after}
    fake.queue(Answer(503, headers | ({"Date": date} if date else {}), b""))
    client = Client("https://voice.example.org", transport=fake, retry=Retry(attempts=1))
    with pytest.raises(PorteVoixError) as caught:
        client.organisations.get("ville")
    assert caught.value.retry_after_seconds == seconds


def test_a_body_that_breaks_off_is_asked_for_again(sdk: Client, fake: FakeTransport) -> None:
    """A JSON answer that is cut on its way is asked for again."""
    fake.queue(Answer(200, {"Content-Type": "application/json"}, [b'{"key"', DOWN]), VILLE)
    assert sdk.organisations.get("ville").key == "ville"


def test_a_failed_answer_is_closed(sdk: Client, fake: FakeTransport) -> None:
    """The connection of a refusal is given back, read to its end or not."""
    closed: list[bool] = []

    class Noting(FakeTransport):
        def send(self, request: Request) -> Response:
            response = super().send(request)
            return Response(
                response.status, response.headers, response.chunks, lambda: closed.append(True)
            )

    noting = Noting()
    noting.queue(problem_answer("conflict", 409))
    with pytest.raises(Conflict):
        Client("https://voice.example.org", transport=noting).organisations.create("a", "A")
    assert closed == [True]


@given(
    made=st.integers(1, 60),
    jitter=st.floats(0, 1, exclude_max=True),
    longest=st.floats(0.1, 600),
)
def test_a_pause_is_bounded(made: int, jitter: float, longest: float) -> None:
    """However many attempts were made, a pause is at least nothing and at most the longest."""
    retry = Retry(attempts=100, longest_seconds=longest, jitter=lambda: jitter)
    pause = retry.pause_seconds(Request("GET", "https://voice.example.org"), DOWN, made)
    assert pause is not None
    assert 0 <= pause <= longest
