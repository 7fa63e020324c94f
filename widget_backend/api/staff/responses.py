"""Responses and documents: read, enter from paper, review, erase."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ...clock import iso
from ...services import documents, intake, responses
from .. import bodies, schemas
from ..blueprint import Blueprint
from ..bodies import submission
from ..guards import backend, caller, staff
from ..public import take_in
from .lists import paged

Json = dict[str, Any]
blp = Blueprint("responses", __name__, url_prefix="/v1", description="Responses and documents")

SANDBOX = "default-src 'none'; sandbox"
"""A document opened by mistake may run nothing and reach nothing."""


@blp.get("/responses")
@staff("responses:read")
@blp.arguments(schemas.ResponseFilter, location="query")
@blp.response(200)
def list_responses(wanted: Json) -> Json:
    """List the responses of the token's branch in the order of arrival."""
    return paged(responses.list_responses, wanted, "id")


@blp.get("/responses/<response_id>")
@staff("responses:read")
@blp.response(200)
def get_response(response_id: str) -> Json:
    """Give one response."""
    return responses.get(caller(), response_id)


@blp.delete("/responses/<response_id>")
@staff("responses:write")
@blp.response(204)
def erase_response(response_id: str) -> None:
    """Erase a response and its documents; the feed keeps a tombstone."""
    responses.erase_for_staff(backend(), caller(), response_id)


@blp.post("/responses/<response_id>/review")
@staff("responses:write")
@blp.arguments(schemas.Review)
@blp.response(200)
def review_response(data: Json, response_id: str) -> Response | Json:
    """Let a held response through, or erase it."""
    reviewed = responses.review(backend(), caller(), response_id, data["decision"])
    return Response(status=204) if reviewed is None else reviewed


@blp.post("/surveys/<key>/responses")
@staff("responses:write")
@blp.doc(requestBody=bodies.described(schemas.PaperSubmission))
@blp.response(201, schemas.Receipt)
def enter_response(key: str) -> tuple[Json, int]:
    """Enter a response given on paper, at the counter or by phone: the same way in as any."""
    data, files = submission(request, schemas.PaperSubmission())
    place = intake.place_of_survey(caller(), key, data["contact_point"])
    moment = data["submitted_at"]
    submitted_at = iso(moment) if moment else None
    return take_in(place, key, data, files, channel=data["channel"], submitted_at=submitted_at)


@blp.get("/documents/<sha256>")
@staff("responses:read")
@blp.response(200, content_type="application/pdf", description="The document, as an attachment")
def get_document(sha256: str) -> Response:
    """Give a kept document: pixels only, as an attachment, in a sandbox."""
    answer = Response(documents.read(backend(), caller(), sha256), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{sha256[:12]}.pdf"'
    answer.headers["Content-Security-Policy"] = SANDBOX
    return answer
