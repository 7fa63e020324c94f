"""The log: append at the end of a transaction, read after a cursor."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import CursorExpired, InvalidCursor
from . import schema
from .models import Change, Document, Response


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in one epoch of a feed; outside of here it is an opaque text."""

    epoch: str
    number: int

    def __str__(self) -> str:
        raw = f"{self.epoch}.{self.number}".encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str) -> Cursor:
        """Read what `str` wrote; raises InvalidCursor on anything else."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            epoch, number = raw.split(".")
            cursor = cls(epoch, int(number))
        except (ValueError, binascii.Error):
            raise InvalidCursor from None
        if str(cursor) != text or not 0 <= cursor.number < 2**63:
            raise InvalidCursor
        return cursor


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the feed: changes as JSON objects, where it ends, whether more is waiting."""

    changes: Sequence[dict[str, Any]]
    cursor: str
    more: bool


def append(
    type: str,  # noqa: A002 - the word of the feed
    object_id: str,
    *,
    source: str,
    path: str,
    at: str,
    body: dict[str, Any] | None = None,
) -> None:
    """Add a change to the log; call it within the transaction that makes the change."""
    Change.insert(
        type=type, object_id=object_id, source=source, path=path, at=at, body=body
    ).execute()


def page(after: str | None, *, limit: int, path: str = "", source: str | None = None) -> Page:
    """Read up to `limit` changes after a cursor, within a branch, of one source when given.

    A response that was erased, or is held for a person to look at, is passed over.
    Raises InvalidCursor, or CursorExpired when the epoch has changed.
    """
    epoch = schema.epoch()
    start = _start(after, epoch)
    rows = list(_rows(start, limit + 1, path, source))
    more, rows = len(rows) > limit, rows[:limit]
    end = rows[-1].number if rows else start
    return Page(list(_written(rows, epoch)), str(Cursor(epoch, end)), more)


def of_this_epoch(cursor: str | None) -> str | None:
    """Give the cursor back if it is of this feed as it is now, else None: begin again."""
    if cursor and Cursor.parse(cursor).epoch == schema.epoch():
        return cursor
    return None


def _start(after: str | None, epoch: str) -> int:
    if not after:
        return 0
    cursor = Cursor.parse(after)
    if cursor.epoch != epoch:
        raise CursorExpired
    return cursor.number


def _rows(start: int, limit: int, path: str, source: str | None) -> Iterable[Change]:
    query = Change.select().where(Change.number > start).order_by(Change.number).limit(limit)
    if path:
        query = query.where(Change.path.startswith(path))
    if source is not None:
        query = query.where(Change.source == source)
    return query


def _written(rows: Sequence[Change], epoch: str) -> Iterable[dict[str, Any]]:
    responses = _responses([row.object_id for row in rows if row.type == "response"])
    for row in rows:
        change = {
            "change": str(Cursor(epoch, row.number)),
            "type": row.type,
            "id": row.object_id,
            "source": row.source,
            "at": row.at,
        }
        if row.type == "response":
            if row.object_id in responses:
                yield change | {"response": responses[row.object_id]}
        elif row.body is not None:
            yield change | {row.type: row.body}
        else:
            yield change


def _responses(ids: list[str]) -> dict[str, dict[str, Any]]:
    if not ids:
        return {}
    found = Response.select().where(Response.id.in_(ids), Response.state == "open")
    documents = documents_of(ids)
    return {row.id: written(row, documents.get(row.id, [])) for row in found}


def documents_of(ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Give the documents of responses, in their order, as the feed writes them."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in Document.select().where(Document.response.in_(ids)).order_by(Document.id):
        grouped.setdefault(row.__data__["response"], []).append(
            {
                "sha256": row.sha256,
                "media_type": row.media_type,
                "pages": row.pages,
                "question": row.question,
            }
        )
    return grouped


RESPONSE_FIELDS = (
    "survey",
    "version",
    "kind",
    "organisation",
    "service",
    "contact_point",
    "channel",
    "language",
    "submitted_at",
    "answers",
    "context",
    "anonymization",
)
"""What the feed says of a response, in its order."""


def written(row: Response, documents: list[dict[str, Any]]) -> dict[str, Any]:
    """Write a response as the feed does."""
    return {name: getattr(row, name) for name in RESPONSE_FIELDS} | {"documents": documents}
