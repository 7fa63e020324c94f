"""Built-in surveys: JSON definitions, like those that anyone may write."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from ..errors import NotFound

_FOLDER = files("widget_backend") / "templates" / "surveys"
_SUFFIX = ".json"


def names() -> list[str]:
    """Names of the built-in surveys, in alphabetical order."""
    found = (entry.name for entry in _FOLDER.iterdir())
    return sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX))


def load(name: str) -> dict[str, Any]:
    """Give a built-in survey as a raw definition; raises NotFound."""
    if name not in names():
        raise NotFound(f"There is no template {name}; there are {', '.join(names())}.")
    text = (_FOLDER / (name + _SUFFIX)).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
