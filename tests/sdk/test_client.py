"""What a client sends, and what it never shows."""

from __future__ import annotations

import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porte_voix import Client, NotFound, RequestsTransport, __version__
from porte_voix._caller import segment
from porte_voix.testing import FakeTransport, json_answer, problem_answer

TOKEN = "pv_secret-of-the-test"
VILLE = {"key": "ville", "name": "Ville", "parent": None}


def test_requests_carry_the_token(sdk: Client, fake: FakeTransport) -> None:
    """Every request holds the token as a bearer, and names the version of the SDK."""
    fake.route("GET", "/v1/organisations/ville", json_answer(VILLE))
    sdk.organisations.get("ville")
    (request,) = fake.requests
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert request.headers["User-Agent"] == f"porte-voix/{__version__}"
    assert request.timeout_seconds == 30


def test_a_client_without_token_sends_none(fake: FakeTransport) -> None:
    """A client made without a token sends no Authorization."""
    fake.route("GET", "/v1/organisations/ville", json_answer(VILLE))
    Client("https://voice.example.org", transport=fake).organisations.get("ville")
    assert "Authorization" not in fake.requests[0].headers


def test_the_token_is_never_shown(sdk: Client, fake: FakeTransport) -> None:
    """Neither the client, nor its requests, nor a traceback shows the token."""
    fake.route("GET", "/v1/organisations/ville", problem_answer("not_found", 404))
    with pytest.raises(NotFound) as caught:
        sdk.organisations.get("ville")
    shown = "".join(traceback.format_exception(caught.value))
    assert repr(sdk) == "Client('https://voice.example.org')"
    assert TOKEN not in repr(sdk) + repr(fake.requests) + repr(caught.value) + shown


@pytest.mark.parametrize("token", ["", "pv_a\nb", "pv a", "clé"])
def test_a_broken_token_is_refused_without_showing_it(token: str) -> None:
    """A token that cannot travel in a header is refused by a sentence that does not hold it."""
    with pytest.raises(ValueError, match="paste it again") as caught:
        Client("https://voice.example.org", token)
    assert not token or token not in str(caught.value)


def test_spaces_around_a_token_are_forgiven(fake: FakeTransport) -> None:
    """A token that was pasted with the end of its line works."""
    fake.route("GET", "/v1/organisations/ville", json_answer(VILLE))
    Client("https://voice.example.org", "pv_a\n", transport=fake).organisations.get("ville")
    assert fake.requests[0].headers["Authorization"] == "Bearer pv_a"


@pytest.mark.parametrize(
    "address",
    [
        "voice.example.org",
        "ftp://voice.example.org",
        "https://",
        "https://me:password@voice.example.org",
        "https://voice.example.org/?a=b",
        "https://voice.example.org/#top",
    ],
)
def test_an_address_that_cannot_be_right_is_refused(address: str) -> None:
    """The address of a service is http or https, without password, query or fragment."""
    with pytest.raises(ValueError, match="the address must"):
        Client(address)


def test_a_service_may_live_below_a_path(fake: FakeTransport) -> None:
    """The path of the address comes before those of the calls, with one slash between."""
    fake.route("GET", "/voice/v1/organisations/ville", json_answer(VILLE))
    client = Client(" https://www.example.org/voice/ ", transport=fake)
    assert client.organisations.get("ville").name == "Ville"
    assert client.base_url == "https://www.example.org/voice"


def test_leaving_the_client_closes_its_connections(fake: FakeTransport) -> None:
    """A client used in a `with` lets its connections go at the end."""
    with Client("https://voice.example.org", transport=fake):
        assert not fake.is_closed
    assert fake.is_closed


def test_requests_carries_by_default() -> None:
    """A client made without a transport uses requests."""
    with Client("https://voice.example.org") as client:
        assert isinstance(client._caller.transport, RequestsTransport)


@given(st.text(min_size=1).filter(lambda text: text not in {".", ".."}))
def test_a_key_never_leaves_its_place(key: str) -> None:
    """Whatever a key holds, it is one segment of the path."""
    try:
        escaped = segment(key)
    except UnicodeEncodeError:
        return
    assert not set(escaped) & set("/?#\\ \r\n")
    assert escaped not in {".", ".."}


@pytest.mark.parametrize("key", ["", ".", ".."])
def test_a_key_that_would_climb_is_refused(sdk: Client, key: str) -> None:
    """An empty key, or one of dots, is refused before anything is sent."""
    with pytest.raises(ValueError, match="a key must not be empty"):
        sdk.surveys.publish(key)
