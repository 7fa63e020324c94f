"""Settings come from one table, and a mistake in them is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from widget_backend.config import SETTINGS, child_environment, load
from widget_backend.errors import Misconfigured


def test_every_default_is_valid() -> None:
    """An empty environment is a complete configuration."""
    config = load({})
    assert config.port == 8000
    assert not config.delivers


def test_environment_decides() -> None:
    """A variable overrides its default, and an argument the variable."""
    given = {"PORTE_VOIX_PORT": "9000", "PORTE_VOIX_BASE_URL": "https://voix.example/"}
    assert load(given).port == 9000
    assert load(given).base_url == "https://voix.example"
    assert load(given, port=9001).port == 9001


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORTE_VOIX_PORT", "eighty"),
        ("PORTE_VOIX_PORT", "-1"),
        ("PORTE_VOIX_BASE_URL", "voix.example"),
        ("PORTE_VOIX_COLLECTOR_URL", "ftp://x.example"),
        ("PORTE_VOIX_PROT", "8000"),
    ],
)
def test_wrong_setting_is_named(variable: str, value: str) -> None:
    """A wrong value, or a variable that is only nearly ours, stops the start with its name."""
    with pytest.raises(Misconfigured, match=variable):
        load({variable: value})


def test_child_process_has_the_same_settings(tmp_path: Path) -> None:
    """A process started with our environment reads the same configuration."""
    config = load({}, data_dir=tmp_path, port=1234, source="x")
    assert load(child_environment(config)) == config


def test_every_setting_is_explained() -> None:
    """Each row of the table has a sentence."""
    assert all(setting.doc.endswith(".") for setting in SETTINGS)


def test_address_follows_the_port() -> None:
    """Without a public address, the one that is listened on serves as it."""
    assert load({}, port=9000).base_url == "http://127.0.0.1:9000"
    assert load({"PORTE_VOIX_BASE_URL": "https://v.example"}, port=9000).base_url == (
        "https://v.example"
    )


def test_collector_needs_its_token() -> None:
    """A collector without a token is told at the start, not at each delivery."""
    with pytest.raises(Misconfigured, match="COLLECTOR_TOKEN"):
        load({"PORTE_VOIX_COLLECTOR_URL": "https://centre.example"})
