"""The form as the widget gets it: JsonML, rendered by the server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from widget_backend.api import form as form_module
from widget_backend.domain import templates

PAGE = {"Origin": "https://www.ville.example"}
Json = dict[str, Any]


def get(town: Any, survey: str = "satisfaction", **query: str) -> Any:
    """Ask for a form as a page of the site does."""
    path = f"/v1/s/{survey}/form"
    return town.client.get(path, query_string={"site": town.site, **query}, headers=PAGE)


def walk(node: Any) -> Iterator[tuple[str, Json, list[Any]]]:
    """Every element below, this one first: tag, attributes, children."""
    tag, *rest = node
    attributes = rest.pop(0) if rest and isinstance(rest[0], dict) else {}
    yield tag, attributes, rest
    for child in rest:
        if isinstance(child, list):
            yield from walk(child)


def attributes(form: Any, name: str) -> list[Any]:
    """The values of an attribute, wherever it stands, in the order of the form."""
    return [given[name] for _, given, _ in walk(form) if name in given]


def test_form_comes_with_what_it_needs(town: Any) -> None:
    """One answer holds the form, its language and direction, and the few sentences of scripts."""
    body = get(town, language="en", contact_point="guichet").get_json()
    assert list(body) == [
        *("survey", "version", "language", "dir", "label", "texts", "form", "hosted_page")
    ]
    assert (body["survey"], body["version"]) == ("satisfaction", 1)
    assert (body["language"], body["dir"], body["label"]) == ("en", "ltr", "Give my opinion")
    assert {"left", "error.required"} <= set(body["texts"])
    assert not [key for key in body["texts"] if key.startswith("document.")]
    assert body["hosted_page"] == (
        f"http://backend.test/s/satisfaction?site={town.site}&contact_point=guichet&language=en"
    )


def test_form_holds_every_control(town: Any) -> None:
    """Each question stands at its place, with controls of the names that a form post has."""
    form = get(town).get_json()["form"]
    assert form[0] == "form"
    assert form[1] == {"class": "pv-form", "novalidate": True, "aria-labelledby": "pv-title"}
    places = attributes(form, "data-place")
    assert places[:3] == ["satisfaction", "comprehension", "contact_tried"]
    names = set(attributes(form, "name"))
    assert {"satisfaction", "contact_tried:other", "contact_reached:phone", "verbatim"} <= names
    assert {"pv-version", "pv-language"} <= names


def test_every_place_has_its_id_and_its_mistake(town: Any) -> None:
    """What is not asked yet has an id too, and every place a slot for what is wrong."""
    for name in templates.names():
        town.publish(name.replace("_", "-"), template=name) if name != "satisfaction" else None
        form = get(town, name.replace("_", "-")).get_json()["form"]
        ids = attributes(form, "id")
        assert len(ids) == len(set(ids))
        for tag, given, _ in walk(form):
            place = given.get("data-place")
            if place and tag != "p":  # information is only read
                assert given["id"] == place
                assert {f"{place}-e", f"{place}:address-e"} & set(ids)
            for tied in ("aria-describedby", "aria-labelledby", "for"):
                assert set(given.get(tied, "").split()) <= set(ids)


def test_form_has_the_panels_of_the_widget(town: Any) -> None:
    """What the widget may have to say waits in the form, in its language, hidden."""
    panels = [
        (given["data-panel"], "hidden" in given)
        for _, given, _ in walk(get(town).get_json()["form"])
        if "data-panel" in given
    ]
    assert {"mistakes", "queued", "failed", "told"} <= {name for name, _ in panels}
    assert all(is_hidden for _, is_hidden in panels)


def test_form_offers_its_languages(town: Any) -> None:
    """A survey that speaks several languages lets its reader choose, the present one selected."""
    form = get(town, language="en").get_json()["form"]
    options = [given for tag, given, _ in walk(form) if tag == "option"]
    assert {"value": "en", "lang": "en", "selected": True} in options
    assert [given["value"] for given in options if "selected" in given] == ["en"]


def test_form_is_cacheable(town: Any) -> None:
    """A second look costs no body."""
    first = get(town)
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert first.headers["Access-Control-Allow-Origin"] == PAGE["Origin"]
    again = town.client.get(
        "/v1/s/satisfaction/form",
        query_string={"site": town.site},
        headers={"If-None-Match": first.headers["ETag"]},
    )
    assert again.status_code == 304


def test_form_is_rendered_once(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was frozen is rendered once for a version and a language, whoever asks."""
    rendered = []
    render = form_module.render_template
    monkeypatch.setattr(
        form_module,
        "render_template",
        lambda name, **context: rendered.append(context["lang"]) or render(name, **context),
    )
    form_module._form.cache_clear()
    for language in ("fr", "en", "fr", "fr-FR"):
        get(town, language=language)
    assert rendered == ["fr", "en"]


def test_new_version_is_a_new_form(town: Any) -> None:
    """Publishing changes the form that is given, and the version that it sends."""
    before = get(town).get_json()
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
        title = dict.fromkeys(definition["languages"], "Autre")
        sdk.surveys.draft("satisfaction", definition | {"title": title})
        sdk.surveys.publish("satisfaction")
    after = get(town).get_json()
    assert (before["version"], after["version"]) == (1, 2)
    assert ["h2", {"class": "pv-title", "id": "pv-title"}, "Autre"] in after["form"]


@pytest.mark.parametrize(
    ("survey", "query", "code"),
    [
        ("none", {}, "survey_not_found"),
        ("satisfaction", {"site": "none"}, "site_not_found"),
        ("satisfaction", {"contact_point": "none"}, "invalid"),
    ],
)
def test_wrong_question_gets_no_form(town: Any, survey: str, query: Any, code: str) -> None:
    """A wrong survey, site or contact point is told before anybody has typed a word."""
    answer = get(town, survey, **query)
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["code"] == code


def test_form_is_for_known_origins(town: Any) -> None:
    """A page of another site gets no form."""
    answer = town.client.get(
        f"/v1/s/satisfaction/form?site={town.site}", headers={"Origin": "https://evil.example"}
    )
    assert answer.get_json()["code"] == "origin_not_allowed"
