"""Surveys and their lifecycle."""

from __future__ import annotations

from typing import Any

from flask import request

from ...domain import templates
from ...services import surveys
from .. import schemas
from ..blueprint import Blueprint
from ..guards import backend, caller, staff
from ..strict_json import read_json
from .lists import paged

Json = dict[str, Any]
blp = Blueprint("surveys", __name__, url_prefix="/v1", description="Surveys and their lifecycle")


@blp.get("/templates")
@staff("surveys:read")
@blp.response(200)
def list_templates() -> Json:
    """List the built-in templates with their definitions."""
    items = [{"name": name, "definition": templates.load(name)} for name in templates.names()]
    return {"items": items, "next": None}


@blp.get("/surveys")
@staff("surveys:read")
@blp.arguments(schemas.Paging, location="query")
@blp.response(200)
def list_surveys(page: Json) -> Json:
    """List the surveys of the token's branch."""
    return paged(surveys.list_surveys, page)


@blp.post("/surveys")
@staff("surveys:write")
@blp.arguments(schemas.NewSurvey)
@blp.response(201, schemas.Survey)
def create_survey(data: Json) -> Json:
    """Create a draft, from a definition or a template."""
    return surveys.create(backend(), caller(), **data)


@blp.get("/surveys/<key>")
@staff("surveys:read")
@blp.response(200, schemas.Survey)
def get_survey(key: str) -> Json:
    """Give a survey with its draft."""
    return surveys.get(caller(), key)


@blp.put("/surveys/<key>/draft")
@staff("surveys:write")
@blp.response(200, schemas.Survey)
def change_draft(key: str) -> Json:
    """Replace the draft by the definition in the body."""
    return surveys.change_draft(caller(), key, read_json(request.get_data(cache=False)))


@blp.post("/surveys/<key>/publish")
@staff("surveys:write")
@blp.response(200, schemas.Survey)
def publish_survey(key: str) -> Json:
    """Freeze the draft as the next version."""
    return surveys.publish(backend(), caller(), key)


@blp.post("/surveys/<key>/close")
@staff("surveys:write")
@blp.response(200, schemas.Survey)
def close_survey(key: str) -> Json:
    """Take no more responses."""
    return surveys.close(caller(), key)


@blp.get("/surveys/<key>/versions/<int:number>")
@staff("surveys:read")
@blp.response(200, schemas.SurveyVersion)
def get_version(key: str, number: int) -> Json:
    """Give what was frozen under a number."""
    return surveys.get_version(caller(), key, number)
