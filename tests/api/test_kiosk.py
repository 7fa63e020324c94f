"""The page of a kiosk: what it says, what may run on it, and what its scripts may reach."""

from __future__ import annotations

import re
from typing import Any

import pytest

from porte_voix import __version__


def policy_of(answer: Any) -> dict[str, str]:
    """Give the content security policy of an answer: directive → sources."""
    directives = answer.headers["Content-Security-Policy"].split("; ")
    return dict(directive.partition(" ")[::2] for directive in directives)


def element_of(answer: Any) -> dict[str, str]:
    """Give the attributes of the widget on a page."""
    tag = re.search(r"<porte-voix([^>]*)>", answer.text)
    assert tag is not None
    return dict(re.findall(r'([a-z-]+)="([^"]*)"', tag[1]))


def test_the_page_holds_the_widget(town: Any) -> None:
    """The page embeds the survey of its address, and names who asks."""
    answer = town.client.get(f"/k/satisfaction?site={town.site}&language=en")
    assert answer.status_code == 200
    assert element_of(answer) == {
        "mode": "kiosk",
        "site": town.site,
        "survey": "satisfaction",
        "language": "en",
    }
    assert '<h1 class="pv-title">Ville</h1>' in answer.text
    assert f'<script src="/w/{__version__}/porte-voix.js" defer></script>' in answer.text
    assert f'href="/s/satisfaction?site={town.site}&amp;language=en"' in answer.text


def test_a_kiosk_stands_for_a_contact_point(town: Any) -> None:
    """Answers given on a kiosk are about the counter that it stands at."""
    answer = town.client.get(f"/k/satisfaction?site={town.site}&contact_point=guichet")
    assert element_of(answer)["contact-point"] == "guichet"
    assert '<h1 class="pv-title">Guichet 1</h1>' in answer.text


def test_nothing_from_elsewhere_runs(town: Any) -> None:
    """The page has the strict policy of our pages, and may have a worker and a manifest of ours."""
    kiosk = policy_of(town.client.get(f"/k/satisfaction?site={town.site}"))
    hosted = policy_of(town.client.get(f"/s/satisfaction?site={town.site}"))
    assert kiosk == hosted | {"worker-src": "'self'", "manifest-src": "'self'"}
    assert set(" ".join(kiosk.values()).split()) == {"'none'", "'self'", "data:"}


def test_nothing_is_written_inside(town: Any) -> None:
    """The page has neither script nor style between its tags, which its policy would block."""
    text = town.client.get(f"/k/satisfaction?site={town.site}").text
    assert re.findall(r"<script[^>]*>[^<]", text) == []
    assert re.findall(r"<style| style=| on[a-z]+=", text) == []


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/k/nothing?site={site}", 404, "Cette enquête n’existe pas"),
        ("/k/satisfaction?site=nowhere", 404, "Ce lien n’est pas complet"),
        ("/k/satisfaction?", 404, "Ce lien n’est pas complet"),
        ("/k/satisfaction?site={site}&contact_point=nowhere", 422, ""),
    ],
)
def test_a_wrong_link_is_told_in_a_page(town: Any, address: str, status: int, said: str) -> None:
    """Whoever sets a kiosk up reads what is wrong with its address."""
    answer = town.client.get(address.format(site=town.site) + "&language=fr")
    assert answer.content_type == "text/html; charset=utf-8"
    assert (answer.status_code, said in answer.text) == (status, True)


def test_a_closed_survey_is_told(town: Any) -> None:
    """A kiosk whose survey is closed says so."""
    with town.sdk() as sdk:
        sdk.surveys.close("satisfaction")
    answer = town.client.get(f"/k/satisfaction?site={town.site}&language=fr")
    assert answer.status_code == 410
    assert "Cette enquête est terminée" in answer.text


def test_the_page_leads_to_its_manifest(town: Any) -> None:
    """Installed, the kiosk begins at the same address, full screen."""
    page = town.client.get(f"/k/satisfaction?site={town.site}&contact_point=guichet&language=en")
    link = re.search(r'<link rel="manifest" href="([^"]*)"', page.text)
    assert link is not None
    answer = town.client.get(link[1].replace("&amp;", "&"))
    assert answer.content_type == "application/manifest+json"
    manifest = answer.get_json()
    query = f"site={town.site}&contact_point=guichet&language=en"
    assert manifest["start_url"] == manifest["id"] == f"/k/satisfaction?{query}"
    assert (manifest["scope"], manifest["display"]) == ("/k/", "fullscreen")
    assert (manifest["lang"], manifest["dir"]) == ("en", "ltr")
    assert manifest["name"]
    assert manifest["icons"]


def test_the_worker_reaches_this_service_alone(town: Any) -> None:
    """The service worker is checked for a newer one each time, and may ask nobody else."""
    answer = town.client.get(f"/k/worker.js?release={__version__}")
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert policy_of(answer) == {"default-src": "'none'", "connect-src": "'self'"}
    assert 'addEventListener("fetch"' in answer.text


def test_the_worker_is_that_of_the_release(town: Any) -> None:
    """A new release registers another worker, which keeps what it is made of."""
    page = town.client.get(f"/k/satisfaction?site={town.site}")
    assert f'data-worker="/k/worker.js?release={__version__}"' in page.text
    for address in re.findall(r'data-keep="([^"]*)"', page.text)[0].split():
        answer = town.client.get(address)
        assert answer.status_code == 200, address
        answer.close()


def test_there_is_no_other_script(town: Any) -> None:
    """No other file can be had through the address of the scripts."""
    for name in ("other", "..%2Fpages%2Fbase", "page.html"):
        assert town.client.get(f"/k/{name}.js").status_code == 404


def test_a_page_of_ours_may_ask(town: Any) -> None:
    """The form is given to the service's own origin, which no site has to list."""
    own = {"Origin": "http://backend.test"}
    asked = f"/v1/s/satisfaction?site={town.site}"
    assert town.client.get(asked, headers=own).status_code == 200
    assert town.client.get(asked, headers={"Origin": "http://other.test"}).status_code == 403
