"""What staff may do with a token, and a refusal beside each success."""

from __future__ import annotations

from typing import Any

import pytest

from porte_voix import Conflict, Forbidden, Invalid, NotFound, Unauthenticated

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


@pytest.mark.parametrize("key", ["", "Ville", "a b", "a/b", "é", "-a", "x" * 64])
def test_key_keeps_the_rule(town: Any, key: str) -> None:
    """A key that could not stand in an address is refused with a pointer."""
    with town.sdk() as sdk, pytest.raises(Invalid) as refused:
        sdk.organisations.create(key, "X", parent="ville")
    assert refused.value.errors[0].pointer == "/key"


def test_key_is_given_once(town: Any) -> None:
    """A second organisation, service, point or survey of the same key is refused."""
    with town.sdk() as sdk:
        for again in (
            lambda: sdk.organisations.create("ville", "X", parent="ville"),
            lambda: sdk.services.create("actes", "X", organisation="ville"),
            lambda: sdk.contact_points.create("guichet", "X", service="actes"),
            lambda: sdk.surveys.create("satisfaction", organisation="ville", template="nps"),
        ):
            with pytest.raises(Conflict):
                again()


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/v1/organisations", {"key": "a", "name": "A", "parent": "none"}, "/parent"),
        ("/v1/services", {"key": "a", "name": "A", "organisation": "none"}, "/organisation"),
        ("/v1/contact-points", {"key": "a", "name": "A", "service": "none"}, "/service"),
        ("/v1/contact-points", {"key": "a", "service": "actes"}, "/name"),
        ("/v1/contact-points", {"key": "a", "name": 3, "service": "actes"}, "/name"),
        ("/v1/contact-points", {"key": "a", "name": "A", "service": "actes", "x": 1}, "/x"),
        ("/v1/surveys", {"key": "a", "organisation": "ville"}, "/definition"),
        ("/v1/surveys", {"key": "a", "organisation": "ville", "template": "none"}, "/template"),
        (
            "/v1/surveys",
            {"key": "a", "organisation": "ville", "definition": {"kind": 1}},
            "/definition/languages",
        ),
    ],
)
def test_wrong_place_is_pointed_at(town: Any, path: str, body: Any, pointer: str) -> None:
    """Each wrong value is refused with 422 and a pointer to it."""
    answer = town.staff("POST", path, json=body)
    assert answer.status_code == 422
    assert pointer in [error["pointer"] for error in answer.get_json()["errors"]]


def test_lists_go_on_page_by_page(town: Any) -> None:
    """A list is read in pages that neither repeat nor skip."""
    with town.sdk() as sdk:
        for number in range(5):
            sdk.organisations.create(f"o{number}", "O", parent="ville")
    page = town.staff("GET", "/v1/organisations?limit=4").get_json()
    rest = town.staff("GET", f"/v1/organisations?limit=4&after={page['next']}").get_json()
    keys = [organisation["key"] for organisation in page["items"] + rest["items"]]
    assert keys == ["etat-civil", "o0", "o1", "o2", "o3", "o4", "ville"]
    assert rest["next"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "limit=x", "colour=red"])
def test_wrong_page_is_refused(town: Any, query: str) -> None:
    """A limit out of bounds or an unknown parameter is pointed at."""
    assert town.staff("GET", f"/v1/organisations?{query}").status_code == 422


def test_published_version_is_frozen(town: Any) -> None:
    """Changing the draft changes nothing that was published."""
    with town.sdk() as sdk:
        before = dict(sdk.surveys.version("satisfaction", 1))
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
        kept = definition | {"questions": definition["questions"][:1]}
        sdk.surveys.draft("satisfaction", kept)
        assert dict(sdk.surveys.version("satisfaction", 1)) == before
        assert sdk.surveys.publish("satisfaction").version == 2
        assert dict(sdk.surveys.version("satisfaction", 1)) == before
        assert sdk.surveys.version("satisfaction", 2)["definition"] == kept
        with pytest.raises(NotFound):
            sdk.surveys.version("satisfaction", 3)


def test_closed_survey_cannot_be_changed(town: Any) -> None:
    """Closing is for good: no draft, no publishing after it; closing a draft is refused too."""
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
        sdk.surveys.close("satisfaction")
        for refused in (
            lambda: sdk.surveys.publish("satisfaction"),
            lambda: sdk.surveys.draft("satisfaction", definition),
        ):
            with pytest.raises(Conflict):
                refused()
        sdk.surveys.create("brouillon", organisation="ville", template="nps")
        with pytest.raises(Conflict):
            sdk.surveys.close("brouillon")


def test_paper_entry_takes_the_same_way_in(town: Any) -> None:
    """A response entered by staff is checked, masked, receipted, and not entered twice."""
    with town.sdk() as sdk:
        answers = {"satisfaction": "bad", "verbatim": "Mme Dupont, 06 12 34 56 78"}
        first = sdk.responses.submit(
            "satisfaction", answers, channel="counter", contact_point="guichet", idempotency_key="k"
        )
        again = sdk.responses.submit(
            "satisfaction", answers, channel="counter", contact_point="guichet", idempotency_key="k"
        )
        assert first.receipt == again.receipt
        with pytest.raises(Invalid):
            sdk.responses.submit("satisfaction", {}, channel="paper")
        with pytest.raises(Invalid):
            sdk.responses.submit("satisfaction", answers, channel="pigeon")
    (response,) = town.responses()
    assert (response["channel"], response["organisation"]) == ("counter", "etat-civil")
    assert "06 12" not in response["answers"]["verbatim"]
    assert "Dupont" not in response["answers"]["verbatim"]
