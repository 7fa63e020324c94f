"""What is typed after an option, as what it stands for: objects, documents, moments."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

json_file = click.File("r", encoding="utf-8")


def read_object(file: TextIO, what: str) -> dict[str, Any]:
    """The JSON object in a file; UsageError, which says `what` it must be, for anything else."""
    try:
        raw = json.load(file)
    except ValueError as error:
        raise click.UsageError(f"{file.name} is not JSON: {error}.") from None
    if not isinstance(raw, dict):
        raise click.UsageError(f"{file.name} must hold a JSON object, {what}.")
    return raw


def read_documents(
    _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> dict[str, list[bytes]]:
    """Each `QUESTION=FILE` as the bytes of the file, in their order, by question."""
    found: dict[str, list[bytes]] = {}
    for value in values:
        question, _, path = value.partition("=")
        if not (question and path):
            raise click.BadParameter(f"{value!r} is not of the form QUESTION=FILE.")
        found.setdefault(question, []).append(_bytes_of(path))
    return found


def read_moment(
    _context: click.Context, _option: click.Parameter, value: str | None
) -> datetime | None:
    """A date or a time in ISO 8601; without an offset, on the clock of this machine."""
    try:
        return None if value is None else datetime.fromisoformat(value).astimezone()
    except (ValueError, OverflowError):
        said = f"{value!r} is not a date such as 2026-11-20 or 2026-11-20T14:30."
        raise click.BadParameter(said) from None


def _bytes_of(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise click.BadParameter(f"{path} cannot be read: {error.strerror}.") from None
