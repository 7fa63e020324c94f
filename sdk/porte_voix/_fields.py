"""Reading typed values out of JSON objects; the unknown is left alone, the wrong is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def json_object(value: object, name: str = "the value") -> Mapping[str, Any]:
    """The value as a JSON object; ValueError when it is something else."""
    if not isinstance(value, dict):
        raise ValueError(f"{name} must be an object")
    return value


def optional_text(raw: Mapping[str, Any], name: str) -> str | None:
    """A string, or None when absent or null."""
    value = raw.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} must be a string")
    return value


def text(raw: Mapping[str, Any], name: str) -> str:
    """A string that must be there."""
    value = optional_text(raw, name)
    if value is None:
        raise ValueError(f"{name} is missing")
    return value


def optional_whole(raw: Mapping[str, Any], name: str) -> int | None:
    """An integer, or None when absent or null."""
    value = raw.get(name)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise ValueError(f"{name} must be an integer")
    return value


def optional_moment(raw: Mapping[str, Any], name: str) -> datetime | None:
    """An ISO 8601 time as aware UTC (one without offset is UTC), or None."""
    value = optional_text(raw, name)
    if value is None:
        return None
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{name} must be an ISO 8601 time") from None
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)


def moment(raw: Mapping[str, Any], name: str) -> datetime:
    """A time that must be there, as aware UTC."""
    value = optional_moment(raw, name)
    if value is None:
        raise ValueError(f"{name} is missing")
    return value


def mapping(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object; an empty one when absent or null."""
    value = raw.get(name)
    return {} if value is None else json_object(value, name)


def objects(raw: Mapping[str, Any], name: str) -> tuple[Mapping[str, Any], ...]:
    """A list of objects; an empty one when absent or null."""
    return tuple(json_object(one, name) for one in _listed(raw, name))


def texts(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A list of strings; an empty one when absent or null."""
    values = _listed(raw, name)
    if not all(isinstance(value, str) for value in values):
        raise ValueError(f"{name} must hold strings")
    return tuple(values)


def _listed(raw: Mapping[str, Any], name: str) -> list[Any]:
    value = raw.get(name)
    if value is not None and not isinstance(value, list):
        raise ValueError(f"{name} must be a list")
    return value or []


def written(at: datetime) -> str:
    """A time as the service reads it; ValueError when it is not aware."""
    if at.tzinfo is None:
        raise ValueError("give a time with its offset, such as datetime.now(UTC)")
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
