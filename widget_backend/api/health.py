"""Whether the process lives, and whether it can take responses."""

from __future__ import annotations

from ..store import schema
from .blueprint import Blueprint

blp = Blueprint("health", __name__, url_prefix="/health", description="For load balancers")


@blp.get("/live")
@blp.response(200)
def live() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "live"}


@blp.get("/ready")
@blp.response(200)
def ready() -> dict[str, str]:
    """Say that the database answers in this release's schema; 503 or 500 otherwise."""
    schema.check()
    return {"status": "ready"}
