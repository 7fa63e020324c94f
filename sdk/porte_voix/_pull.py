"""Handling each change, and only then moving the cursor."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass

from porte_voix._changes import Change
from porte_voix._cursors import CursorStore
from porte_voix._feed import FeedWalk

Handler = Callable[[Change], object]


@dataclass(frozen=True, slots=True)
class PullSummary:
    """What one pull brought: how many changes, how many of them erasures, where it ended."""

    changes: int
    erasures: int
    cursor: str | None


class Puller:
    """One pull: from the cursor that was saved to the end of the feed."""

    def __init__(self, handler: Handler, store: CursorStore, save_every: int) -> None:
        self._handler = handler
        self._store = store
        self._save_every = save_every
        self._changes = self._erasures = 0
        self._handled: str | None = None
        self._saved: str | None = None

    def run(self, walk: FeedWalk, changes: Generator[Change, None, None]) -> PullSummary:
        """Handle every change; whatever stops it, what was handled is saved."""
        self._saved = walk.cursor
        with closing(changes):
            try:
                for change in changes:
                    self._handle(change)
            finally:
                self._save(self._handled)
        self._save(walk.cursor)
        return PullSummary(self._changes, self._erasures, walk.cursor)

    def _handle(self, change: Change) -> None:
        self._handler(change)
        self._handled = change.cursor
        self._changes += 1
        self._erasures += change.is_erasure
        if self._changes % self._save_every == 0:
            self._save(change.cursor)

    def _save(self, cursor: str | None) -> None:
        """Save what is new; a store that failed is not asked a second time for the same place."""
        if cursor is not None and cursor != self._saved:
            self._saved = cursor
            self._store.save(cursor)
