"""Changes as rows of a file: NDJSON, or CSV that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from porte_voix._changes import Change

CHANGE_COLUMNS = ("type", "id", "source", "at")
RESPONSE_COLUMNS = (
    *("survey", "version", "kind", "organisation", "service", "contact_point"),
    *("channel", "language", "submitted_at", "anonymization", "answers", "context", "documents"),
)
# A cell that begins so is a formula to a spreadsheet, which runs it: CSV injection.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Rows(Protocol):
    """How a change is written; `layout` names it, so that one file never holds two."""

    layout: str

    def header(self) -> bytes:
        """What stands at the top of a file."""
        ...

    def row(self, change: Change) -> bytes:
        """One change, with the newline that ends it."""
        ...


class NdjsonRows:
    """Each change as it was sent, one JSON object a line, tombstones among them."""

    layout = "ndjson"

    def header(self) -> bytes:
        """Nothing."""
        return b""

    def row(self, change: Change) -> bytes:
        """The change as one line of JSON."""
        return _encoded(_json(change.raw) + "\n")


class CsvRows:
    """One row a change, with columns that never depend on the data.

    Those of the change, those of the response, and one `answers.<key>` for each question asked
    for. An erasure is a row of type erasure with its id, and nothing else to tell.
    """

    def __init__(self, questions: Sequence[str] = ()) -> None:
        self._questions = tuple(questions)
        self._columns = (
            *CHANGE_COLUMNS,
            *RESPONSE_COLUMNS,
            *(f"answers.{key}" for key in self._questions),
        )
        self.layout = "csv " + " ".join(self._columns)

    def header(self) -> bytes:
        """The names of the columns."""
        return _line(self._columns)

    def row(self, change: Change) -> bytes:
        """The change as one row."""
        response = change.raw.get("response")
        inner = response if isinstance(response, dict) else {}
        answers = change.response.answers if change.response else {}
        return _line(
            [
                *(cell(change.raw.get(name)) for name in CHANGE_COLUMNS),
                *(cell(inner.get(name)) for name in RESPONSE_COLUMNS),
                *(cell(answers.get(key)) for key in self._questions),
            ]
        )


def cell(value: Any) -> str:
    """A value as a cell: keys of several choices joined by `|`, objects as JSON, no formula.

    A text that a spreadsheet would run gets a leading apostrophe; a number stays a number.
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float | dict):
        return _json(value)
    if isinstance(value, list):
        flat = all(isinstance(one, str) for one in value)
        value = "|".join(value) if flat else _json(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _line(cells: Iterable[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return _encoded(buffer.getvalue())


def _encoded(text: str) -> bytes:
    """UTF-8; half of a character, which JSON allows and UTF-8 does not, is written as an escape."""
    return text.encode("utf-8", "backslashreplace")
