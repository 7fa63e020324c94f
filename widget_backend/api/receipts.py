"""The receipt's page: what became of a response, what is kept of it, and its erasure."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ..domain.localize import published
from ..domain.readable import readable
from ..errors import ReceiptNotFound
from ..services import receipts, surveys
from ..store.models import Survey
from .blueprint import Blueprint
from .guards import backend
from .html import page, wanted_language
from .texts import spoken, texts

blp = Blueprint("receipts", __name__, description="What the holder of a receipt may do")

RECEIPT, ERASE, SURE = "pv-receipt", "pv-erase", "pv-sure"
ADDRESS = "/r"


@blp.get(ADDRESS)
@blp.response(200, content_type="text/html", description="Where a receipt is typed")
def ask_for_receipt() -> Response:
    """Show where a receipt is typed."""
    return _page()


@blp.post(ADDRESS)
@blp.response(200, content_type="text/html", description="What is kept, or that it is erased")
def use_receipt() -> Response:
    """Show what is kept behind a receipt, or erase it; the receipt never stands in an address."""
    typed = request.form.get(RECEIPT, "")
    try:
        if ERASE in request.form and SURE in request.form:
            receipts.erase(backend(), typed)
            return _erased()
        followed = receipts.follow(backend(), typed)
    except ReceiptNotFound as error:
        sentence = texts(_language())[f"error.{error.code}"]
        return _page(status=404, receipt=typed, wrong=sentence)
    wrong = texts(_language())["receipt_erase_unsure"] if ERASE in request.form else ""
    return _page(receipt=typed, wrong=wrong, followed=_readable(followed))


def _page(
    *, status: int = 200, receipt: str = "", wrong: str = "", followed: Any = None
) -> Response:
    return page(
        "receipt",
        _language(),
        status=status,
        action=ADDRESS,
        receipt=receipt,
        wrong=wrong,
        followed=followed,
    )


def _erased() -> Response:
    t = texts(_language())
    return page(
        "message",
        _language(),
        title=t["receipt_erased"],
        sentences=[t["receipt_erased_help"]],
        link=None,
    )


def _language() -> str:
    return spoken(wanted_language())


def _readable(followed: dict[str, Any]) -> dict[str, Any]:
    """Write what is kept in the words of the survey that was answered."""
    survey = Survey.get_by_id(followed["survey"])
    definition = surveys.definition_of(survey, followed["version"])
    held = followed["state"] == "held"
    return {
        "survey": published(definition, _language())["title"],
        "received_at": followed["submitted_at"],
        "status": texts(_language())["needs_review" if held else "receipt_status_received"],
        "answers": readable(definition, followed["answers"], _language()),
        "addresses": list(followed["contacts"].values()),
        "documents": len(followed["documents"]),
    }
