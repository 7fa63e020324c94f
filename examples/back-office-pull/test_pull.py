"""The copy follows the feed."""

import runpy
import sqlite3
from contextlib import closing
from pathlib import Path

from porte_voix import Client
from porte_voix.testing import FakeTransport, feed_answer, sample_change, sample_erasure

pull = runpy.run_path(str(Path(__file__).with_name("pull.py")))["pull"]


def rows(folder: Path) -> list[tuple[str, ...]]:
    """Read the copy."""
    with closing(sqlite3.connect(folder / "responses.sqlite3")) as copy:
        return copy.execute("SELECT id, survey, answers FROM response").fetchall()


def test_responses_are_copied_and_erased(tmp_path: Path) -> None:
    """A response of the feed is in the copy until its tombstone comes."""
    transport = FakeTransport()
    client = Client("https://voix.example.fr", "pv_test", transport=transport)
    kept = sample_change("c1", id="r1", answers={"satisfaction": "good"})

    transport.queue(feed_answer([kept]))
    assert pull(client, str(tmp_path)) == 1
    assert rows(tmp_path) == [("r1", "satisfaction", '{"satisfaction": "good"}')]

    transport.queue(feed_answer([sample_erasure("c2", id="r1")]))
    assert pull(client, str(tmp_path)) == 1
    assert rows(tmp_path) == []


def test_a_second_pull_reads_on(tmp_path: Path) -> None:
    """The second pull asks for what came after the cursor that the first one saved."""
    transport = FakeTransport()
    client = Client("https://voix.example.fr", "pv_test", transport=transport)
    transport.queue(feed_answer([sample_change("c1")]), feed_answer([], cursor="c1"))
    pull(client, str(tmp_path))
    pull(client, str(tmp_path))
    assert "after=c1" in transport.requests[1].url
