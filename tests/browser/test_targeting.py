"""For whom, where and when a survey shows: by attribute, or as its definition says."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import widget_backend

EVENTS = """
window.heard = [];
for (const name of ["shown", "opened", "closed", "error"])
  document.addEventListener(name, (event) => heard.push(name), true);
"""
TEMPLATE = Path(widget_backend.__file__).parent / "templates/surveys/satisfaction.json"
TODAY = datetime.now().astimezone().date()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
FILTERS = [
    ("include", "/a/*", "/b/*"),
    ("include", "/b /a/*", "/a"),
    ("include", "/a/b?step=2", "/a/b?step=3"),
    ("exclude", "/b/*", "/a/*"),
    ("page-language", "en fr", "en"),
    ("media", "(min-width: 40em)", "(max-width: 40em)"),
    ("from", str(TODAY), str(TOMORROW)),
    ("until", str(TODAY), str(YESTERDAY)),
    ("sample", "100", "0"),
    ("max-displays", "1", "0"),
]


@pytest.fixture
def person(widget: Any) -> Any:
    """Give someone whose page notes what it hears."""
    widget.page.add_init_script(EVENTS)
    return widget


def visit(
    widget: Any, address: str = "/a/b?step=2", survey: str = "satisfaction", **rules: str
) -> Any:
    """Go to a page whose element has these rules; tells whether the survey shows."""
    attributes = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in rules.items())
    widget.host.write(survey, attributes=attributes)
    widget.page.goto(widget.host.origin + address, wait_until="networkidle")
    return widget.form.is_visible()


def publish(widget: Any, key: str, **targeting: Any) -> None:
    """Publish the reference questionnaire with rules of its own."""
    definition = json.loads(TEMPLATE.read_text("utf-8")) | {"targeting": targeting}
    widget.town.publish(key, definition=definition)


@pytest.mark.parametrize(("name", "yes", "no"), FILTERS)
def test_attributes_say_where(person: Any, name: str, yes: str, no: str) -> None:
    """Each filter shows the survey to whom it says, and to nobody else."""
    assert visit(person, **{name: yes})
    assert not visit(person, **{name: no})
    assert person.page.evaluate("heard") == []


def test_empty_rules_are_none(person: Any) -> None:
    """An attribute that a template left empty rules nothing."""
    assert visit(person, **{name: " " for name, _, _ in FILTERS})


def test_not_here_asks_nothing(person: Any) -> None:
    """Where its attributes say no, a survey asks nothing of the network; elsewhere it does."""
    paths: list[str] = []
    person.page.on("request", lambda request: paths.append(request.url))
    visit(person, include="/b")
    assert not any("/v1/" in path for path in paths)
    visit(person, include="/a/*")
    assert any("/v1/" in path for path in paths)


@pytest.mark.parametrize(("name", "yes", "no"), FILTERS[:-1])
def test_definition_says_where(person: Any, name: str, yes: str, no: str) -> None:
    """The survey's own rules count on every page of it."""
    for key, value in (("yes", yes), ("no", no)):
        rule = {name.replace("-", "_"): int(value) if name == "sample" else value}
        publish(person, key, **rule)
        assert visit(person, survey=key) == (key == "yes")


def test_attribute_wins(person: Any) -> None:
    """What the page's author writes counts more than what the survey says."""
    publish(person, "elsewhere", include="/elsewhere")
    assert not visit(person, survey="elsewhere")
    assert visit(person, survey="elsewhere", include="/a/*")
    assert visit(person, survey="elsewhere", include="")


def test_sample_is_drawn_once(person: Any) -> None:
    """Where a page changes without loading, the draw stays what it was."""
    person.page.add_init_script("Math.random = () => 0.5;")
    assert visit(person, sample="51")
    person.page.evaluate("Math.random = () => 0.99; history.pushState({}, '', '/c')")
    person.page.wait_for_timeout(200)
    assert person.form.is_visible()
    assert not visit(person, sample="50")


NAVIGATIONS = {
    "navigation": "",
    "history": "delete window.navigation; delete Window.prototype.navigation;",
}


@pytest.mark.parametrize("way", NAVIGATIONS)
def test_single_page_sites_open_and_close(person: Any, way: str) -> None:
    """Where a site changes its address without loading, the survey comes and goes with it."""
    person.page.add_init_script(NAVIGATIONS[way])
    assert not visit(person, "/a", include="/b")
    assert person.page.evaluate("'navigation' in window") == (way == "navigation")
    person.page.evaluate("history.pushState({}, '', '/b')")
    person.form.wait_for()
    person.page.get_by_label("Que voulez-vous ajouter").fill("En cours")
    person.page.evaluate("history.pushState({}, '', '/c')")
    person.form.wait_for(state="hidden")
    person.page.go_back()
    person.form.wait_for()
    text = person.page.get_by_label("Que voulez-vous ajouter")
    assert text.input_value() == "En cours"
    person.page.go_back()
    person.form.wait_for(state="hidden")
    assert person.page.evaluate("heard") == ["shown", "shown"]


def test_panel_closes_when_the_site_moves_on(person: Any) -> None:
    """An open panel goes with its launcher where the survey has no place."""
    visit(person, "/a", mode="button", include="/a")
    person.page.locator("porte-voix .pv-launcher").click()
    person.form.wait_for()
    person.page.evaluate("history.pushState({}, '', '/b')")
    person.form.wait_for(state="hidden")
    assert person.page.locator("porte-voix .pv-launcher").count() == 0
    person.page.evaluate("history.pushState({}, '', '/a')")
    person.page.locator("porte-voix .pv-launcher").wait_for()
    assert not person.form.is_visible()


def test_page_may_open_whatever_the_rules(person: Any) -> None:
    """`open()` shows what the rules hide; `close()` takes it away again."""
    assert not visit(person, include="/b")
    person.page.evaluate("document.querySelector('porte-voix').open()")
    person.form.wait_for()
    person.page.evaluate("document.querySelector('porte-voix').close()")
    person.form.wait_for(state="hidden")
