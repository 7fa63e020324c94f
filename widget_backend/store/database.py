"""The connection: SQLite, durable or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from peewee import DatabaseProxy, SqliteDatabase
from peewee import OperationalError as Refused

from ..errors import Misconfigured

__all__ = ["CurrentDatabase", "DurableDatabase", "Refused", "connect", "transaction", "use"]

FILE = "porte-voix.sqlite3"

PRAGMAS: dict[str, Any] = {
    "journal_mode": "wal",
    "synchronous": "full",
    "secure_delete": "on",
    "foreign_keys": "on",
    "busy_timeout": 10_000,
}

EXPECTED: dict[str, Any] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "secure_delete": 1,
    "foreign_keys": 1,
}


class DurableDatabase(SqliteDatabase):
    """SQLite that refuses to run when a response it acknowledged could be lost."""

    def _connect(self) -> sqlite3.Connection:
        connection: sqlite3.Connection = super()._connect()  # type: ignore[misc]
        for pragma, expected in EXPECTED.items():
            (found,) = connection.execute(f"PRAGMA {pragma}").fetchone()
            if found != expected:
                connection.close()
                raise Misconfigured(f"SQLite runs with {pragma} = {found}, not {expected}.")
        return connection


_current: ContextVar[DurableDatabase | None] = ContextVar("porte_voix_database", default=None)


class CurrentDatabase(DatabaseProxy):
    """The database of the work in hand: the models are shared, the backends in a process not."""

    @property
    def obj(self) -> DurableDatabase | None:
        """The database that `use` chose for this context."""
        return _current.get()

    def initialize(self, obj: Any) -> None:
        """Do nothing: the context decides, see `use`."""


def connect(data_dir: Path, **pragmas: Any) -> DurableDatabase:
    """Prepare the database file of a folder; connections open when first used, one a thread."""
    return DurableDatabase(
        str(data_dir / FILE),
        pragmas=PRAGMAS | pragmas,
        lock_type="IMMEDIATE",
        check_same_thread=False,
    )


@contextmanager
def use(database: DurableDatabase) -> Iterator[DurableDatabase]:
    """Make the models speak to `database` within the block."""
    chosen = _current.set(database)
    try:
        database.connect(reuse_if_open=True)
        yield database
    finally:
        _current.reset(chosen)


def transaction() -> Any:
    """Open the one transaction of a use case (BEGIN IMMEDIATE); a block that raises leaves nothing.

    Raises RuntimeError outside of `use`.
    """
    database = _current.get()
    if database is None:
        raise RuntimeError("no database is in use here; see store.database.use")
    return database.atomic()
