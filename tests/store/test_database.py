"""SQLite is durable here, or it does not run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from widget_backend.errors import Misconfigured
from widget_backend.store import database, schema
from widget_backend.store.models import State


def test_connection_is_durable(backend: Any) -> None:
    """Every connection reads its own settings back: WAL, FULL, secure delete, foreign keys."""
    for pragma, expected in database.EXPECTED.items():
        assert backend.database.execute_sql(f"PRAGMA {pragma}").fetchone() == (expected,)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("synchronous", "normal"),
        ("journal_mode", "delete"),
        ("secure_delete", "off"),
        ("foreign_keys", "off"),
    ],
)
def test_weaker_connection_is_refused(tmp_path: Path, pragma: str, value: str) -> None:
    """A connection that would lose or leave data is refused at its opening (the control)."""
    weak = database.connect(tmp_path, **{pragma: value})
    with pytest.raises(Misconfigured, match=pragma):
        weak.connect()


def test_schema_is_made_once(backend: Any) -> None:
    """Migrating a database that is up to date changes nothing."""
    before = schema.epoch()
    assert schema.migrate() == len(schema.MIGRATIONS)
    assert schema.epoch() == before


@pytest.mark.parametrize(("version", "advice"), [("0", "migrate"), ("999", "upgrade")])
def test_other_schema_is_refused(backend: Any, version: str, advice: str) -> None:
    """A database of another release says what to do, and is not touched."""
    State.update(value=version).where(State.name == "schema_version").execute()
    with pytest.raises(Misconfigured, match=advice):
        schema.check()


def test_work_outside_of_a_backend_is_an_error() -> None:
    """A transaction without a database in use is a programming error, told at once."""
    with pytest.raises(RuntimeError):
        database.transaction()


def test_two_backends_in_a_process_are_apart(town: Any, collector: Any) -> None:
    """The models speak to the backend in use: what one keeps is not in the other."""
    with town.backend.in_use():
        ours = schema.epoch()
        with collector.backend.in_use():
            assert schema.epoch() != ours
        assert schema.epoch() == ours
