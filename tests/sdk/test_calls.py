"""Each call sends what its route wants, or is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from porte_voix import (
    Client,
    Forbidden,
    Request,
)
from porte_voix.testing import (
    Answer,
    FakeTransport,
    json_answer,
    problem_answer,
    sample_response,
)

ORGANISATION = {"key": "ville", "name": "Ville", "parent": None}
SERVICE = {"key": "etat-civil", "name": "État civil", "organisation": "ville"}
CONTACT_POINT = {"key": "accueil", "name": "Accueil", "service": "etat-civil"}
SITE = {"key": "a1", "name": "Site", "organisation": "ville", "origins": ["https://www.a.fr"]}
TOKEN = {"id": "t/1", "name": "Agent", "organisation": "ville", "scopes": ["feed:read"]}
SURVEY = {"key": "satisfaction", "organisation": "ville", "status": "draft", "version": None}
RESPONSE = dict(sample_response().raw)
RECEIPT = {
    "receipt": "ABCD-EFGH-JKMN-PQRS-T",
    "receipt_page": "https://voice.example.org/r",
    "received_at": "2026-11-22T10:00:00Z",
    "anonymization": {"status": "clean", "findings": []},
    "redacted": {},
    "thanks": None,
}
ID = RESPONSE["id"]
UNTIL = datetime(2027, 11, 22, tzinfo=UTC)

CALLS: list[tuple[str, str, dict[str, Any] | None, Callable[[Client], object], object]] = [
    (
        "GET /v1/organisations/ville", "", None,
        lambda c: c.organisations.get("ville"), ORGANISATION,
    ),
    (
        "POST /v1/organisations", "", {"key": "ecole", "name": "École", "parent": "ville"},
        lambda c: c.organisations.create("ecole", "École", parent="ville"), ORGANISATION,
    ),
    (
        "POST /v1/organisations", "", {"key": "ville", "name": "Ville"},
        lambda c: c.organisations.create("ville", "Ville"), ORGANISATION,
    ),
    (
        "POST /v1/services", "", SERVICE,
        lambda c: c.services.create("etat-civil", "État civil", organisation="ville"), SERVICE,
    ),
    (
        "POST /v1/contact-points", "", CONTACT_POINT,
        lambda c: c.contact_points.create("accueil", "Accueil", service="etat-civil"),
        CONTACT_POINT,
    ),
    (
        "POST /v1/sites", "",
        {"name": "Site", "organisation": "ville", "origins": ["https://www.a.fr"]},
        lambda c: c.sites.create("Site", organisation="ville", origins=("https://www.a.fr",)), SITE,
    ),
    (
        "PATCH /v1/sites/a1", "", {"origins": []},
        lambda c: c.sites.update("a1", origins=()), SITE,
    ),
    (
        "PATCH /v1/sites/a1", "", {"name": "Autre"},
        lambda c: c.sites.update("a1", name="Autre"), SITE,
    ),
    (
        "POST /v1/tokens", "",
        {
            "name": "Agent", "organisation": "ville", "scopes": ["feed:read"],
            "expires_at": "2027-11-22T00:00:00Z",
        },
        lambda c: c.tokens.create(
            "Agent", organisation="ville", scopes=("feed:read",), expires_at=UNTIL
        ),
        TOKEN,
    ),
    ("DELETE /v1/tokens/t%2F1", "", None, lambda c: c.tokens.revoke("t/1"), None),
    (
        "POST /v1/surveys", "",
        {"key": "satisfaction", "organisation": "ville", "template": "satisfaction"},
        lambda c: c.surveys.create("satisfaction", organisation="ville", template="satisfaction"),
        SURVEY,
    ),
    (
        "POST /v1/surveys", "",
        {"key": "satisfaction", "organisation": "ville", "definition": {"kind": "custom"}},
        lambda c: c.surveys.create(
            "satisfaction", organisation="ville", definition={"kind": "custom"}
        ),
        SURVEY,
    ),
    ("GET /v1/surveys/satisfaction", "", None, lambda c: c.surveys.get("satisfaction"), SURVEY),
    (
        "PUT /v1/surveys/satisfaction/draft", "", {"kind": "custom"},
        lambda c: c.surveys.draft("satisfaction", {"kind": "custom"}), SURVEY,
    ),
    (
        "POST /v1/surveys/satisfaction/publish", "", None,
        lambda c: c.surveys.publish("satisfaction"), SURVEY,
    ),
    (
        "POST /v1/surveys/satisfaction/close", "", None,
        lambda c: c.surveys.close("satisfaction"), SURVEY,
    ),
    (
        "GET /v1/surveys/satisfaction/versions/2", "", None,
        lambda c: c.surveys.version("satisfaction", 2), {"version": 2, "definition": {}},
    ),
    ("GET /v1/templates", "", None, lambda c: c.surveys.templates(), {"items": [{"name": "nps"}]}),
    (f"GET /v1/responses/{ID}", "", None, lambda c: c.responses.get(ID), RESPONSE),
    (
        "GET /v1/responses", "survey=satisfaction&state=held&after=a&limit=20", None,
        lambda c: c.responses.page(survey="satisfaction", state="held", after="a", limit=20),
        {"items": [RESPONSE], "next": None},
    ),
    (
        f"POST /v1/responses/{ID}/review", "", {"decision": "accept"},
        lambda c: c.responses.review(ID, "accept"), RESPONSE,
    ),
    (
        f"POST /v1/responses/{ID}/review", "", {"decision": "reject"},
        lambda c: c.responses.review(ID, "reject"), None,
    ),
    (f"DELETE /v1/responses/{ID}", "", None, lambda c: c.responses.erase(ID), None),
    (
        "POST /v1/surveys/satisfaction/responses", "",
        {
            "answers": {"satisfaction": "good"}, "channel": "paper", "language": "fr",
            "contact_point": "accueil", "submitted_at": "2027-11-22T00:00:00Z",
            "accept_redaction": True,
        },
        lambda c: c.responses.submit(
            "satisfaction", {"satisfaction": "good"}, channel="paper", language="fr",
            contact_point="accueil", submitted_at=UNTIL, accept_redaction=True,
        ),
        RECEIPT,
    ),
    ("GET /v1/deliveries", "", None, lambda c: c.deliveries.position(), {"cursor": "c9"}),
]  # fmt: skip
NAMES = [f"{row[0]}-{n}" for n, row in enumerate(CALLS)]


def answered(raw: object) -> Answer:
    """Give the answer that holds this JSON, or an empty one."""
    return Answer(204) if raw is None else json_answer(raw)


def sent(request: Request) -> dict[str, Any] | None:
    """Give the JSON that a request holds, if any."""
    if request.body is None:
        return None
    assert request.headers["Content-Type"] == "application/json"
    body: dict[str, Any] = json.loads(request.body)
    return body


@pytest.mark.parametrize(("route", "query", "payload", "call", "raw"), CALLS, ids=NAMES)
def test_each_call_goes_to_its_route(
    sdk: Client,
    fake: FakeTransport,
    route: str,
    query: str,
    payload: object,
    call: Any,
    raw: object,
) -> None:
    """Each call sends one request, to its route, with what was given and nothing else."""
    fake.queue(answered(raw))
    call(sdk)
    (request,) = fake.requests
    assert f"{request.method} {request.path}" == route
    assert parse_qs(urlsplit(request.url).query) == parse_qs(query)
    assert sent(request) == payload


@pytest.mark.parametrize(("route", "query", "payload", "call", "raw"), CALLS, ids=NAMES)
def test_each_call_may_be_refused(
    sdk: Client,
    fake: FakeTransport,
    route: str,
    query: str,
    payload: object,
    call: Any,
    raw: object,
) -> None:
    """Each call raises Forbidden when the token does not allow it."""
    fake.queue(problem_answer("forbidden", 403))
    with pytest.raises(Forbidden):
        call(sdk)


@pytest.mark.parametrize(
    ("group", "path", "raw"),
    [
        ("organisations", "/v1/organisations", ORGANISATION),
        ("services", "/v1/services", SERVICE),
        ("contact_points", "/v1/contact-points", CONTACT_POINT),
        ("sites", "/v1/sites", SITE),
        ("tokens", "/v1/tokens", TOKEN),
        ("surveys", "/v1/surveys", SURVEY),
        ("responses", "/v1/responses", RESPONSE),
    ],
)
def test_lists_go_through_their_pages(
    sdk: Client, fake: FakeTransport, group: str, path: str, raw: dict[str, Any]
) -> None:
    """A list gives the items of every page, asking for the next one where the last one ended."""
    first, last = {"items": [raw, raw], "next": "b"}, {"items": [raw], "next": None}
    fake.route("GET", path, json_answer(first), json_answer(last))
    assert len(list(getattr(sdk, group).list())) == 3
    queries = [parse_qs(urlsplit(request.url).query) for request in fake.requests]
    assert queries == [{}, {"after": ["b"]}]
