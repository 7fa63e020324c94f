"""Bodies that are hostile or damaged, on the routes of the back office as on the public ones."""

from __future__ import annotations

from typing import Any

import pytest

from porte_voix import __version__

ORGANISATIONS = "/v1/organisations"


def send(town: Any, body: bytes | str, path: str = ORGANISATIONS) -> Any:
    """Post a body as JSON, with every scope."""
    return town.staff("POST", path, data=body, content_type="application/json")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"key": NaN}',
        b'{"key": 1e999}',
        b"[" * 100_000,
        b"[" * 120 + b"]" * 120,
    ],
)
def test_body_that_is_not_strict_json_is_refused(town: Any, body: bytes) -> None:
    """Staff routes refuse what is not strict JSON, or is nested beyond reason, as the way in does.

    A number beyond any float would come out of the feed as `Infinity`, which is not JSON.
    """
    for path in (ORGANISATIONS, "/v1/s/satisfaction/r"):
        answer = send(town, body, path)
        assert (answer.status_code, answer.get_json()["code"]) == (400, "malformed_json")


def test_nested_and_finite_json_is_read(town: Any) -> None:
    """Numbers within bounds and some nesting are told apart by the schema alone (control)."""
    answer = send(town, b'{"key": 1e99, "name": ' + b"[" * 50 + b"]" * 50 + b"}")
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


def test_pointer_is_a_json_pointer(town: Any) -> None:
    """A name that holds / ~ or half a character is pointed at as RFC 6901 writes it, in UTF-8."""
    answer = send(town, '{"a/b~": 1, "\\ud800": 1, "json": 1}')
    pointers = {error["pointer"] for error in answer.get_json()["errors"]}
    assert {"/a~1b~0", "/?", "/json"} <= pointers


def test_errors_of_one_body_are_bounded(town: Any) -> None:
    """A body full of unknown names buys at most a hundred errors, each with a short pointer."""
    names = [f'"{"n" * 1000}{number}": 1' for number in range(150)]
    answer = send(town, "{" + ",".join(names) + "}")
    errors = answer.get_json()["errors"]
    assert len(errors) == 100
    assert len(answer.data) < 30_000


@pytest.mark.parametrize("version", [10**30, -(10**30), 2**63])
def test_version_beyond_any_number_is_refused(town: Any, version: int) -> None:
    """A version that no database could hold is one that never was."""
    answer = town.submit({"satisfaction": "good"}, version=version)
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/version")
    path = f"/v1/surveys/satisfaction/versions/{abs(version)}"
    assert town.staff("GET", path).status_code == 404
    assert town.submit({"satisfaction": "good"}, version=1).status_code == 201


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_moment_outside_of_the_calendar_is_refused(town: Any, moment: str) -> None:
    """A time that does not exist in UTC is refused with its pointer, and nothing is kept."""
    paper = {"answers": {"satisfaction": "good"}, "channel": "paper", "submitted_at": moment}
    answer = town.staff("POST", "/v1/surveys/satisfaction/responses", json=paper)
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/submitted_at")
    token = {"name": "t", "organisation": "ville", "scopes": ["feed:read"], "expires_at": moment}
    answer = town.staff("POST", "/v1/tokens", json=token)
    assert (answer.status_code, answer.get_json()["errors"][0]["pointer"]) == (422, "/expires_at")
    assert town.responses() == []


@pytest.mark.parametrize("name", ["x" * 300, "none.js", "%00", "..%2Fx"])
def test_asset_that_cannot_be_is_not_found(town: Any, name: str) -> None:
    """A name that no file could bear is not found, like one that no file bears."""
    for path in (f"/w/{name}", f"/w/{__version__}/{name}"):
        assert town.client.get(path).status_code == 404
    with town.client.get(f"/w/{__version__}/porte-voix.js") as answer:
        assert answer.status_code == 200


def test_unknown_scope_is_pointed_at_where_it_stands(town: Any) -> None:
    """The pointer counts in the list that was sent, and the scopes that exist are listed."""
    token = {"name": "t", "organisation": "ville", "expires_at": "2026-12-01T00:00:00Z"}
    answer = town.staff("POST", "/v1/tokens", json=token | {"scopes": ["feed:read", "all"]})
    (error,) = answer.get_json()["errors"]
    assert error["pointer"] == "/scopes/1"
    assert "responses:read" in error["message"]
