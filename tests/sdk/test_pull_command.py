"""`porte-voix pull`: files that grow, and refuse what would spoil them."""

from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from porte_voix import FileCursor, Request
from porte_voix._commands.extract import FileExtract, StreamExtract
from porte_voix._commands.progress import Counter
from porte_voix._commands.rows import CsvRows, NdjsonRows
from porte_voix.testing import (
    Answer,
    FakeTransport,
    feed_answer,
    problem_answer,
    sample_change,
    sample_erasure,
)

Run = Callable[..., Result]
Feed = Callable[[int], Callable[[Request], Answer]]


def ids(path: Path) -> list[str]:
    """Give the ids in an NDJSON file."""
    return [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_changes_go_to_standard_output(run: Run, fake: FakeTransport) -> None:
    """Without options, every change is a line of JSON on standard output, with a word to people."""
    fake.queue(feed_answer([sample_change("c1"), sample_erasure("c2")]))
    result = run("pull")
    assert result.exit_code == 0, result.output
    assert [json.loads(line)["change"] for line in result.stdout.splitlines()] == ["c1", "c2"]
    assert result.stderr == "2 changes, 1 of them erasures.\n"


def test_standard_output_may_have_a_cursor(
    run: Run, fake: FakeTransport, tmp_path: Path, feed_of: Feed
) -> None:
    """With a cursor file, the next pull to standard output goes on where this one ended."""
    cursor = tmp_path / "cursor.json"
    fake.route("GET", "/v1/feed", feed_of(2))
    assert len(run("pull", "--cursor", str(cursor)).stdout.splitlines()) == 2
    assert run("pull", "--cursor", str(cursor)).stdout == ""
    assert FileCursor(cursor).load() == "c2"


def test_a_file_grows(run: Run, fake: FakeTransport, tmp_path: Path, feed_of: Feed) -> None:
    """Each pull adds to the file what is new, and keeps its place beside it."""
    output = tmp_path / "responses.ndjson"
    fake.route("GET", "/v1/feed", feed_of(4))
    run("pull", "--output", str(output))
    fake.route("GET", "/v1/feed", feed_of(7))
    result = run("pull", "--output", str(output), "--json")
    assert ids(output) == ["1", "2", "3", "4", "5", "6", "7"]
    assert json.loads(result.stdout) == {
        "changes": 3,
        "erasures": 0,
        "cursor": "c7",
        "output": str(output),
    }
    assert FileCursor(tmp_path / "responses.ndjson.cursor").load() == "c7"


def test_a_csv_has_one_header(run: Run, fake: FakeTransport, tmp_path: Path, feed_of: Feed) -> None:
    """A CSV that grows keeps one header, with a column for each question asked for."""
    output = tmp_path / "responses.csv"
    words = ("pull", "--to", "csv", "--question", "satisfaction", "--output", str(output))
    fake.route("GET", "/v1/feed", feed_of(1))
    run(*words)
    fake.route("GET", "/v1/feed", feed_of(2))
    run(*words)
    rows = output.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 3
    assert rows[0].endswith(",answers.satisfaction")
    assert rows[2].endswith(",good")


def test_an_empty_csv_has_its_header(run: Run, fake: FakeTransport, tmp_path: Path) -> None:
    """A pull that brings nothing still makes a CSV that programs can open."""
    output = tmp_path / "responses.csv"
    fake.queue(feed_answer([]))
    run("pull", "--to", "csv", "--output", str(output))
    assert output.read_bytes() == CsvRows().header()


def test_a_full_disk_is_said(
    run: Run,
    fake: FakeTransport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    feed_of: Feed,
) -> None:
    """A disk that is full exits 1 with a sentence; with room again, the next pull is whole."""
    output = tmp_path / "out"
    fake.route("GET", "/v1/feed", feed_of(4))
    sync = os.fsync

    def full(descriptor: int) -> None:
        if os.fstat(descriptor).st_size > 300:
            raise OSError(28, "No space left on device")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    result = run("pull", "--output", str(output))
    assert result.exit_code == 1
    assert result.stderr == "Error: output: No space left on device.\n"
    monkeypatch.undo()
    assert run("pull", "--output", str(output)).exit_code == 0
    assert ids(output) == ["1", "2", "3", "4"]


def test_a_file_of_others_is_not_touched(run: Run, tmp_path: Path) -> None:
    """A file that already holds something the cursor does not know is left as it is."""
    output = tmp_path / "notes.txt"
    output.write_text("mine", encoding="utf-8")
    result = run("pull", "--output", str(output))
    assert result.exit_code == 2
    assert "already holds something" in result.stderr
    assert output.read_text(encoding="utf-8") == "mine"


def test_a_cursor_goes_with_its_file(
    run: Run, fake: FakeTransport, tmp_path: Path, feed_of: Feed
) -> None:
    """A cursor of one file does not let another file be cut."""
    fake.route("GET", "/v1/feed", feed_of(1))
    cursor, other = tmp_path / "cursor", tmp_path / "other"
    run("pull", "--output", str(tmp_path / "first"), "--cursor", str(cursor))
    other.write_text("mine", encoding="utf-8")
    result = run("pull", "--output", str(other), "--cursor", str(cursor))
    assert (result.exit_code, other.read_text(encoding="utf-8")) == (2, "mine")


def test_a_file_may_be_put_away(
    run: Run, fake: FakeTransport, tmp_path: Path, feed_of: Feed
) -> None:
    """When the output was moved away, a new one begins with what came since."""
    output = tmp_path / "out.csv"
    fake.route("GET", "/v1/feed", feed_of(2))
    run("pull", "--to", "csv", "--output", str(output))
    output.rename(tmp_path / "of-yesterday.csv")
    fake.route("GET", "/v1/feed", feed_of(3))
    assert run("pull", "--to", "csv", "--output", str(output)).exit_code == 0
    rows = output.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("type,id")
    assert [row.split(",")[1] for row in rows[1:]] == ["3"]


def test_a_folder_may_be_moved(
    run: Run, fake: FakeTransport, tmp_path: Path, feed_of: Feed
) -> None:
    """The output and its cursor can be moved together, and pulled into from there."""
    (tmp_path / "a").mkdir()
    fake.route("GET", "/v1/feed", feed_of(1))
    run("pull", "--output", str(tmp_path / "a" / "out"))
    (tmp_path / "a").rename(tmp_path / "b")
    fake.route("GET", "/v1/feed", feed_of(2))
    assert run("pull", "--output", str(tmp_path / "b" / "out")).exit_code == 0
    assert ids(tmp_path / "b" / "out") == ["1", "2"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda output: output.write_text("{}", encoding="utf-8"), "is shorter"),
        (lambda output: Path(f"{output}.cursor").write_text("{", encoding="utf-8"), "cursor"),
    ],
)
def test_what_does_not_agree_is_refused(
    run: Run,
    fake: FakeTransport,
    tmp_path: Path,
    spoil: Callable[[Path], object],
    said: str,
    feed_of: Feed,
) -> None:
    """An output that lost rows, or a damaged cursor, stops the pull before anything is written."""
    output = tmp_path / "out"
    fake.route("GET", "/v1/feed", feed_of(2))
    run("pull", "--output", str(output))
    spoil(output)
    before = output.read_bytes()
    result = run("pull", "--output", str(output))
    assert result.exit_code in {1, 2}
    assert said in result.stderr
    assert output.read_bytes() == before


def test_columns_cannot_change_in_a_file(
    run: Run, fake: FakeTransport, tmp_path: Path, feed_of: Feed
) -> None:
    """A file that was begun with other columns is not continued."""
    output = tmp_path / "out"
    fake.route("GET", "/v1/feed", feed_of(2))
    run("pull", "--to", "csv", "--output", str(output))
    result = run("pull", "--to", "csv", "--question", "satisfaction", "--output", str(output))
    assert result.exit_code == 2
    assert "other columns" in result.stderr


def test_two_pulls_do_not_write_at_once(run: Run, fake: FakeTransport, tmp_path: Path) -> None:
    """A second pull into the same file, such as one that cron starts too early, is refused."""
    first = FileExtract(tmp_path / "out", tmp_path / "out.cursor", NdjsonRows())
    first.load()
    result = run("pull", "--output", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "Another pull is writing" in result.stderr
    first.close()
    fake.queue(feed_answer([]))
    assert run("pull", "--output", str(tmp_path / "out")).exit_code == 0


def test_a_folder_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    """An output that cannot be made exits 1 with its name."""
    result = run("pull", "--output", str(tmp_path / "no" / "out"))
    assert result.exit_code == 1
    assert "No such file" in result.stderr


def test_a_resync_is_told(run: Run, fake: FakeTransport) -> None:
    """A feed that has begun again exits 1 and says what to do."""
    fake.queue(problem_answer("cursor_expired", 410))
    result = run("pull")
    assert result.exit_code == 1
    assert "resync" in result.stderr


@pytest.mark.parametrize("words", [("--question", "satisfaction"), ("--json",)])
def test_options_that_do_not_go_together_are_refused(run: Run, words: tuple[str, ...]) -> None:
    """Columns for NDJSON, or a summary among the rows, are wrong usage."""
    assert run("pull", *words).exit_code == 2


def test_a_reader_who_has_seen_enough_is_no_error(
    run: Run, fake: FakeTransport, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe that is closed early, as by `head`, ends the pull without a word."""

    def closed(*_: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr(StreamExtract, "save", closed)
    fake.queue(feed_answer([sample_change("c1")]))
    result = run("pull")
    assert (result.exit_code, result.stderr) == (1, "")


class Terminal(io.StringIO):
    """A stream at which somebody looks."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_a_person_sees_the_count() -> None:
    """A terminal shows how many changes have come, and is clean again at the end."""
    terminal = Terminal()
    with Counter(terminal) as counter:
        for _ in range(101):
            counter.count()
    assert terminal.getvalue() == "\rPulled 1 changes …\rPulled 101 changes …\r\x1b[K"


def test_nobody_is_shown_nothing() -> None:
    """A file or a pipe gets no count."""
    stream = io.StringIO()
    with Counter(stream) as counter:
        counter.count()
    assert stream.getvalue() == ""
