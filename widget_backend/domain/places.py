"""A value met while reading untrusted JSON, where it stands, and the report of what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..errors import FieldError, Invalid
from .text import is_storable

# A hostile body must not buy an answer many times its size.
MAX_ERRORS = 100
MAX_TOKEN_LENGTH = 64


@dataclass(slots=True)
class Report:
    """Every error met, in order; the first `MAX_ERRORS` are told, all are counted."""

    errors: list[FieldError] = field(default_factory=list)
    count: int = 0

    def add(self, pointer: str, code: str, message: str) -> None:
        """Note one wrong place."""
        self.count += 1
        if self.count <= MAX_ERRORS:
            self.errors.append(FieldError(pointer, code, message))

    def raise_as(self, error: type[Invalid]) -> None:
        """Raise `error` with everything noted, if anything was."""
        if self.count:
            raise error(errors=self.errors)


@dataclass(frozen=True, slots=True)
class Place:
    """One value of any JSON type, its JSON pointer (RFC 6901), and the report to write in."""

    value: Any
    pointer: str
    report: Report

    def refuse(self, code: str, message: str) -> None:
        """Note that this value is wrong."""
        self.report.add(self.pointer, code, message)

    def at(self, token: object, value: Any = None) -> Place:
        """Return the place one step below, holding `value`."""
        return Place(value, f"{self.pointer}/{escaped(str(token))}", self.report)

    def items(self) -> Iterator[Place]:
        """Each item of a list."""
        for index, item in enumerate(self.value):
            yield self.at(index, item)

    def members(self) -> Iterator[tuple[str, Place]]:
        """Each member of an object, with its name."""
        for name, value in self.value.items():
            yield str(name), self.at(name, value)


def escaped(token: str) -> str:
    """Write one token of a pointer; a name chosen by a stranger is cut, and made safe to encode."""
    if len(token) > MAX_TOKEN_LENGTH:
        token = token[:MAX_TOKEN_LENGTH] + "…"
    if not is_storable(token):
        token = token.encode("utf-8", "replace").decode("utf-8")
    return token.replace("~", "~0").replace("/", "~1")
