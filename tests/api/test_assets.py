"""The widget's files, and the schema of survey definitions."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from porte_voix import __version__
from widget_backend.api import assets
from widget_static import DIST


def test_versioned_file_never_changes(client: Any) -> None:
    """A pinned file may be kept for ever, and has the hash that integrity.json gives."""
    integrity = json.loads((DIST / "integrity.json").read_text())
    assert "porte-voix.js" in integrity
    for name in integrity:
        answer = client.get(f"/w/{__version__}/{name}")
        digest = base64.b64encode(hashlib.sha384(answer.data).digest()).decode()
        assert integrity[name] == f"sha384-{digest}"
        assert "immutable" in answer.headers["Cache-Control"]
        answer.close()


def test_alias_moves(client: Any) -> None:
    """The alias gives this release's file, and is asked for again within the hour."""
    answer = client.get("/w/porte-voix.js")
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_other_release_is_not_here(client: Any) -> None:
    """A release that this backend does not have says which one it serves."""
    answer = client.get("/w/0.0.1/porte-voix.js")
    assert answer.status_code == 404
    assert __version__ in answer.get_json()["detail"]


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep an earlier release beside this one."""
    folder = tmp_path / "releases"
    (folder / "0.0.1").mkdir(parents=True)
    (folder / "0.0.1" / "porte-voix.js").write_text("/*! porte-voix 0.0.1 */", "utf-8")
    (folder / "notes.txt").write_text("not a release", "utf-8")
    (tmp_path / "secret.txt").write_text("outside", "utf-8")
    monkeypatch.setattr(assets, "RELEASES", folder)
    return folder


def test_pinned_pages_outlive_a_release(client: Any, releases: Path) -> None:
    """A file of an earlier release that is kept is served as it was, for ever."""
    answer = client.get("/w/0.0.1/porte-voix.js")
    assert answer.data == (releases / "0.0.1" / "porte-voix.js").read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/w/porte-voix.js").data == (DIST / "porte-voix.js").read_bytes()
    assert client.get("/w/0.0.1/porte-voix-assist.js").status_code == 404


@pytest.mark.parametrize("version", ["..", ".", "notes.txt", "%2e%2e", "0.0.2"])
def test_only_releases_are_served(client: Any, releases: Path, version: str) -> None:
    """Nothing outside of the kept releases can be read by an address."""
    assert (releases.parent / "secret.txt").exists()
    for name in ("secret.txt", "notes.txt", "porte-voix.js"):
        assert client.get(f"/w/{version}/{name}").status_code == 404


def test_schema_is_published(client: Any) -> None:
    """Editors and other languages read the schema of definitions from any backend."""
    answer = client.get("/schemas/survey.json")
    schema = files("widget_backend.domain").joinpath("survey.schema.json").read_text("utf-8")
    assert answer.content_type == "application/schema+json"
    assert answer.get_json(force=True) == json.loads(schema)
