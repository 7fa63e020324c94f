"""Bodies that are hostile or damaged, on the routes of the back office as on the public ones."""

from __future__ import annotations

from typing import Any

import pytest

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
