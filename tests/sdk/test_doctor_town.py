"""The doctor at a real town hall: its page and its backend, over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from werkzeug.serving import make_server

from porte_voix import __version__, snippet
from porte_voix._doctor.integrity import hash_of
from porte_voix.cli import main
from widget_backend.config import Config, load
from widget_backend.demo.servers import free_port
from widget_backend.demo.town import create_town
from widget_backend.domain import templates
from widget_static import DIST

TOLD = ("sampled", "once", "privacy_signals", "preview")
FILE = DIST / "porte-voix.js"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Give the settings of a fresh site that is served for real."""
    port = free_port(0)
    base_url = f"http://127.0.0.1:{port}"
    return load({}, data_dir=tmp_path / "site", base_url=base_url, port=port, source="site-a")


@contextmanager
def serving(app: Flask, port: int) -> Iterator[None]:
    """Serve an application until the end."""
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class TownHall:
    """A page of the town, its snippet to be changed at will."""

    app: Flask
    origin: str
    given: dict[str, Any]

    def paste(self, **changes: Any) -> None:
        """Paste a snippet that differs by this."""
        self.given |= changes
        self.app.config["SNIPPETS"] = {"mairie": snippet(**self.given)}

    def examined(self) -> tuple[int, dict[str, str]]:
        """Give how the command ends, and what it finds wrong: code → message with its fix."""
        result = CliRunner().invoke(main, ["doctor", f"{self.origin}/", "--json"])
        findings = json.loads(result.stdout)["findings"]
        wrong = [finding for finding in findings if finding["level"] != "ok"]
        return result.exit_code, {f["code"]: f"{f['message']} {f['fix']}" for f in wrong}


@pytest.fixture
def town_hall(town: Any, config: Config) -> Iterator[TownHall]:
    """Serve the town's backend, and a page of its town hall with the widget."""
    port = free_port(0)
    origin = f"http://127.0.0.1:{port}"
    with town.sdk() as sdk:
        site = sdk.sites.create("Mairie", organisation="ville", origins=[origin])
    given = {"base_url": config.base_url, "site": site.key, "survey": "satisfaction"}
    hall = TownHall(create_town(config.base_url, {}), origin, given)
    hall.paste(contact_point="guichet", language="fr")
    with serving(town.app, config.port), serving(hall.app, port):
        yield hall


def test_the_page_of_the_town_is_healthy(town_hall: TownHall) -> None:
    """On the demo's page, strict policy included, the doctor finds nothing; pinned, no more."""
    assert town_hall.examined() == (0, {})
    town_hall.paste(version=__version__, integrity=hash_of(FILE.read_bytes()))
    assert town_hall.examined() == (0, {})


def test_an_origin_that_was_removed_is_named(town: Any, town_hall: TownHall) -> None:
    """Once the site no longer lists the page's origin, the doctor names it."""
    with town.sdk() as sdk:
        sdk.sites.update(town_hall.given["site"], origins=["https://www.ville.example"])
    code, wrong = town_hall.examined()
    assert (code, list(wrong)) == (1, ["origin_not_allowed"])
    assert f"does not list the origin {town_hall.origin}." in wrong["origin_not_allowed"]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"site": "0000000000000000"}, "site_not_found"),
        ({"survey": "nothing"}, "survey_not_found"),
        ({"survey": "drafted"}, "survey_not_found"),
        ({"survey": "closed"}, "survey_closed"),
        ({"contact_point": "nowhere"}, "contact_point_unknown"),
        ({"language": "br"}, "language_not_offered"),
        ({"version": "0.0.1", "integrity": "sha384-" + "A" * 64}, "version_not_served"),
        ({"version": __version__, "integrity": "sha384-" + "A" * 64}, "integrity_mismatch"),
        ({"base_url": f"http://127.0.0.1:{free_port(0)}"}, "script_unreachable"),
    ],
)
def test_a_wrong_snippet_is_told(
    town: Any, town_hall: TownHall, changes: dict[str, str], found: str
) -> None:
    """A key that is wrong, a survey that is not open, a release that is gone: each is told."""
    with town.sdk() as sdk:
        sdk.surveys.create("drafted", organisation="ville", template="nps")
        sdk.surveys.create("closed", organisation="ville", template="nps")
        sdk.surveys.publish("closed")
        sdk.surveys.close("closed")
    town_hall.paste(**changes)
    code, wrong = town_hall.examined()
    assert found in wrong
    assert code == (0 if found == "language_not_offered" else 1)


def test_the_rules_of_a_survey_are_told(town: Any, town_hall: TownHall) -> None:
    """What a survey's own targeting says to this page is told, from the backend's form."""
    rules = {"include": "/piscine/*", "until": "2026-01-01", "sample": 20, "once": True}
    town.publish("aimed", definition=templates.load("nps") | {"targeting": rules})
    town_hall.paste(survey="aimed")
    code, wrong = town_hall.examined()
    assert (code, set(wrong)) == (1, {"url_not_included", "no_longer", *TOLD})


def test_examining_leaves_nothing_behind(town: Any, town_hall: TownHall) -> None:
    """The doctor sends no answer that is kept."""
    town_hall.examined()
    assert town.responses() == []
