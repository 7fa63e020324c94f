"""What the doctor has to say, one sentence at a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["ok", "info", "advice", "blocking"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A stable `code`, how bad it is, what is so, and what to do about it (empty when nothing)."""

    code: str
    level: Level
    message: str
    fix: str = ""

    def as_json(self) -> dict[str, str]:
        """The finding as a machine reads it."""
        return asdict(self)


def ok(code: str, message: str) -> Finding:
    """What is as it should be."""
    return Finding(code, "ok", message)


def info(code: str, message: str) -> Finding:
    """What is so because somebody wished it, and may be why one visitor sees nothing."""
    return Finding(code, "info", message)


def advice(code: str, message: str, fix: str) -> Finding:
    """What does not keep the survey from showing, and is better changed."""
    return Finding(code, "advice", message, fix)


def blocking(code: str, message: str, fix: str) -> Finding:
    """What keeps the survey from showing, or its answers from being sent."""
    return Finding(code, "blocking", message, fix)
