"""A kiosk in Chromium: it asks and sends whatever the network does, and keeps no more than that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from socket import SHUT_RDWR
from threading import Event
from time import monotonic
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

TIMEOUT_MILLISECONDS = 30_000
PATIENCE_SECONDS = 6  # of the worker, for a network that does not answer
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) kept.push(new URL(url).pathname);
  return kept.sort();
}"""
NEEDED = {"satisfaction", "page.js", "page.css", "porte-voix.js", "form"}
WAITING = "() => Object.keys(localStorage).filter((name) => name.startsWith('porte-voix-outbox'))"
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  violations.push(`${violatedDirective} ${blockedURI}`));
"""


def gone(environ: Any, start_response: Any) -> list[bytes]:
    """Answer nothing at all: the connection is cut, as without a network."""
    environ["werkzeug.socket"].shutdown(SHUT_RDWR)
    raise ConnectionError("There is no network.")


class Silent:
    """A network that takes every request, and answers none while the test lasts."""

    def __init__(self) -> None:
        self.end = Event()

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        """Wait, then cut."""
        self.end.wait(TIMEOUT_MILLISECONDS / 1000)
        return gone(environ, start_response)


def overloaded(environ: Any, start_response: Any) -> list[bytes]:
    """Answer as a proxy whose service is down."""
    start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
    return [b"Later."]


class Kiosk:
    """A tablet: a browser whose profile outlives a restart, and a network that may go."""

    def __init__(self, browser: Browser, path: str, profile: Path, town: Any, server: Any) -> None:
        self.type = browser.browser_type
        self.path = path
        self.profile = profile
        self.town = town
        self.server = server
        self.context: BrowserContext | None = None
        self.options: dict[str, Any] = {}

    def start(self, survey: str = "satisfaction") -> Page:
        """Open the browser on the kiosk's address, and wait for the survey."""
        page = self.launch()
        page.goto(self.address(survey))
        page.locator("porte-voix .pv-form").wait_for()
        return page

    def address(self, survey: str = "satisfaction") -> str:
        """Give the address that the tablet was set up with."""
        query = f"site={self.town.site}&contact_point=guichet&language=fr"
        return f"{self.server.origin}/k/{survey}?{query}"

    def launch(self) -> Page:
        """Switch the tablet on."""
        self.stop()
        self.context = self.type.launch_persistent_context(
            self.profile,
            executable_path=self.path,
            args=["--no-sandbox"],
            locale="fr-FR",
            **self.options,
        )
        self.context.set_default_timeout(TIMEOUT_MILLISECONDS)
        self.context.add_init_script(WATCH)
        return self.context.pages[0]

    def stop(self) -> None:
        """Close the browser, as a tablet that is switched off."""
        if self.context is not None:
            self.context.close()
            self.context = None

    def cut(self, instead: Callable[..., Any] = gone) -> None:
        """Take the network away, or the service behind it."""
        self.server.app = instead

    def mend(self) -> None:
        """Give the network back."""
        self.server.app = self.town.app

    def prepare(self) -> Page:
        """Open it once with the network, until all that it needs is kept."""
        page = self.start()
        until(page, KEPT, lambda kept: {path.rpartition("/")[2] for path in kept} >= NEEDED)
        return page


def until(page: Page, script: str, is_so: Callable[[Any], bool]) -> Any:
    """Wait for what a script says of the page."""
    for _ in range(TIMEOUT_MILLISECONDS // 50):
        found = page.evaluate(script)
        if is_so(found):
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"It never came to that: {found}")


def answer(page: Page) -> None:
    """Choose a face, and send."""
    page.locator("porte-voix label:has([name=satisfaction][value=good])").click()
    page.get_by_role("button", name="Envoyer", exact=True).click()


@pytest.fixture
def kiosk(
    browser: Browser, chromium: str, served: Any, web_server: Any, tmp_path: Path
) -> Iterator[Kiosk]:
    """Give a tablet that was never used."""
    tablet = Kiosk(browser, chromium, tmp_path / "profile", served, web_server)
    yield tablet
    tablet.stop()
    tablet.mend()


def test_a_kiosk_asks_without_a_network_and_sends_later(kiosk: Kiosk) -> None:
    """Restarted without a network it asks; started again with one, it sends, and sends once."""
    kiosk.prepare()
    kiosk.stop()
    kiosk.cut()
    page = kiosk.start()
    answer(page)
    page.locator("porte-voix [data-panel=queued]").wait_for()
    (waiting,) = until(page, WAITING, bool)
    kiosk.stop()
    kiosk.mend()
    assert kiosk.town.responses() == []
    page = kiosk.start()
    until(page, WAITING, lambda names: waiting not in names)
    (response,) = kiosk.town.responses()
    assert response["answers"] == {"satisfaction": "good"}
    assert response["contact_point"] == "guichet"


def test_without_its_worker_a_kiosk_does_not_start(kiosk: Kiosk) -> None:
    """Control: where nothing may be kept, no survey is there once the network is gone."""
    kiosk.options = {"service_workers": "block"}
    kiosk.start()
    kiosk.cut()
    with pytest.raises(Exception, match="ERR_"):
        kiosk.start()


def test_a_kiosk_outlives_its_service(kiosk: Kiosk) -> None:
    """While the service is down behind its proxy, the kiosk asks all the same."""
    kiosk.prepare()
    kiosk.cut(overloaded)
    assert kiosk.start().locator("porte-voix .pv-form").is_visible()


def test_a_network_that_never_answers_is_waited_for_once(kiosk: Kiosk) -> None:
    """A kiosk is patient with the page alone; what follows comes from what it kept."""
    kiosk.prepare()
    silent = Silent()
    kiosk.cut(silent)
    began = monotonic()
    page = kiosk.start()
    assert page.locator("porte-voix .pv-form").is_visible()
    assert monotonic() - began < 2 * PATIENCE_SECONDS
    silent.end.set()


def test_the_network_is_asked_first(kiosk: Kiosk) -> None:
    """With a network, a kiosk asks what was published last, and not what it kept."""
    kiosk.prepare()
    with kiosk.town.sdk() as sdk:
        draft = dict(sdk.surveys.get("satisfaction").raw["draft"])
        draft["title"] = dict.fromkeys(draft["languages"], "Tout nouveau")
        sdk.surveys.draft("satisfaction", draft)
        sdk.surveys.publish("satisfaction")
    assert kiosk.start().locator("porte-voix .pv-title").inner_text() == "Tout nouveau"


def test_a_closed_survey_is_not_asked_from_memory(kiosk: Kiosk) -> None:
    """A kiosk whose survey was closed says so, and does not go on asking what it kept."""
    kiosk.prepare()
    with kiosk.town.sdk() as sdk:
        sdk.surveys.close("satisfaction")
    page = kiosk.launch()
    page.goto(kiosk.address())
    page.get_by_text("Cette enquête est terminée").wait_for()


def test_a_kiosk_keeps_what_it_needs_alone(kiosk: Kiosk) -> None:
    """The page, its scripts, its style and the form are kept; what people answer is not there."""
    page = kiosk.prepare()
    answer(page)
    page.locator("porte-voix .pv-receipt").wait_for()
    kept = set(page.evaluate(KEPT))
    names = {path.rpartition("/")[2] for path in kept if path.startswith("/w/")}
    assert {"page.css", "porte-voix.js"} <= names
    rest = {path for path in kept if not path.startswith("/w/")}
    assert rest - {"/k/satisfaction/manifest.json"} == {
        "/k/page.js",
        "/k/satisfaction",
        "/v1/s/satisfaction/form",
    }


def test_an_earlier_release_is_forgotten(kiosk: Kiosk) -> None:
    """Once this release is kept, what an earlier one was made of goes."""
    page = kiosk.start()
    page.evaluate("() => caches.open('porte-voix kiosk 0.0.1')")
    page = kiosk.start()
    until(page, "() => caches.keys()", lambda names: len(names) == 1)


def test_a_kiosk_keeps_to_its_policy(kiosk: Kiosk) -> None:
    """Nothing that the page does is refused by its own policy, and axe finds nothing."""
    page = kiosk.prepare()
    assert page.evaluate("() => window.violations") == []
    found = Axe().run(page).response["violations"]
    assert [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found] == []


def test_a_kiosk_asks_whoever_comes(kiosk: Kiosk) -> None:
    """Targeting is for the pages of a site: at a counter, everybody is asked, again and again."""
    label = {"fr": "Votre avis"}
    nobody = {"include": "/elsewhere", "sample": 0, "once": True}
    note = {"key": "note", "type": "short_text", "label": label}
    definition = {"kind": "custom", "default_language": "fr", "languages": ["fr"], "title": label}
    definition |= {"questions": [note], "targeting": nobody}
    kiosk.town.publish("targeted", definition=definition)
    assert kiosk.start("targeted").get_by_label("Votre avis").first.is_visible()


def test_nothing_is_left_of_the_person_before(kiosk: Kiosk) -> None:
    """Who leaves in the middle leaves nothing to the next one, whatever becomes of the page."""
    page = kiosk.start()
    page.locator("porte-voix textarea").fill("Mon nom est personne.")
    page.locator("porte-voix label:has([name=satisfaction][value=good])").click()
    page.reload()
    page.locator("porte-voix .pv-form").wait_for()
    page.wait_for_timeout(500)
    assert page.locator("porte-voix textarea").input_value() == ""
    assert page.locator("porte-voix :checked:is([type=radio])").count() == 0
