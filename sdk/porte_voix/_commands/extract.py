"""The file that `pull` writes, and the cursor that says how far it is true.

Rows reach the disk before the cursor does, and the cursor's file records how long the output was
then. Killed in between, the next run cuts the output back to that length: no row comes twice, and
none is missing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import BinaryIO

import click

from porte_voix._changes import Change
from porte_voix._commands.rows import Rows
from porte_voix._cursors import CursorStore, cursor_in, read_state, write_state

if sys.platform != "win32":
    import fcntl


class _Batch:
    """Rows that wait for their cursor: handled, not yet written."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._waiting: list[tuple[str, bytes]] = []

    def add(self, change: Change) -> None:
        """Take a change; nothing can go wrong on the disk here."""
        self._waiting.append((change.cursor, self._rows.row(change)))

    def until(self, cursor: str) -> bytes:
        """The rows up to this cursor, all of them when it is none of theirs."""
        return b"".join(row for _, row in self._waiting[: self._end(cursor)])

    def drop(self, cursor: str) -> None:
        """Forget what is written; a row that came after its cursor (Ctrl-C) stays."""
        del self._waiting[: self._end(cursor)]

    def _end(self, cursor: str) -> int:
        cursors = [place for place, _ in self._waiting]
        return cursors.index(cursor) + 1 if cursor in cursors else len(cursors)


class FileExtract:
    """A cursor store whose saving writes the rows that were added since, then the cursor."""

    def __init__(self, output: Path, state: Path, rows: Rows) -> None:
        self._batch = _Batch(rows)
        self._output = output
        self._state = state
        self._rows = rows
        self._size = 0
        self._file: BinaryIO | None = None

    def add(self, change: Change) -> None:
        """Take a change; it is written with its cursor."""
        self._batch.add(change)

    def load(self) -> str | None:
        """Open and lock the output, make it agree with the cursor, and return the cursor."""
        file = self._file = _opened(self._output)
        _lock(file, self._output)
        state = read_state(self._state)
        cursor = cursor_in(state)
        length = os.fstat(file.fileno()).st_size
        self._size = self._agreed(state, length)
        if self._size == 0:
            self._begin(cursor)
        else:
            self._write(b"")
        return cursor

    def save(self, cursor: str) -> None:
        """Write the rows up to this cursor, sync them, then save the cursor."""
        self._write(self._batch.until(cursor))
        self._record(cursor)
        self._batch.drop(cursor)

    def close(self) -> None:
        """Let the output go."""
        if self._file is not None:
            self._file.close()

    def _agreed(self, state: dict[str, object], length: int) -> int:
        """How much of the output is true; UsageError when it is not the cursor's output."""
        size = state.get("size")
        if length == 0:
            return 0
        if state.get("output") != self._name() or not isinstance(size, int):
            raise click.UsageError(
                f"{self._output} already holds something that {self._state} knows nothing of; "
                "give the cursor it was written with, or another output."
            )
        if length < size:
            raise click.UsageError(
                f"{self._output} is shorter than it was at the last pull; restore it, "
                f"or move it and {self._state} away to pull everything again."
            )
        if size and state.get("layout") != self._rows.layout:
            raise click.UsageError(
                f"{self._output} was written with other columns; give another output."
            )
        return size

    def _begin(self, cursor: str | None) -> None:
        """Claim the empty output in the cursor's file before the first byte, then write the top."""
        self._record(cursor)
        self._write(self._rows.header())
        self._record(cursor)

    def _write(self, data: bytes) -> None:
        """Put the data behind what is true, over whatever a failure or a kill left there."""
        file = self._file
        if file is None:
            raise RuntimeError("load() comes first")
        file.seek(self._size)
        file.truncate()
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        os.fsync(file.fileno())
        self._size += len(data)

    def _record(self, cursor: str | None) -> None:
        state = {"cursor": cursor, "output": self._name(), "size": self._size}
        write_state(self._state, {**state, "layout": self._rows.layout})

    def _name(self) -> str:
        """The output as seen from the cursor's folder, so that both can be moved together."""
        return os.path.relpath(self._output.resolve(), self._state.resolve().parent)


class StreamExtract:
    """Rows on a stream, which cannot be cut back: after a kill, some may come a second time."""

    def __init__(self, stream: BinaryIO, store: CursorStore | None, rows: Rows) -> None:
        self._batch = _Batch(rows)
        self._stream = stream
        self._store = store
        self._rows = rows

    def add(self, change: Change) -> None:
        """Take a change; it is written with its cursor."""
        self._batch.add(change)

    def load(self) -> str | None:
        """Write the top, and return the cursor; None without a file for it."""
        self._stream.write(self._rows.header())
        return None if self._store is None else self._store.load()

    def save(self, cursor: str) -> None:
        """Write the rows up to this cursor, then save it where there is a file for it."""
        self._stream.write(self._batch.until(cursor))
        self._stream.flush()
        self._batch.drop(cursor)
        if self._store is not None:
            self._store.save(cursor)

    def close(self) -> None:
        """Write what no cursor followed."""
        self._stream.flush()


def _opened(path: Path) -> BinaryIO:
    """Open for reading and writing, made when absent; unbuffered: a failure shows at once."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    return os.fdopen(descriptor, "r+b", buffering=0)


def _lock(file: BinaryIO, path: Path) -> None:
    """Refuse a second pull into the same file, such as one that cron starts too early."""
    if sys.platform == "win32":
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(f"Another pull is writing to {path}.") from None
