"""JSON as RFC 8259 has it, and no deeper than any of our shapes goes."""

from __future__ import annotations

import json
import math
from typing import Any

from flask.json.provider import DefaultJSONProvider

from ..errors import MalformedJson

MAX_DEPTH = 100
"""Python's own limit depends on who calls; what could be read could not always be written again."""


class StrictJson(DefaultJSONProvider):
    """What the application reads JSON with."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Read; raises ValueError on whatever is not JSON."""
        return loads(s)


def loads(text: str | bytes) -> Any:
    """Read strict JSON; raises ValueError."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant, parse_float=_finite)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    _check_depth(value)
    return value


def read_json(body: str | bytes) -> Any:
    """Read the JSON of a request; raises MalformedJson."""
    try:
        return loads(body)
    except ValueError:
        raise MalformedJson("Send one JSON object, in UTF-8.") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _finite(digits: str) -> float:
    """Refuse `1e999`: it would be written again as `Infinity`."""
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"{digits} is too large")
    return number


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [below for item in level for below in _below(item)]
        if not level:
            return
    raise ValueError("nested too deeply")


def _below(item: Any) -> Any:
    if isinstance(item, dict):
        return item.values()
    return item if isinstance(item, list) else ()
