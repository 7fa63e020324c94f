"""The feed: what changed, in order, from wherever the reader stopped."""

from __future__ import annotations

import json
from typing import Any

from flask import Response

from ..services import feed
from . import schemas
from .blueprint import Blueprint
from .guards import caller, staff

NDJSON = "application/x-ndjson"
CURSOR = "Porte-Voix-Cursor"
MORE = "Porte-Voix-More"

blp = Blueprint("feed", __name__, url_prefix="/v1", description="What changed, in order")


@blp.get("/feed")
@staff("feed:read")
@blp.arguments(schemas.FeedQuery, location="query")
@blp.response(200, content_type=NDJSON, description="One change a line")
def read_feed(query: dict[str, Any]) -> Response:
    """Give the changes of the token's branch after a cursor, one JSON object a line."""
    page = feed.read(caller(), query["after"], query["limit"])
    lines = "".join(json.dumps(change, ensure_ascii=False) + "\n" for change in page.changes)
    answer = Response(lines, content_type=NDJSON)
    answer.headers[CURSOR] = page.cursor
    answer.headers[MORE] = "true" if page.more else "false"
    return answer
