"""The town hall of the demo is a page that one would be glad to have."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from porte_voix import snippet
from widget_backend.demo.town import create_town

SURVEYS = {"mairie": "satisfaction", "courrier": "document-report"}
ADDRESSES = ["", "courrier.html"]
WIDTHS = [320, 1280]


@pytest.fixture
def town_hall(served: Any, host: Any, serve: Any) -> str:
    """Serve the town hall's pages on an origin of their own; give it."""
    server = serve(None)
    served.publish("document-report", template="document_report")
    with served.sdk() as sdk:
        site = sdk.sites.create("Rochebelle", organisation="ville", origins=[server.origin])
    snippets = {
        name: snippet(base_url=host.backend, site=site.key, survey=survey, language="fr")
        for name, survey in SURVEYS.items()
    }
    server.app = create_town(host.backend, snippets)
    origin: str = server.origin
    return origin


def opened(page: Any, address: str, width: int) -> None:
    """Open a page in a window of this width, and wait for its survey."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.locator("porte-voix .pv-form").wait_for()


def overflow(page: Any) -> int:
    """Give by how many pixels the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return wide


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_is_accessible(page: Any, town_hall: str, address: str, width: int) -> None:
    """With the survey in it, axe has nothing to say of the page, and it fits its window."""
    opened(page, f"{town_hall}/{address}", width)
    found = Axe().run(page).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []
    assert overflow(page) <= 0


def test_three_faces_stand_side_by_side(page: Any, town_hall: str) -> None:
    """At 320 pixels, in letters larger than most, three smileys are on one line."""
    opened(page, town_hall, 320)
    tops = "(tiles) => tiles.map((tile) => tile.getBoundingClientRect().top)"
    assert len(set(page.locator("porte-voix .pv-smileys label").evaluate_all(tops))) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_policy_is_kept(page: Any, town_hall: str, address: str) -> None:
    """The page's own strict policy has nothing to object to the survey."""
    opened(page, f"{town_hall}/{address}", 1280)
    assert page.evaluate("window.violations") == []


def test_the_link_stays_without_backend(page: Any, town_hall: str, host: Any) -> None:
    """When the backend cannot be reached, the link to the hosted page is still there."""
    page.route(f"{host.backend}/**", lambda route: route.abort())
    page.goto(town_hall)
    link = page.get_by_role("link", name="Donner mon avis")
    assert link.get_attribute("href").startswith(f"{host.backend}/s/satisfaction?site=")


def test_a_wide_thing_is_noticed(page: Any, town_hall: str) -> None:
    """Control: a box of 400 pixels in a window of 320 makes the page too wide."""
    opened(page, town_hall, 320)
    page.evaluate("document.querySelector('h1').style.width = '400px'")
    assert overflow(page) > 0
