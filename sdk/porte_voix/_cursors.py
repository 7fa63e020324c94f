"""Where a reader of the feed keeps its place."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Protocol


class CursorStore(Protocol):
    """Keeps one cursor; best in your own database, in the transaction of the handler."""

    def load(self) -> str | None:
        """The cursor that was saved; None before the first time."""
        ...

    def save(self, cursor: str) -> None:
        """Keep the cursor, so that a power cut right after this call does not lose it."""
        ...


class FileCursor:
    """A cursor in a small JSON file, `{"cursor": "…"}`, replaced as a whole and synced to disk."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def load(self) -> str | None:
        """The cursor that was saved, None when there is no file; ValueError when it is damaged.

        A damaged file is never taken for an absent one: that would read everything again.
        """
        return cursor_in(read_state(self.path))

    def save(self, cursor: str) -> None:
        """Keep the cursor."""
        write_state(self.path, {"cursor": cursor})


def read_state(path: Path) -> dict[str, object]:
    """The JSON object in a file, empty when there is no file; ValueError when it is damaged."""
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        state = None
    if not isinstance(state, dict) or not isinstance(state.get("cursor"), str | None):
        raise ValueError(f"{path} does not hold a cursor; restore it, or move it away")
    return state


def cursor_in(state: dict[str, object]) -> str | None:
    """The cursor of a state, None when it has none yet."""
    cursor = state.get("cursor")
    return cursor if isinstance(cursor, str) else None


def write_state(path: Path, state: dict[str, object]) -> None:
    """Replace the file as a whole: after a power cut, either the old state or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(state, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(fresh, path)
    if os.name == "posix":
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A rename is only durable once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
