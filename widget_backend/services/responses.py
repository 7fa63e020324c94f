"""Responses as staff sees them: list, read, review, erase."""

from __future__ import annotations

from typing import Any

from ..errors import Conflict, NotFound
from ..store import changes
from ..store.database import transaction
from ..store.models import Document, Response
from . import documents
from .access import Caller
from .backend import Backend
from .intake import announce

Json = dict[str, Any]


def list_responses(
    caller: Caller,
    *,
    after: str = "",
    limit: int = 100,
    survey: str | None = None,
    state: str | None = None,
) -> list[Json]:
    """List the responses of the caller's branch in the order of arrival."""
    query = Response.select().where(Response.path.startswith(caller.path), Response.id > after)
    if survey:
        query = query.where(Response.survey == survey)
    if state:
        query = query.where(Response.state == state)
    rows = list(query.order_by(Response.id).limit(limit))
    attached = changes.documents_of([row.id for row in rows])
    return [_described(row, attached.get(row.id, [])) for row in rows]


def get(caller: Caller, response_id: str) -> Json:
    """Give one response of the caller's branch."""
    row = reach(caller, response_id)
    return described(row)


def review(backend: Backend, caller: Caller, response_id: str, decision: str) -> Json | None:
    """Let a held response through (`accept`), or erase it (`reject`) and give None.

    Raises NotFound, Forbidden, or Conflict when somebody has decided before.
    """
    with transaction():
        row = reach(caller, response_id)
        if row.state != "held":
            raise Conflict("This response is not held; there is nothing to decide.")
        if decision == "accept":
            _open(backend, row)
            return described(row)
        _bury(backend, row)
    documents.sweep(backend)
    return None


def _open(backend: Backend, row: Response) -> None:
    row.state = "open"
    row.anonymization = row.anonymization | {"status": "reviewed"}
    row.save()
    announce(row, backend.now_iso)


def erase_for_staff(backend: Backend, caller: Caller, response_id: str) -> None:
    """Erase a response of the caller's branch."""
    erase(backend, reach(caller, response_id))


def erase(backend: Backend, row: Response) -> None:
    """Delete a response with its documents and contacts; leave a tombstone in the feed."""
    with transaction():
        _bury(backend, row)
    documents.sweep(backend)


def _bury(backend: Backend, row: Response) -> None:
    if forget(row):
        changes.append("erasure", row.id, source=row.source, path=row.path, at=backend.now_iso)


def forget(row: Response) -> bool:
    """Delete the row and let go of its documents' bytes; call it within a transaction.

    Tells whether the row was still there.
    """
    for document in Document.select().where(Document.response == row):
        documents.note_removal(document.sha256)
    return bool(row.delete_instance())


def reach(caller: Caller, response_id: str) -> Response:
    """Give the row; raises NotFound, or Forbidden in another branch."""
    row = Response.get_or_none(Response.id == response_id)
    if row is None:
        raise NotFound(f"No response has the id {response_id}.")
    caller.require_branch(row.path)
    return row


def described(row: Response) -> Json:
    """Write a response as staff sees it."""
    return _described(row, changes.documents_of([row.id]).get(row.id, []))


def _described(row: Response, attached: list[Json]) -> Json:
    return {"id": row.id, "source": row.source, "state": row.state} | changes.written(row, attached)
