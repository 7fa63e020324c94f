"""What staff may do with a token, and a refusal beside each success."""

from __future__ import annotations

from typing import Any

import pytest

from porte_voix import Forbidden, Unauthenticated

CALLS: list[tuple[str, str, str, dict[str, Any] | None]] = [
    ("organisations:read", "GET", "/v1/organisations", None),
    ("organisations:read", "GET", "/v1/organisations/ville", None),
    (
        "organisations:write",
        "POST",
        "/v1/organisations",
        {"key": "new", "name": "New", "parent": "ville"},
    ),
    ("organisations:read", "GET", "/v1/services", None),
    (
        "organisations:write",
        "POST",
        "/v1/services",
        {"key": "new", "name": "New", "organisation": "ville"},
    ),
    ("organisations:read", "GET", "/v1/contact-points", None),
    (
        "organisations:write",
        "POST",
        "/v1/contact-points",
        {"key": "new", "name": "New", "service": "actes"},
    ),
    ("sites:read", "GET", "/v1/sites", None),
    ("sites:write", "POST", "/v1/sites", {"name": "New", "organisation": "ville", "origins": []}),
    ("sites:write", "PATCH", "/v1/sites/{site}", {"name": "New"}),
    ("tokens:write", "GET", "/v1/tokens", None),
    (
        "tokens:write",
        "POST",
        "/v1/tokens",
        {
            "name": "n",
            "organisation": "ville",
            "scopes": ["tokens:write"],
            "expires_at": "2027-01-01T00:00:00Z",
        },
    ),
    ("tokens:write", "DELETE", "/v1/tokens/{token_id}", None),
    ("surveys:read", "GET", "/v1/templates", None),
    ("surveys:read", "GET", "/v1/surveys", None),
    ("surveys:read", "GET", "/v1/surveys/satisfaction", None),
    ("surveys:read", "GET", "/v1/surveys/satisfaction/versions/1", None),
    (
        "surveys:write",
        "POST",
        "/v1/surveys",
        {"key": "new", "organisation": "ville", "template": "nps"},
    ),
    ("surveys:write", "PUT", "/v1/surveys/satisfaction/draft", {"definition": "satisfaction"}),
    ("surveys:write", "POST", "/v1/surveys/satisfaction/publish", None),
    ("surveys:write", "POST", "/v1/surveys/satisfaction/close", None),
    ("responses:read", "GET", "/v1/responses", None),
    ("responses:read", "GET", "/v1/responses/{response}", None),
    ("responses:write", "DELETE", "/v1/responses/{response}", None),
    ("responses:write", "POST", "/v1/responses/{held}/review", {"decision": "accept"}),
    (
        "responses:write",
        "POST",
        "/v1/surveys/satisfaction/responses",
        {"answers": {"satisfaction": "good"}, "channel": "paper"},
    ),
    ("feed:read", "GET", "/v1/feed", None),
]
"""Every staff route that a fresh town can call with success: scope, method, path, body."""


@pytest.fixture
def prepared(town: Any) -> dict[str, str]:
    """Give the ids that the paths of `CALLS` name."""
    town.submit({"satisfaction": "good"})
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
        sdk.surveys.create(
            "tenue", organisation="ville", definition=definition | {"anonymization": "review"}
        )
        sdk.surveys.publish("tenue")
        town.submit({"satisfaction": "good", "verbatim": "À voir."}, survey="tenue")
        (response,) = sdk.responses.list(survey="satisfaction")
        (held,) = sdk.responses.list(survey="tenue")
        doomed = sdk.tokens.create(
            "doomed",
            organisation="ville",
            scopes=["feed:read"],
            expires_at=town.backend.now.replace(year=2030),
        )
    return {
        "site": town.site,
        "response": response.id,
        "held": held.id,
        "token_id": doomed.id,
    }


def call(town: Any, row: tuple[str, str, str, Any], prepared: dict[str, str], token: str) -> Any:
    """Make one of the calls with a token."""
    _, method, path, body = row
    if path.endswith("/draft"):
        body = town.staff("GET", "/v1/surveys/satisfaction").get_json()["draft"]
    return town.staff(method, path.format(**prepared), token=token, json=body)


@pytest.mark.parametrize("row", CALLS, ids=lambda row: f"{row[1]} {row[2]}")
def test_scope_opens_its_routes(
    town: Any, prepared: dict[str, str], row: tuple[str, str, str, Any]
) -> None:
    """A token that has the one scope a route asks for may call it."""
    answer = call(town, row, prepared, town.new_token(row[0]))
    assert answer.status_code in {200, 201, 204}, answer.text


@pytest.mark.parametrize("row", CALLS, ids=lambda row: f"{row[1]} {row[2]}")
def test_every_other_scope_is_refused(
    town: Any, prepared: dict[str, str], row: tuple[str, str, str, Any]
) -> None:
    """A token with all scopes but the one asked for is refused, and told which it lacks."""
    others = [scope for scope in {c[0] for c in CALLS} if scope != row[0]]
    answer = call(town, row, prepared, town.new_token(*others))
    assert answer.status_code == 403
    assert answer.get_json()["code"] == "forbidden"
    assert row[0] in answer.get_json()["detail"]


@pytest.mark.parametrize("row", CALLS, ids=lambda row: f"{row[1]} {row[2]}")
def test_no_token_is_refused(
    town: Any, prepared: dict[str, str], row: tuple[str, str, str, Any]
) -> None:
    """Without a token, or with one that never was, every staff route says 401."""
    answer = call(town, row, prepared, "pv_never_was")
    assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthenticated")
    assert "Bearer" in answer.headers["WWW-Authenticate"]


def test_every_staff_route_is_in_the_table(town: Any) -> None:
    """No route with a guard is left out of the tables above (deliveries have their own tests)."""
    guarded = {
        (method, _template(rule.rule))
        for rule in town.app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if hasattr(town.app.view_functions[rule.endpoint], "_scope")
        and "/deliveries" not in rule.rule
    }
    tested = {(method, _template(path)) for _, method, path, _ in CALLS}
    named = {("GET", "/v1/documents/*")}  # needs a document: see test_documents
    assert {(m, p) for m, p in guarded} - named == {
        (m, p.replace("satisfaction", "*").replace("ville", "*").replace("/1", "/*"))
        for m, p in tested
    }


def _template(path: str) -> str:
    parts = ["*" if part.startswith(("<", "{")) else part for part in path.split("/")]
    return "/".join(parts)


def test_token_expires(town: Any, clock: Any) -> None:
    """A token works until its time, and not after."""
    token = town.new_token("feed:read", days=1)
    assert town.staff("GET", "/v1/feed", token=token).status_code == 200
    clock.move(days=1)
    assert town.staff("GET", "/v1/feed", token=token).status_code == 401


def test_revoked_token_ends_at_once(town: Any) -> None:
    """Revoking a token ends it with the next request; revoking it twice is harmless."""
    token = town.new_token("feed:read")
    with town.sdk() as sdk:
        (row,) = [t for t in sdk.tokens.list() if t.scopes == ("feed:read",)]
        sdk.tokens.revoke(row.id)
        sdk.tokens.revoke(row.id)
    with town.sdk(token) as sdk, pytest.raises(Unauthenticated):
        next(sdk.feed())


def test_token_text_is_stored_nowhere(town: Any) -> None:
    """A stolen database gives no token: its text is in no file, its name is (control)."""
    token = town.new_token("feed:read")
    folder = town.backend.config.data_dir
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert token.encode() not in kept
    assert b"feed:read" in kept


def test_token_gives_no_more_than_it_has(town: Any) -> None:
    """Whoever may make tokens cannot give away a scope that they do not hold."""
    limited = town.new_token("tokens:write")
    with town.sdk(limited) as sdk, pytest.raises(Forbidden, match="feed:read"):
        sdk.tokens.create(
            "more",
            organisation="ville",
            scopes=["feed:read"],
            expires_at=town.backend.now.replace(year=2030),
        )


def test_token_of_a_branch_sees_its_branch(town: Any) -> None:
    """A token bound to a branch reads, lists and pulls that branch, and nothing above or beside."""
    town.submit({"satisfaction": "good"})
    town.submit({"satisfaction": "bad"}, contact_point="guichet")
    token = town.new_token(organisation="etat-civil")
    with town.sdk(token) as sdk:
        assert [r.answers["satisfaction"] for r in sdk.responses.list()] == ["bad"]
        assert [o.key for o in sdk.organisations.list()] == ["etat-civil"]
        assert list(sdk.sites.list()) == []
        assert [s.key for s in sdk.services.list()] == ["actes"]
    assert [c["response"]["answers"]["satisfaction"] for c in town.feed(token)] == ["bad"]
    assert len(town.responses()) == 2


def test_other_branch_is_refused_by_name(town: Any) -> None:
    """Naming what is in another branch is refused in reading and in writing."""
    town.submit({"satisfaction": "good"})
    with town.sdk() as sdk:
        (response,) = sdk.responses.list()
    token = town.new_token(organisation="etat-civil")
    with town.sdk(token) as sdk:
        for refused in (
            lambda: sdk.organisations.get("ville"),
            lambda: sdk.organisations.create("x", "X", parent="ville"),
            lambda: sdk.organisations.create("x", "X"),
            lambda: sdk.services.create("x", "X", organisation="ville"),
            lambda: sdk.sites.create("X", organisation="ville", origins=[]),
            lambda: sdk.sites.update(town.site, name="X"),
            lambda: sdk.surveys.get("satisfaction"),
            lambda: sdk.surveys.close("satisfaction"),
            lambda: sdk.responses.get(response.id),
            lambda: sdk.responses.erase(response.id),
            lambda: sdk.responses.submit("satisfaction", {"satisfaction": "good"}, channel="paper"),
        ):
            with pytest.raises(Forbidden):
                refused()
    assert len(town.responses()) == 1


def test_name_that_begins_alike_is_another_branch(town: Any) -> None:
    """A branch is a path of whole keys: `ville-2` is not in `ville`."""
    with town.sdk() as sdk:
        sdk.organisations.create("etat-civil-2", "Autre", parent="ville")
    with town.sdk(town.new_token(organisation="etat-civil")) as sdk, pytest.raises(Forbidden):
        sdk.organisations.get("etat-civil-2")
