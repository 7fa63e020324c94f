"""The survey as the widget reads it."""

from __future__ import annotations

from typing import Any


def get(town: Any, survey: str = "satisfaction", **query: str) -> Any:
    """Ask for a survey as a page of the site does."""
    origin = {"Origin": "https://www.ville.example"}
    return town.client.get(
        f"/v1/s/{survey}", query_string={"site": town.site, **query}, headers=origin
    )


def test_survey_comes_in_one_language(town: Any) -> None:
    """The definition has one language, with the interface's own sentences."""
    body = get(town, language="en").get_json()
    assert (body["survey"], body["version"], body["language"]) == ("satisfaction", 1, "en")
    assert isinstance(body["title"], str)
    assert body["texts"]["send"] == "Send"
    assert body["hosted_page"].startswith("http://backend.test/s/satisfaction?site=")


def test_regional_language_asks_for_its_base(town: Any) -> None:
    """`fr-FR` gets French, and an unknown language gets the survey's own."""
    assert get(town, language="fr-FR").get_json()["language"] == "fr"
    assert get(town, language="xx").get_json()["language"] == "fr"


def test_survey_is_cacheable(town: Any) -> None:
    """A second look costs no body."""
    first = get(town)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    again = town.client.get(
        f"/v1/s/satisfaction?site={town.site}", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


def test_draft_is_not_shown(town: Any) -> None:
    """A survey that was never published is as if it were not there."""
    with town.sdk() as sdk:
        sdk.surveys.create("brouillon", organisation="ville", template="nps")
    assert get(town, "brouillon").get_json()["code"] == "survey_not_found"


def test_survey_of_another_branch_is_not_shown(town: Any) -> None:
    """A site shows the surveys of its own organisation and of those above it."""
    with town.sdk() as sdk:
        sdk.organisations.create("voirie", "Voirie", parent="ville")
        site = sdk.sites.create("Voirie", organisation="voirie", origins=[])
        sdk.surveys.create("guichets", organisation="etat-civil", template="nps")
        sdk.surveys.publish("guichets")
    town.site = site.key
    path = f"/v1/s/guichets?site={site.key}"
    assert town.client.get(path).get_json()["code"] == "survey_not_found"
    assert town.client.get(f"/v1/s/satisfaction?site={site.key}").status_code == 200


def test_unknown_site_is_told(town: Any) -> None:
    """A wrong site key says which attribute to check."""
    answer = town.client.get("/v1/s/satisfaction?site=none")
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "site_not_found"
    assert "`site`" in answer.get_json()["detail"]


def test_document_survey_tells_its_limits(town: Any) -> None:
    """Only a survey that takes documents says how large they may be."""
    town.publish("document-report", template="document_report")
    assert get(town, "document-report").get_json()["document_limits"]["pages"] == 20
    assert "document_limits" not in get(town).get_json()


def test_check_keeps_nothing(town: Any) -> None:
    """A text can be looked at before it is sent; nothing of it stays."""
    text = "Mon numéro : 06 12 34 56 78"
    answer = town.client.post("/v1/check", json={"text": text, "site": town.site})
    assert answer.get_json() == {
        "text": "Mon numéro : [téléphone]",
        "findings": [{"type": "phone", "start": 13, "end": 27}],
    }
    assert town.responses() == []


def test_wrong_contact_point_is_told_before_the_survey_shows(town: Any) -> None:
    """A snippet with a wrong contact point shows no survey, so that no answer is lost to it."""
    body = get(town, contact_point="none").get_json()
    assert body["errors"][0]["pointer"] == "/contact_point"
    assert get(town, contact_point="guichet").status_code == 200
    assert get(town, contact_point="").status_code == 200
