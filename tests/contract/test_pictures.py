"""The pictures of the documentation are light, used, and made by a command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

MOST_BYTES = {"town-hall.png": 150_000}  # what the README opens with: a whole page, twice
WIDGET_BYTES = 60_000


def heavy(folder: Path) -> list[str]:
    """Name the pictures that weigh more than they may."""
    return [
        path.name
        for path in sorted(folder.iterdir())
        if path.stat().st_size > MOST_BYTES.get(path.name, WIDGET_BYTES)
    ]


@pytest.fixture
def images(root: Path) -> Path:
    """Give the folder of the pictures."""
    return root / "docs" / "images"


def test_pictures_are_light(images: Path) -> None:
    """No picture of the widget weighs more than 60 kB."""
    assert heavy(images) == []


def test_a_heavy_picture_is_caught(tmp_path: Path) -> None:
    """Control: of two pictures, the one that is too heavy is named."""
    (tmp_path / "widget-heavy.png").write_bytes(b"\0" * (WIDGET_BYTES + 1))
    (tmp_path / "widget-light.png").write_bytes(b"\0" * WIDGET_BYTES)
    assert heavy(tmp_path) == ["widget-heavy.png"]


def test_every_picture_is_shown_and_made(root: Path, images: Path) -> None:
    """Each picture is shown by a page, and named by the tool that takes it."""
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    text = "\n".join(path.read_text("utf-8") for path in pages)
    tools = "\n".join(path.read_text("utf-8") for path in (root / "tools").glob("*.py"))
    names = [path.name for path in images.iterdir()]
    assert [name for name in names if f"images/{name})" not in text] == []
    assert [name for name in names if f'"{name[:-4]}' not in tools] == []


def test_parts_that_are_drawn_are_parts(root: Path) -> None:
    """Each part that the picture names is in the table beside it."""
    drawn = re.findall(
        r'\["([a-z-]+)", "(?:left|right)"', (root / "tools/widget_parts.js").read_text()
    )
    page = (root / "docs/reference/widget.md").read_text("utf-8").partition("### Parts")[2]
    assert len(drawn) > 10
    assert [part for part in drawn if f"| `{part}` |" not in page] == []
