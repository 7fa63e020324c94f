"""The widget stays small: gzip -9, in bytes."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from widget_backend.api.texts import languages, widget_texts
from widget_backend.domain import templates
from widget_backend.domain.definitions import parse
from widget_backend.domain.localize import published

BUDGETS = {
    "porte-voix.js": 5_500,  # its style sheet is inside
    "porte-voix-document.js": 2_500,
    "porte-voix-email.js": 500,
    "porte-voix-form.js": 1_000,
}
SENTENCES = 500


def weigh(data: bytes) -> int:
    """Give the size as it travels."""
    return len(gzip.compress(data, 9, mtime=0))


def as_sent(value: Any) -> bytes:
    """Write JSON as the backend sends it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.parametrize("name", BUDGETS)
def test_files_keep_to_their_budget(widget: Path, name: str) -> None:
    """Each built script weighs no more than it may."""
    assert weigh((widget / "dist" / name).read_bytes()) <= BUDGETS[name]


@pytest.mark.parametrize("language", languages())
def test_sentences_keep_to_their_budget(language: str) -> None:
    """The widget's sentences add no more than 500 bytes to the survey that they travel with."""
    survey = published(parse(templates.load("satisfaction")), language)
    own = {k: v for k, v in widget_texts(language).items() if not k.startswith("document")}
    assert weigh(as_sent(survey | {"texts": own})) - weigh(as_sent(survey)) <= SENTENCES


def test_a_heavy_file_is_noticed(widget: Path) -> None:
    """Control: a few lines more, and the script is over its budget."""
    name = "porte-voix.js"
    more = "".join(f"console.log({n * 7919} + 'x{n * 104729:x}');" for n in range(20))
    assert weigh((widget / "dist" / name).read_bytes() + more.encode()) > BUDGETS[name]
