"""The changelog can be read by people who know Keep a Changelog."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
RELEASE = re.compile(r"\[Unreleased\]|\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}")


def wrong_headings(text: str) -> list[str]:
    """Name the headings that the format does not know."""
    releases = re.findall(r"^## (.+)$", text, re.MULTILINE)
    kinds = re.findall(r"^### (.+)$", text, re.MULTILINE)
    return [r for r in releases if not RELEASE.fullmatch(r)] + [k for k in kinds if k not in KINDS]


def test_headings_are_those_of_the_format(root: Path) -> None:
    """Releases are `[1.2.3] - date` or `[Unreleased]`, and changes are sorted by the six kinds."""
    text = (root / "CHANGELOG.md").read_text("utf-8")
    assert text.startswith("# Changelog\n")
    assert wrong_headings(text) == []


def test_the_version_is_being_written_about(root: Path) -> None:
    """The version of the distribution has its release, or the changelog has unreleased lines."""
    text = (root / "CHANGELOG.md").read_text("utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"## [{project['version']}]" in text or "## [Unreleased]\n\n###" in text


def missing_builds(text: str, version: str, kept: set[str]) -> list[str]:
    """Name the releases whose built widget is kept no more, though pages may pin it."""
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.MULTILINE)
    return [release for release in released if release not in kept | {version}]


def test_every_released_widget_is_kept(root: Path) -> None:
    """The built widget of each earlier release is there, so that pages that pin it go on."""
    text = (root / "CHANGELOG.md").read_text("utf-8")
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    kept = {path.parent.name for path in root.glob("widget_static/releases/*/integrity.json")}
    assert missing_builds(text, project["version"], kept) == []


def test_a_lost_build_is_caught() -> None:
    """Control: of three releases, the one that is neither the current one nor kept is named."""
    text = "## [0.3.0] - 2027-01-01\n## [0.2.0] - 2026-12-01\n## [0.1.0] - 2026-11-01\n"
    assert missing_builds(text, "0.3.0", {"0.2.0"}) == ["0.1.0"]


def test_a_wrong_heading_is_caught() -> None:
    """Control: a release without date and an unknown kind of change are named."""
    text = "# Changelog\n## 1.0.0\n### Improved\n### Fixed\n## [Unreleased]\n"
    assert wrong_headings(text) == ["1.0.0", "Improved"]
