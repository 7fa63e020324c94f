"""What the README shows is what there is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from porte_voix import snippet
from widget_backend.demo.servers import free_port, serving

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def blocks() -> dict[str, str]:
    """Give the README's blocks by language."""
    return dict(BLOCK.findall((ROOT / "README.md").read_text("utf-8")))


def test_snippet_is_what_the_sdk_makes(blocks: dict[str, str]) -> None:
    """The snippet of the README is the one that `porte_voix.snippet` gives."""
    assert blocks["html"] == snippet(
        base_url="https://voix.example.fr",
        site="3f9c2d41a8b07e65",
        survey="satisfaction",
        contact_point="page-cantine",
        language="fr",
    )


def test_pull_loop_pulls(
    town: Any, blocks: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pull loop of the README, run as it stands twice, prints each change once."""
    town.submit({"satisfaction": "good"})
    town.submit({"satisfaction": "bad"})
    with town.sdk() as sdk:
        sdk.responses.erase(next(sdk.responses.list()).id)
    port = free_port(0)
    monkeypatch.setenv("PORTE_VOIX_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("PORTE_VOIX_TOKEN", town.token)
    with serving(town.app, port):
        printed = [run(blocks["python"], tmp_path) for _ in range(2)]
    assert re.fullmatch(
        r"satisfaction \{'satisfaction': 'bad'\}\nforget [0-9a-f-]{36}\n", printed[0]
    )
    assert printed[1] == ""


def run(program: str, folder: Path) -> str:
    """Run a program in a folder of its own; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def test_two_commands_exist(blocks: dict[str, str]) -> None:
    """The two commands of the README are targets of the Makefile."""
    commands = re.findall(r"^\$ make (\w+)", blocks["console"], re.MULTILINE)
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert commands == ["demo", "test"]
    assert set(commands) <= set(targets)


def test_paths_of_the_map_exist() -> None:
    """Every file and folder that the README names is there."""
    readme = (ROOT / "README.md").read_text("utf-8")
    rows = readme.partition("## Where to change a thing")[2]
    named = re.findall(r"`((?:sdk|widget_\w+)/[\w/.]*)`", rows)
    assert len(named) >= 7
    assert [path for path in named if not (ROOT / path).exists()] == []
