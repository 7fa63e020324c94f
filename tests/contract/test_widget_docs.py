"""What a page may say to the widget, and style of it, is in the reference."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PROPERTY = re.compile(r"var\((--pv-[a-z-]+)")
PART = re.compile(r"[\"`](?:[a-z][a-z0-9]*|\$\{[^}]*\})\.([a-z]+)(?=[ \"`])")
EVENT = re.compile(r"\bemit\([^,]+,\s*\"([a-z]+)\"")
OBSERVED = re.compile(r"observedAttributes = \[([^\]]+)\]")
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
ERROR_TEXT = re.compile(r"[\"`]error\.")


def undocumented(pattern: re.Pattern[str], code: str, page: str) -> list[str]:
    """Name what the code offers and the page does not write as code."""
    return sorted({name for name in pattern.findall(code) if f"`{name}`" not in page})


@pytest.fixture
def page(root: Path) -> str:
    """Read the widget's page."""
    return (root / "docs/reference/widget.md").read_text("utf-8")


@pytest.fixture
def code(sources: list[Any]) -> str:
    """Read the widget's sources as one text, without comments and the keys of its error texts."""
    folders = ("widget_static/src/", "widget_static/css/")
    text = "\n".join(source.text for source in sources if source.name.startswith(folders))
    return ERROR_TEXT.sub("", COMMENT.sub("", text))


@pytest.mark.parametrize("pattern", [PROPERTY, PART, EVENT], ids=["property", "part", "event"])
def test_every_promise_is_documented(code: str, page: str, pattern: re.Pattern[str]) -> None:
    """Each CSS property, part and event of the widget is on its page."""
    assert len(set(pattern.findall(code))) > 3
    assert undocumented(pattern, code, page) == []


def test_every_attribute_is_documented(code: str, page: str) -> None:
    """Each attribute that the element observes is on its page."""
    (observed,) = OBSERVED.findall(code)
    attributes = re.findall(r"\"([a-z-]+)\"", observed)
    assert attributes
    assert [name for name in attributes if f"`{name}`" not in page] == []


def test_an_undocumented_promise_is_caught() -> None:
    """Control: a property, a part and an event that the page does not name are caught."""
    code = 'var(--pv-shadow, 0) h("div.badge", {}) emit(host, "closed")'
    found = [undocumented(pattern, code, "`error`") for pattern in (PROPERTY, PART, EVENT)]
    assert found == [["--pv-shadow"], ["badge"], ["closed"]]
