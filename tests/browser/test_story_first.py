"""The first story, from end to end: asked on a town's pages, pulled by whoever wants to listen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from porte_voix import Change, Client
from widget_backend.demo.samples import SATISFACTION, letter
from widget_backend.demo.setup import TOWN, set_up_town
from widget_backend.demo.town import create_town
from widget_backend.demo.walk import Broken, check_documents, pull, require_clean
from widget_backend.services.delivering import deliver
from widget_backend.services.installation import install

SOURCE = "site-a"


@dataclass(frozen=True, slots=True)
class Story:
    """Where it takes place: the town's pages, its backend, the collector's address and tokens."""

    town: str
    backend: Any
    collector: str
    delivers: str
    pulls: str

    def end(self) -> tuple[Client, list[Change]]:
        """Deliver to the collector, and pull from it; gives the two responses and the client."""
        with self.backend.in_use(), Client(self.collector, self.delivers) as client:
            deliver(self.backend, client)
        client = Client(self.collector, self.pulls)
        return client, pull(client)


@pytest.fixture
def story(app: Any, config: Any, web_server: Any, collector: Any, serve: Any) -> Story:
    """Serve a town's backend, its pages on another origin, and a collector on a third."""
    web_server.app = app
    token, pages = install(config, key="ville", name="Ville"), serve(None)
    with Client(config.base_url, token) as sdk:
        sdk.organisations.create(TOWN, "Rochebelle-sur-Ondine", parent="ville")
    town = set_up_town(config.base_url, token, pages.origin)
    pages.app = create_town(config.base_url, town.snippets)
    return Story(
        town=pages.origin,
        backend=app.extensions["porte_voix"],
        collector=serve(collector.app).origin,
        delivers=collector.new_token("deliveries:write", organisation="centre", source=SOURCE),
        pulls=collector.new_token("feed:read", "responses:read", organisation="centre"),
    )


def tell_about_the_canteen(page: Any, keyboard: Any, town: str) -> None:
    """Answer the satisfaction survey, with a telephone number and a name in the text."""
    page.goto(town)
    page.locator("porte-voix .pv-form").wait_for()
    for control, key in (
        ("satisfaction|", "ArrowRight"),
        ("contact_tried|phone", "Space"),
        ("contact_tried|website", "Space"),
        ("contact_reached:phone|", "ArrowRight"),
    ):
        keyboard.reach(control)
        keyboard.press(key)
    keyboard.reach("verbatim|")
    keyboard.type(SATISFACTION["verbatim"])
    send(page, keyboard)


def report_a_letter(page: Any, keyboard: Any, town: str, file: Path) -> None:
    """Report a document that is hard to understand, with the document and a name in the text."""
    page.goto(f"{town}/courrier.html")
    page.locator("porte-voix .pv-form [type=file]").wait_for(state="attached")
    keyboard.reach("document_kind|letter")
    keyboard.press("Space")
    keyboard.reach("reasons|jargon")
    keyboard.press("Space")
    keyboard.reach("clearer|")
    keyboard.type("Dire quel papier manque. Merci. Mme Garance Tournebise")
    keyboard.reach("document|")
    with page.expect_file_chooser() as chooser:  # the system's own window is no page's matter
        keyboard.press("Space")
    chooser.value.set_files(file)
    page.get_by_role("button", name="Laisser le serveur masquer").wait_for()
    keyboard.reach("Laisser le serveur masquer")
    keyboard.press("Enter")
    page.get_by_text("Le serveur masquera").wait_for()
    send(page, keyboard)


def send(page: Any, keyboard: Any) -> None:
    """Press the button, and wait for the receipt."""
    keyboard.reach("|Envoyer")
    keyboard.press("Enter")
    page.locator("porte-voix .pv-receipt").wait_for()


def test_what_is_told_is_heard(page: Any, keyboard: Any, story: Story, tmp_path: Path) -> None:
    """Both surveys, by keyboard alone, reach the collector without any personal data."""
    (file := tmp_path / "lettre.pdf").write_bytes(letter())
    tell_about_the_canteen(page, keyboard, story.town)
    report_a_letter(page, keyboard, story.town, file)
    client, pulled = story.end()
    with client:
        check_documents(client, pulled)
    require_clean(json.dumps([change.raw for change in pulled], ensure_ascii=False), "the feed")
    canteen, report = (dict(change.raw["response"]["answers"]) for change in pulled)
    assert "[téléphone]" in canteen.pop("verbatim")
    assert canteen == {
        "satisfaction": "medium",
        "contact_tried": ["phone", "website"],
        "contact_reached": {"phone": "no"},
    }
    assert "[nom]" in report.pop("clearer")
    assert report == {"document_kind": "letter", "reasons": ["jargon"]}
    assert {change.raw["response"]["contact_point"] for change in pulled} == {
        "page-cantine",
        "page-courriers",
    }


def test_personal_data_would_be_noticed() -> None:
    """Control: what the two type, were it pulled as it is, is refused."""
    with pytest.raises(Broken):
        require_clean(SATISFACTION["verbatim"], "the feed")
