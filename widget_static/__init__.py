"""The built widget, its style sheet and its texts, as files that the backend serves."""

from __future__ import annotations

from pathlib import Path

DIST = Path(__file__).parent / "dist"
RELEASES = Path(__file__).parent / "releases"  # those before this one: version → its files
LOCALES = Path(__file__).parent / "locales"
