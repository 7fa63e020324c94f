"""Lists, page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..guards import caller

Json = dict[str, Any]


def paged(items_of: Callable[..., list[Json]], page: Json, key: str = "key") -> Json:
    """Write a page of what `items_of` lists: `next` is where to continue, null at the end.

    `page` has `limit`, and whatever else `items_of` is to be asked.
    """
    limit = page["limit"]
    items = items_of(caller(), **(page | {"limit": limit + 1}))
    more, items = len(items) > limit, items[:limit]
    return {"items": items, "next": items[-1][key] if more else None}
