"""Tokens."""

from __future__ import annotations

from typing import Any

from ...services import access
from .. import schemas
from ..blueprint import Blueprint
from ..guards import backend, caller, staff
from .lists import paged

Json = dict[str, Any]
blp = Blueprint("access", __name__, url_prefix="/v1", description="Tokens, scopes, branches")


@blp.get("/tokens")
@staff("tokens:write")
@blp.arguments(schemas.Paging, location="query")
@blp.response(200)
def list_tokens(page: Json) -> Json:
    """List the tokens of the branch, without their texts."""
    return paged(access.list_tokens, page, "id")


@blp.post("/tokens")
@staff("tokens:write")
@blp.arguments(schemas.Token)
@blp.response(201)
def create_token(data: Json) -> Json:
    """Make a token; its text is in this answer and nowhere else."""
    return access.create_token(backend(), caller(), **data)


@blp.delete("/tokens/<token_id>")
@staff("tokens:write")
@blp.response(204)
def revoke_token(token_id: str) -> None:
    """End a token at once."""
    access.revoke_token(backend(), caller(), token_id)
