"""From end to end: for each cause why nothing shows, the preview names it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from widget_backend.domain import templates

TOMORROW = (date.today() + timedelta(1)).isoformat()  # noqa: DTZ011 (the visitor's own day)
YESTERDAY = (date.today() - timedelta(1)).isoformat()  # noqa: DTZ011
RULES = {"include": "/piscine/*"}
# What the page has otherwise, and the line that says why nothing shows.
CAUSES: list[tuple[dict[str, str], str]] = [
    ({"survey": "none"}, 'survey="none" inconnu'),
    ({"survey": "closed"}, 'survey="closed" clos'),
    ({"survey": "aimed"}, 'include="/piscine/*"'),
    ({"attributes": ' contact-point="none"'}, 'contact-point="none" inconnu'),
    ({"attributes": ' include="/piscine/*"'}, 'include="/piscine/*"'),
    ({"attributes": ' exclude="/?*"'}, 'exclude="/?*"'),
    ({"attributes": ' page-language="en"'}, 'page-language="en" (fr)'),
    ({"attributes": ' media="(width < 10px)"'}, 'media="(width < 10px)"'),
    ({"attributes": f' from="{TOMORROW}"'}, f'from="{TOMORROW}"'),
    ({"attributes": f' until="{YESTERDAY}"'}, f'until="{YESTERDAY}"'),
    ({"attributes": ' sample="0"'}, 'sample="0"'),
]


def look(widget: Any, survey: str = "satisfaction", **parts: str) -> list[str]:
    """Open the host page as its webmaster does, and read the lines of the preview."""
    widget.host.write(survey, **parts)
    widget.page.goto(widget.host.origin + "/?porte-voix=preview")
    lines = widget.page.get_by_role("region", name="Porte-voix").get_by_role("listitem")
    lines.first.wait_for()
    return [line.inner_text() for line in lines.all()]


def crosses(lines: list[str]) -> list[str]:
    """Give what keeps the survey from showing."""
    return [line[2:] for line in lines if line.startswith("✗")]


@pytest.fixture
def _surveys(served: Any) -> None:
    """Close one survey, and aim one at other pages."""
    served.publish("aimed", definition=templates.load("nps") | {"targeting": RULES})
    with served.sdk() as sdk:
        sdk.surveys.create("closed", organisation="ville", template="nps")
        sdk.surveys.publish("closed")
        sdk.surveys.close("closed")


@pytest.mark.usefixtures("_surveys")
def test_each_cause_is_named(widget: Any) -> None:
    """For each cause, nothing shows, and one cross says which."""
    wrong = []
    for parts, said in CAUSES:
        found = crosses(look(widget, **parts))
        seen = widget.form.count()
        if seen or len(found) != 1 or not found[0].startswith(said):
            wrong.append((parts, seen, found))
    assert wrong == []


def test_a_page_that_shows_has_no_cross(widget: Any) -> None:
    """Control: where the survey shows, no line has a cross."""
    assert crosses(look(widget)) == []
    widget.form.wait_for()


def test_without_these_words_nobody_sees_it(widget: Any) -> None:
    """A page whose address does not ask for the preview neither shows nor loads it."""
    asked: list[str] = []
    widget.page.on("request", lambda request: asked.append(request.url))
    widget.open()
    widget.page.wait_for_load_state("networkidle")
    assert [url for url in asked if "preview" in url] == []


def test_a_visitor_who_has_seen_it_is_new_once_forgotten(widget: Any) -> None:
    """Shown once, it shows no more and the preview says why; forgotten, it shows again."""
    once = ' max-displays="1"'
    widget.open(attributes=once)
    widget.page.mouse.click(5, 5)
    assert crosses(look(widget, attributes=once)) == ['max-displays="1" (jusqu’ici 1)']
    widget.page.get_by_role("button", name="Oublier").click()
    assert crosses(look(widget, attributes=once)) == []


def test_an_answer_is_remembered_for_the_preview(widget: Any) -> None:
    """Who has answered a survey that asks once is told so."""
    once = " once cool-down=30"
    widget.open(attributes=once)
    widget.pick("Comment", "Bien")
    widget.send()
    widget.receipt()
    found = crosses(look(widget, attributes=once))
    assert [line.partition("=")[0] for line in found] == ["cool-down", "once"]


@pytest.mark.usefixtures("_surveys")
@pytest.mark.parametrize(
    ("survey", "attributes"),
    [
        ("satisfaction", ' include="/a" sample="0"'),
        ("satisfaction", ' until="2026-01-01" mode="button"'),
        ("satisfaction", ' delay="1000"'),
        ("aimed", ""),
    ],
)
def test_it_shows_anyway(widget: Any, survey: str, attributes: str) -> None:
    """The button shows what the rules hide, under the strict policy of the page."""
    look(widget, survey, attributes=attributes)
    widget.page.get_by_role("button", name="Afficher quand même").click()
    widget.form.wait_for()
    assert widget.watched("violations") == []


def test_a_policy_that_blocks_the_backend_is_told(widget: Any) -> None:
    """Where the policy lets the script through, and not its connection, the directive is given."""
    widget.host.policy = "script-src {backend}"
    widget.host.policy += "; connect-src 'self'"
    found = crosses(look(widget))
    assert f"CSP : ajoutez connect-src {widget.host.backend}" in found
