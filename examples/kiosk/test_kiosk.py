"""What the form of the example asks for is a kiosk's page of a real backend."""

import os
import re
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from porte_voix import Client
from porte_voix.testing import WsgiTransport
from widget_backend.app import create_app
from widget_backend.config import load
from widget_backend.services.installation import install

HERE = Path(__file__).parent
BACKEND = "https://voix.example.fr"
PAGE = (HERE / "index.html").read_text("utf-8")
LANGUAGES = re.findall(r'name="language" value="([^"]+)"', PAGE)
POINTS = re.findall(r'<button name="contact_point" value="([^"]+)">([^<]+)</button>', PAGE)


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """Give the backend of a town that has the contact points of the example."""
    config = load({}, data_dir=tmp_path, base_url=BACKEND, source="town")
    token = install(config, key="ville", name="Ville")
    made = create_app(config)
    with Client(BACKEND, token, transport=WsgiTransport(made)) as client:
        client.services.create("accueil", "Accueil", organisation="ville")
        for key, name in POINTS:
            client.contact_points.create(key, name, service="accueil")
        client.surveys.create("satisfaction", organisation="ville", template="satisfaction")
        client.surveys.publish("satisfaction")
        site = client.sites.create("Site", organisation="ville", origins=["https://a.example"])
    made.config["SITE"] = site.key
    yield made
    made.extensions["porte_voix"].database.close()


def test_every_choice_leads_to_its_kiosk(app: Flask) -> None:
    """Each button, in each language, opens a kiosk that stands for its contact point."""
    (action,) = re.findall(rf'<form action="{BACKEND}(/[^"]+)">', PAGE)
    assert len(POINTS) == len(LANGUAGES) == 3
    for (key, name), language in product(POINTS, LANGUAGES):
        query = {"site": app.config["SITE"], "language": language, "contact_point": key}
        answer = app.test_client().get(action, query_string=query)
        assert answer.status_code == 200
        assert f'contact-point="{key}"' in answer.text
        assert f'language="{language}"' in answer.text
        assert name in answer.text.replace("&#39;", "’")


def test_the_policy_lets_the_form_go_to_one_place() -> None:
    """The page runs nothing, and its form may only go to the backend."""
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', PAGE)
    assert policy.startswith("default-src 'none';")
    assert f"form-action {BACKEND}" in policy
    assert "script" not in policy


def test_the_browser_keeps_its_profile(tmp_path: Path) -> None:
    """The script opens its address full screen, with a profile in a folder that stays."""
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    browser.chmod(0o755)
    env = os.environ | {"BROWSER": str(browser), "PROFILE": str(tmp_path / "profile")}
    run = subprocess.run(
        [str(HERE / "kiosk.sh"), "https://a.example/k/b"],
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    words = run.stdout.splitlines()
    assert "--kiosk" in words
    assert f"--user-data-dir={tmp_path / 'profile'}" in words
    assert words[-1] == "https://a.example/k/b"
    assert (tmp_path / "profile").is_dir()
