"""The built widget, its style sheet and its texts, as files that the backend serves."""

from __future__ import annotations

from pathlib import Path

DIST = Path(__file__).parent / "dist"
LOCALES = Path(__file__).parent / "locales"
