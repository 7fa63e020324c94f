"""The widget stays small: gzip -9, in bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from widget_static import LOCALES

BUDGETS = {
    "porte-voix.js": 5_500,  # its style sheet is inside
    "porte-voix-lite.js": 3_100,
    "porte-voix-form.js": 1_000,
    "porte-voix-document.js": 2_500,
    "porte-voix-hint.js": 2_000,
    "porte-voix-pdf.js": 1_000,  # our own limit
    "porte-voix-assist.js": 1_900,  # our own limit
    "porte-voix-preview.js": 3_000,  # our own: it is the webmaster's, no visitor loads it
}
FULL = "porte-voix.js"
SENTENCES = 500


def weigh(data: bytes) -> int:
    """Give the size as it travels."""
    return len(gzip.compress(data, 9, mtime=0))


def test_scripts_keep_to_their_budget(widget: Path) -> None:
    """Each built script has a budget, and weighs no more than it may."""
    weights = {path.name: weigh(path.read_bytes()) for path in (widget / "dist").glob("*.js")}
    assert {name: weight for name, weight in weights.items() if weight > BUDGETS[name]} == {}


@pytest.mark.parametrize("name", [FULL, "porte-voix-lite.js", "porte-voix-document.js"])
def test_a_heavy_script_is_noticed(widget: Path, name: str) -> None:
    """Control: a few lines more, and a script is over its budget."""
    more = "".join(f"console.log({n * 7919} + 'x{n * 104729:x}');" for n in range(20))
    assert weigh((widget / "dist" / name).read_bytes() + more.encode()) > BUDGETS[name]


def test_script_and_sentences_are_small_together(town: Any, widget: Path) -> None:
    """The full widget and what it says in French, which travels with the form, take 6 kB together.

    5 835 bytes: 5 498 of script and style, 337 of sentences. The script holds none but the label of
    a link: a language costs it nothing, and none is sent that the visitor does not read.
    """
    query = {"site": town.site, "language": "fr"}
    form = town.client.get("/v1/s/satisfaction/form", query_string=query).get_json()
    said = sentences_of(form)
    assert "Envoyer" in said
    script = (widget / "dist" / FULL).read_bytes()
    together = weigh(script + "\n".join(said).encode())
    assert together <= BUDGETS[FULL] + SENTENCES, together


def sentences_of(form: Any) -> list[str]:
    """Give the interface's own sentences that an answer carries, each once."""
    own = set(json.loads((LOCALES / "fr.json").read_text("utf-8")).values())
    return [text for text in dict.fromkeys(strings(form)) if text in own]


def strings(value: Any) -> Iterator[str]:
    """Walk through JSON; gives each text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)
