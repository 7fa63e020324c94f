"""The file that `pull` writes: killed anywhere, run again, nothing twice, nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from porte_voix import Client, Request, _cursors
from porte_voix._commands import extract
from porte_voix._commands.extract import FileExtract
from porte_voix._commands.rows import CsvRows, NdjsonRows, Rows
from porte_voix.testing import (
    Answer,
    FakeTransport,
    sample_change,
)

Run = Callable[..., Result]
Feed = Callable[[int], Callable[[Request], Answer]]


class Killed(BaseException):
    """What stops a process at once."""


def ids(path: Path) -> list[str]:
    """Give the ids in an NDJSON file."""
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def pulled(client: Client, extract: FileExtract) -> None:
    """Pull everything into a file, saving after every two changes."""
    try:
        client.pull(extract.add, extract, save_every=2)
    finally:
        extract.close()


class Forgetful(FileExtract):
    """As it must not be done: what a killed run left in the output is kept."""

    def _agreed(self, state: dict[str, object], length: int) -> int:
        return length


@pytest.mark.parametrize("rows", [NdjsonRows(), CsvRows()])
@pytest.mark.parametrize("step", range(1, 8))
def test_a_kill_at_any_step_leaves_no_trace(
    sdk: Client,
    fake: FakeTransport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows: Rows,
    step: int,
    feed_of: Feed,
) -> None:
    """Killed before any saving of the cursor, a pull run again writes the very same file."""
    fake.route("GET", "/v1/feed", feed_of(7))
    whole, again = tmp_path / "whole", tmp_path / "again"
    pulled(sdk, FileExtract(whole, tmp_path / "whole.cursor", rows))
    _kill_at(step, monkeypatch)
    try:
        pulled(sdk, FileExtract(again, tmp_path / "again.cursor", rows))
    except Killed:
        monkeypatch.undo()
        pulled(sdk, FileExtract(again, tmp_path / "again.cursor", rows))
    assert again.read_bytes() == whole.read_bytes()


def test_a_forgetful_pull_would_be_noticed(
    sdk: Client,
    fake: FakeTransport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    feed_of: Feed,
) -> None:
    """Control: were the output not cut back, a kill between rows and cursor would repeat rows."""
    fake.route("GET", "/v1/feed", feed_of(3))
    output, state = tmp_path / "out", tmp_path / "out.cursor"
    _kill_at(3, monkeypatch)
    with pytest.raises(Killed):
        pulled(sdk, Forgetful(output, state, NdjsonRows()))
    monkeypatch.undo()
    pulled(sdk, Forgetful(output, state, NdjsonRows()))
    assert ids(output) == ["1", "2", "1", "2", "3"]


def _kill_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill the process instead of the n-th saving of the cursor; the rows before it are written."""
    save, calls = _cursors.write_state, []

    def write_state(path: Path, state: dict[str, object]) -> None:
        calls.append(path)
        if len(calls) >= step:
            raise Killed
        save(path, state)

    monkeypatch.setattr(extract, "write_state", write_state)


def test_rows_reach_the_disk_before_the_cursor(
    sdk: Client,
    fake: FakeTransport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    feed_of: Feed,
) -> None:
    """Whenever the cursor is saved, the output is as long as the cursor's file says."""
    fake.route("GET", "/v1/feed", feed_of(5))
    output, save, lengths = tmp_path / "out", _cursors.write_state, []

    def write_state(path: Path, state: dict[str, Any]) -> None:
        lengths.append((output.stat().st_size, state["size"]))
        save(path, state)

    monkeypatch.setattr(extract, "write_state", write_state)
    pulled(sdk, FileExtract(output, tmp_path / "out.cursor", NdjsonRows()))
    assert len(lengths) > 3
    assert all(written == size for written, size in lengths)


def test_a_row_after_its_cursor_waits(tmp_path: Path) -> None:
    """A row that was added after the cursor being saved is not written with it."""
    extract = FileExtract(tmp_path / "out", tmp_path / "out.cursor", NdjsonRows())
    extract.load()
    for cursor in ("c1", "c2", "c3"):
        extract.add(sample_change(cursor, id=cursor))
    extract.save("c2")
    assert ids(tmp_path / "out") == ["c1", "c2"]
    extract.save("c3")
    extract.close()
    assert ids(tmp_path / "out") == ["c1", "c2", "c3"]


def test_saving_before_loading_is_a_mistake(tmp_path: Path) -> None:
    """An extract that was not opened refuses to write."""
    extract = FileExtract(tmp_path / "out", tmp_path / "out.cursor", NdjsonRows())
    with pytest.raises(RuntimeError, match="load"):
        extract.save("c1")
    extract.close()
