"""Which pages may ask: exact origins, no wildcard, no credentials."""

from __future__ import annotations

from typing import Any

import pytest

ALLOWED = "https://www.ville.example"
GOOD = {"satisfaction": "good"}


def test_allowed_origin_may_read_the_answer(town: Any) -> None:
    """The site's own page gets its exact origin back, and `Vary` keeps caches honest."""
    answer = town.submit(GOOD, origin=ALLOWED)
    assert answer.status_code == 201
    assert answer.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer.vary


@pytest.mark.parametrize(
    "origin",
    [
        "https://ville.example",
        "http://www.ville.example",
        "https://www.ville.example:8443",
        "https://www.ville.example.evil.example",
        "https://evil.example",
        "null",
        "",
    ],
)
def test_other_origin_is_refused(town: Any, origin: str) -> None:
    """A near miss is a miss: nothing is kept, and the page cannot read the answer."""
    answer = town.submit(GOOD, origin=origin)
    assert (answer.status_code, answer.get_json()["code"]) == (403, "origin_not_allowed")
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert town.responses() == []


def test_hosted_page_may_ask(town: Any) -> None:
    """The backend's own pages need not be on the list."""
    assert town.submit(GOOD, origin="http://backend.test").status_code == 201


def test_survey_is_given_to_allowed_pages_only(town: Any) -> None:
    """The definition follows the same rule as the submission."""
    path = f"/v1/s/satisfaction?site={town.site}"
    assert town.client.get(path, headers={"Origin": ALLOWED}).status_code == 200
    assert town.client.get(path, headers={"Origin": "https://evil.example"}).status_code == 403


def test_preflight_lets_the_widget_ask(town: Any) -> None:
    """A preflight names the method and the headers that the widget needs, for known origins."""
    answer = town.client.options("/v1/s/satisfaction/r", headers={"Origin": ALLOWED})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert "Idempotency-Key" in answer.headers["Access-Control-Allow-Headers"]


def test_preflight_of_a_stranger_is_silent(town: Any) -> None:
    """An unknown origin gets no permission."""
    answer = town.client.options("/v1/s/satisfaction/r", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/v1/s/satisfaction/r", "{", 400),
        ("/v1/s/satisfaction/r", '{"answers": {}}', 422),
        ("/v1/s/satisfaction/r", "x" * 300_000, 413),
        ("/v1/check", "{}", 422),
        ("/v1/documents/preview", "{}", 404),
    ],
)
def test_page_of_a_known_origin_may_read_any_problem(
    town: Any, path: str, body: str, status: int
) -> None:
    """A widget can tell a body that is too large from a network that is down.

    A page that no site lists cannot read even that (the control).
    """
    for origin, allowed in ((ALLOWED, ALLOWED), ("https://evil.example", None)):
        headers = {"Origin": origin, "Content-Type": "application/json"}
        answer = town.client.post(path, data=body, headers=headers)
        assert answer.status_code == status
        assert answer.headers.get("Access-Control-Allow-Origin") == allowed


def test_only_public_paths_answer_preflights(town: Any) -> None:
    """The staff's paths have no preflight, and a path that is none is not found."""
    for path, status in (("/v1/feed", 405), ("/v1/none", 404)):
        assert town.client.options(path, headers={"Origin": ALLOWED}).status_code == status
    assert town.client.get("/v1/none").status_code == 404


def test_new_origin_counts_at_once(town: Any) -> None:
    """An origin that the webmaster adds is allowed from the next request on."""
    with town.sdk() as sdk:
        sdk.sites.update(town.site, origins=[ALLOWED, "https://m.ville.example"])
    assert town.submit(GOOD, origin="https://m.ville.example").status_code == 201


@pytest.mark.parametrize(
    "origin",
    [
        "*",
        "ville.example",
        "https://ville.example/",
        "https://ville.example/x",
        "ftp://x.example",
        "https://[",
        "https://\uff0f",
        "https://préfecture.example",
        "https://*.ville.example",
        "https://ville example",
        "https://me@ville.example",
        "https://ville.example:443",
        "https://ville.example:x",
        "http://ville.example:99999",
    ],
)
def test_origin_is_written_as_browsers_do(town: Any, origin: str) -> None:
    """Whatever a browser would never send is refused with a pointer, and nothing changes."""
    answer = town.staff("PATCH", f"/v1/sites/{town.site}", json={"origins": [ALLOWED, origin]})
    assert answer.status_code == 422
    assert answer.get_json()["errors"][0]["pointer"] == "/origins/1"
    assert town.submit(GOOD).status_code == 201


@pytest.mark.parametrize(
    "origin",
    [
        "https://xn--prfecture-d4a.example",
        "http://127.0.0.1:8601",
        "http://localhost",
        "http://[::1]",
    ],
)
def test_origin_of_a_browser_is_taken(town: Any, origin: str) -> None:
    """What browsers do send is accepted: punycode, ports, addresses (control)."""
    answer = town.staff("PATCH", f"/v1/sites/{town.site}", json={"origins": [origin]})
    assert answer.status_code == 200
    assert town.submit(GOOD, origin=origin).status_code == 201
