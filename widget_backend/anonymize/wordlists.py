"""Word lists of `data/`, one entry a line, `#` starts a comment; read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """Give the entries of `data/<name>.txt`: lower case, without accents."""
    text = (files("widget_backend.anonymize") / "data" / f"{name}.txt").read_text("utf-8")
    lines = (line.partition("#")[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.split())
