"""The feed as the holder of a token may read it: its branch alone."""

from __future__ import annotations

from ..store import changes
from ..store.changes import Page
from .access import Caller


def read(caller: Caller, after: str | None, limit: int) -> Page:
    """Give a page of the caller's branch; raises InvalidCursor or CursorExpired."""
    return changes.page(after, limit=limit, path=caller.path)
