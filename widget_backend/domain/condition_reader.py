"""Reads `show_if`; what it refers to is checked by `rules`, once every question is known."""

from __future__ import annotations

from typing import Any

from .conditions import GROUPS, MAX_DEPTH, TESTS, Condition
from .places import Place
from .reading import as_whole, flag, items, key, whole

MAX_PARTS = 100
MAX_NUMBER = 1_000_000


def read_condition(place: Place | None, depth: int = 1) -> Condition | None:
    """Read one condition, at most `MAX_DEPTH` deep; None when it is wrong or absent."""
    if place is None:
        return None
    if depth > MAX_DEPTH:
        place.refuse("too_deep", f"Nest conditions at most {MAX_DEPTH} deep.")
        return None
    operator = _operator(place)
    if operator in TESTS:
        return _test(place, operator)
    return _combination(place, operator, depth) if operator else None


def _operator(place: Place) -> str:
    """Name what the condition does, from the names of its members; "" when it is none."""
    if isinstance(place.value, dict):
        names = set(place.value)
        for operator in (*GROUPS, "not"):
            if names == {operator}:
                return operator
        for operator in TESTS:
            if names == {"question", operator}:
                return operator
    rule = f"Write all, any or not, or a question with one of {', '.join(TESTS)}."
    place.refuse("invalid_condition", rule)
    return ""


def _combination(place: Place, operator: str, depth: int) -> Condition:
    below = place.at(operator, place.value[operator])
    places = [below] if operator == "not" else items(below, 1, MAX_PARTS)
    parts = [read_condition(part, depth + 1) for part in places]
    return Condition(operator, parts=tuple(part for part in parts if part is not None))


def _test(place: Place, operator: str) -> Condition:
    question = key(place.at("question", place.value["question"]))
    return Condition(
        operator, question, _value(operator, place.at(operator, place.value[operator]))
    )


def _value(operator: str, place: Place) -> Any:
    if operator == "in":
        return tuple(_compared(item) for item in items(place, 1, MAX_PARTS))
    if operator == "answered":
        return flag(place)
    if operator == "greater":
        return whole(place, -MAX_NUMBER, MAX_NUMBER)
    return _compared(place)


def _compared(place: Place) -> str | int | None:
    value = place.value if isinstance(place.value, str) else as_whole(place.value)
    if value is None:
        place.refuse("wrong_type", "Compare with a choice's key or a whole number.")
    return value
