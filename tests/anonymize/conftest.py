"""The shared vectors of text findings, and the spans they stand for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Span = tuple[int, int, str]
VECTORS = Path(__file__).parents[1] / "vectors" / "text_findings.json"


def expected_spans(vector: dict[str, Any]) -> list[Span]:
    """Place the values of a vector in its text, each after the one before; in code points."""
    spans: list[Span] = []
    position = 0
    for finding in vector["findings"]:
        start = vector["text"].index(finding["value"], position)
        position = start + len(finding["value"])
        spans.append((start, position, finding["type"]))
    return spans


@pytest.fixture(scope="session")
def text_vectors() -> dict[str, list[dict[str, Any]]]:
    """Give the development set: `found` has personal data, `clean` has traps."""
    vectors: dict[str, list[dict[str, Any]]] = json.loads(VECTORS.read_text("utf-8"))
    return vectors


@pytest.fixture(scope="session")
def spans_of() -> Callable[[dict[str, Any]], list[Span]]:
    """Give the function that says which spans a vector expects."""
    return expected_spans
