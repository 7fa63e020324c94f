"""What the holder of a receipt may do: follow, read, erase."""

from __future__ import annotations

from typing import Any

from ..errors import ReceiptNotFound
from ..store.models import Contact, Response
from ..tokens import read_receipt
from . import responses
from .backend import Backend
from .intake import receipt_digest

Json = dict[str, Any]


def follow(backend: Backend, typed: str) -> Json:
    """Give all that is kept behind a receipt.

    Raises the same ReceiptNotFound for mistyped, unknown and erased receipts.
    """
    row = _find(backend, typed)
    contacts = Contact.select().where(Contact.response == row)
    opened = {c.question: backend.sealer.open(c.sealed) for c in contacts}
    return responses.described(row) | {"contacts": opened}


def erase(backend: Backend, typed: str) -> None:
    """Erase the response behind a receipt, with all that hangs on it."""
    responses.erase(backend, _find(backend, typed))


def _find(backend: Backend, typed: str) -> Response:
    receipt = read_receipt(typed)
    digest = receipt_digest(backend, receipt or "")
    row = Response.get_or_none(Response.receipt_digest == digest)
    if row is None:
        raise ReceiptNotFound("Check the letters and digits; an erased response is gone for good.")
    return row
