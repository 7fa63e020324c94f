"""Setting up: the tree, lists, surveys and their lifecycle, paper entries."""

from __future__ import annotations

from typing import Any

import pytest

from porte_voix import Conflict, Invalid, NotFound


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


def test_publishing_nothing_new_changes_nothing(town: Any) -> None:
    """Publishing the same draft again, as after a lost answer, makes no second version."""
    with town.sdk() as sdk:
        assert sdk.surveys.publish("satisfaction").version == 1
    assert len(town.feed()) == 1


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


def test_paper_has_its_own_date(town: Any) -> None:
    """A form filled two days ago keeps that date, and its receipt says when it came in."""
    with town.sdk() as sdk:
        when = town.backend.now.replace(day=20)
        entered = sdk.responses.submit(
            "satisfaction", {"satisfaction": "good"}, channel="paper", submitted_at=when
        )
    assert entered.received_at == town.backend.now
    assert town.responses()[0]["submitted_at"] == "2026-11-20T10:00:00.000Z"
