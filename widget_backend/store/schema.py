"""The schema: made at first, brought forward by migrations, checked before anything runs."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from ..errors import Misconfigured
from .database import transaction
from .models import TABLES, State


def _first() -> None:
    for table in TABLES:
        table.create_table(safe=False)
    State.insert(name="epoch", value=secrets.token_hex(4)).execute()


MIGRATIONS: tuple[Callable[[], None], ...] = (_first,)
"""One function a version, in order; a released one never changes."""


def version() -> int:
    """Give the version of the schema in the database; 0 when it is empty."""
    if not State.table_exists():  # type: ignore[no-untyped-call]
        return 0
    return int(State.get_by_id("schema_version").value)


def migrate() -> int:
    """Bring the schema to this release's version, each step in one transaction; give it."""
    for number in range(version(), len(MIGRATIONS)):
        with transaction():
            MIGRATIONS[number]()
            _record(number + 1)
    return version()


def _record(number: int) -> None:
    row = {State.name: "schema_version", State.value: str(number)}
    State.insert(row).on_conflict_replace().execute()


def check() -> None:
    """Raise Misconfigured unless the schema is exactly this release's."""
    found = version()
    if found < len(MIGRATIONS):
        raise Misconfigured("The database is of an older release: run `porte-voix migrate`.")
    if found > len(MIGRATIONS):
        raise Misconfigured("The database is of a newer release: upgrade Porte-voix.")


def epoch() -> str:
    """Give the epoch of the feed; it changes when a backup is restored."""
    return str(State.get_by_id("epoch").value)
