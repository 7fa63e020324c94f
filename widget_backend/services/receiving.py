"""The collector's side of a delivery: a page and its cursor, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import Conflict, Forbidden, Invalid, NotFound
from ..store import changes
from ..store.changes import RESPONSE_FIELDS, Cursor
from ..store.database import transaction
from ..store.models import BlobRemoval, Change, Document, Response, Source
from . import documents, responses
from .access import Caller
from .backend import Backend
from .delivered import DOCUMENT, check_change

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the source is told: where it stands, what was new, which documents are wanted."""

    cursor: str
    accepted: int
    missing_documents: list[str]


def position(caller: Caller) -> Json:
    """Tell a source how far it has been received."""
    source = _source_of(caller)
    row = Source.get_or_none(Source.name == source)
    return {"source": source, "cursor": row.cursor if row else None}


def receive(
    backend: Backend, caller: Caller, page: Sequence[object], *, after: str | None, cursor: str
) -> Acknowledgement:
    """Take a page of a source's feed in: all of it with its cursor, or nothing.

    The page must start where the last one ended: so a page that is repeated, late or out of
    order changes nothing. Raises Conflict then, and Invalid with a pointer to the wrong line.
    """
    source = _source_of(caller)
    checked = [check_change(change, source, f"/{n}") for n, change in enumerate(page)]
    if not checked and cursor == after:  # a source with nothing to say must cost no disk write
        _require_position(source, after, Cursor.parse(cursor))
        return Acknowledgement(cursor, 0, missing_documents(backend, source))
    with transaction():
        _require_position(source, after, Cursor.parse(cursor))
        accepted = sum(_apply(backend, caller, change) for change in checked)
        Source.insert(
            name=source, cursor=cursor, received_at=backend.now_iso
        ).on_conflict_replace().execute()
    documents.sweep(backend)
    return Acknowledgement(cursor, accepted, missing_documents(backend, source))


def missing_documents(backend: Backend, source: str, limit: int = 100) -> list[str]:
    """List up to `limit` documents of a source whose bytes have not come yet."""
    rows = (
        Document.select(Document.sha256)
        .join(Response)
        .where(Response.source == source, Document.received_at.is_null())
        .distinct()
        .limit(limit)
    )
    return [row.sha256 for row in rows]


def receive_document(backend: Backend, caller: Caller, sha256: str, data: bytes) -> None:
    """Keep the bytes of a document that a delivered response names; raises NotFound, Invalid."""
    source = _source_of(caller)
    with transaction():  # a response erased meanwhile must not get its document back
        _require_wanted(source, sha256)
        if hashlib.sha256(data).hexdigest() != sha256:
            rule = "The bytes do not have the SHA-256 of the address; send them again."
            raise Invalid.at("", "wrong_sha256", rule)
        backend.blobs.put(data)
        BlobRemoval.delete().where(BlobRemoval.sha256 == sha256).execute()
        Document.update(received_at=backend.now_iso).where(Document.sha256 == sha256).execute()


def _require_wanted(source: str, sha256: str) -> None:
    wanted = (
        Document.select(Document.id)
        .join(Response)
        .where(Response.source == source, Document.sha256 == sha256)
    )
    if not wanted.exists():
        raise NotFound("No response of this source names a document with this SHA-256.")


def _source_of(caller: Caller) -> str:
    if caller.source is None:
        raise Forbidden("This token names no source; make one with `source`.")
    return caller.source


def _require_position(source: str, after: str | None, cursor: Cursor) -> None:
    row = Source.get_or_none(Source.name == source)
    stands = row.cursor if row else None
    begins_again = after is None and stands and Cursor.parse(stands).epoch != cursor.epoch
    if after != stands and not begins_again:
        raise Conflict("The page does not start where this collector stands; ask for it again.")


def _apply(backend: Backend, caller: Caller, change: Json) -> bool:
    """Apply one change; tells whether it was new."""
    if change["type"] == "response":
        applied = _apply_response(caller, change)
    elif change["type"] == "erasure":
        applied = _apply_erasure(change)
    else:
        applied = _body(change) != _last_body(change)
    if applied:
        changes.append(
            change["type"],
            change["id"],
            source=change["source"],
            path=caller.path,
            at=backend.now_iso,
            body=_body(change),
        )
    return applied


def _body(change: Json) -> Json | None:
    if change["type"] in {"response", "erasure"}:
        return None
    body: Json | None = change.get(change["type"])
    return body


def _apply_response(caller: Caller, change: Json) -> bool:
    """Write the response as it is now, unless it is here or was erased."""
    row = Response.get_or_none(Response.id == change["id"])
    if _was_erased(change) or (row is not None and _same(row, change["response"])):
        return False
    if row is not None:
        responses.forget(row)
    given = {name: change["response"][name] for name in RESPONSE_FIELDS}
    row = Response.create(
        id=change["id"], source=change["source"], path=caller.path, state="open", **given
    )
    for document in change["response"]["documents"]:
        Document.create(response=row, **{name: document[name] for name in DOCUMENT})
    return True


def _same(row: Response, given: Json) -> bool:
    attached = changes.documents_of([row.id]).get(row.id, [])
    wanted = {name: given[name] for name in (*RESPONSE_FIELDS, "documents")}
    return changes.written(row, attached) == wanted


def _was_erased(change: Json) -> bool:
    return (
        Change.select()
        .where(
            Change.object_id == change["id"],
            Change.type == "erasure",
            Change.source == change["source"],
        )
        .exists()
    )


def _apply_erasure(change: Json) -> bool:
    if _was_erased(change):
        return False
    row = Response.get_or_none(Response.id == change["id"])
    if row is not None:
        responses.forget(row)
    return True


def _last_body(change: Json) -> Json | None:
    row = (
        Change.select()
        .where(
            Change.object_id == change["id"],
            Change.type == change["type"],
            Change.source == change["source"],
        )
        .order_by(Change.number.desc())
        .first()
    )
    return row.body if row else None
