"""Pulling: the cursor moves when the handler is done, and not before."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porte_voix import Change, Client, CursorExpired, FileCursor, PullSummary, Request, Retry
from porte_voix.testing import (
    Answer,
    FakeTransport,
    feed_answer,
    problem_answer,
    sample_change,
    sample_erasure,
)


class Crash(Exception):
    """What a handler may raise."""


class Memory:
    """A cursor store that remembers every saving."""

    def __init__(self) -> None:
        self.saved: list[str] = []

    def load(self) -> str | None:
        """Give the last one."""
        return self.saved[-1] if self.saved else None

    def save(self, cursor: str) -> None:
        """Keep it."""
        self.saved.append(cursor)


Canned = Callable[[Request], Answer]
Feed = Callable[[int], Canned]
Pull = Callable[[Client, Callable[[Change], object], Memory], object]


def real_pull(client: Client, handler: Callable[[Change], object], store: Memory) -> object:
    """Pull as the SDK does."""
    return client.pull(handler, store)


def hasty_pull(client: Client, handler: Callable[[Change], object], store: Memory) -> object:
    """Pull as it must not be done: the cursor is saved before the handler is called."""
    for change in client.feed(store.load()):
        store.save(change.cursor)
        handler(change)
    return None


def seen_with_crashes(feed: Canned, pull: Pull, crashes: set[int]) -> list[str]:
    """Pull a feed again and again, crashing once at each given call; give the ids handled."""
    fake, store, seen = FakeTransport(), Memory(), []
    calls = 0

    def handler(change: Change) -> None:
        nonlocal calls
        calls += 1
        if calls in crashes:
            raise Crash
        seen.append(change.id)

    fake.route("GET", "/v1/feed", feed)
    client = Client("https://voice.example.org", transport=fake, retry=Retry(attempts=1))
    for _ in range(len(crashes) + 1):
        try:
            pull(client, handler, store)
        except Crash:
            continue
    return seen


@given(count=st.integers(0, 12), crashes=st.sets(st.integers(1, 16)))
def test_every_change_is_handled_once(feed_of: Feed, count: int, crashes: set[int]) -> None:
    """Wherever the handler fails, the next pull begins with the change that failed."""
    seen = seen_with_crashes(feed_of(count), real_pull, crashes)
    assert seen == [str(n) for n in range(1, count + 1)]


def test_a_cursor_saved_too_early_would_be_noticed(feed_of: Feed) -> None:
    """Control: saving the cursor before the handler loses the change that failed."""
    assert seen_with_crashes(feed_of(3), hasty_pull, {2}) == ["1", "3"]
    assert seen_with_crashes(feed_of(3), real_pull, {2}) == ["1", "2", "3"]


@pytest.mark.parametrize("prefetch", [False, True])
def test_a_pull_says_what_it_brought(sdk: Client, fake: FakeTransport, prefetch: bool) -> None:
    """A pull returns how many changes it handled, how many were erasures, and where it ended."""
    fake.queue(feed_answer([sample_change("c1"), sample_erasure("c2")]))
    store = Memory()
    assert sdk.pull(lambda _: None, store, prefetch=prefetch) == PullSummary(2, 1, "c2")
    assert store.saved == ["c1", "c2"]


def test_saving_may_be_rarer(sdk: Client, fake: FakeTransport) -> None:
    """With `save_every`, the cursor is saved after so many changes, and at the end."""
    fake.queue(feed_answer(sample_change(f"c{n}") for n in range(1, 6)))
    store = Memory()
    sdk.pull(lambda _: None, store, save_every=2)
    assert store.saved == ["c2", "c4", "c5"]


def test_a_failure_saves_what_was_done(sdk: Client, fake: FakeTransport) -> None:
    """However rarely it is saved, the cursor stands before the change that failed."""
    fake.queue(feed_answer(sample_change(f"c{n}") for n in range(1, 6)))
    store = Memory()

    def handler(change: Change) -> None:
        if change.cursor == "c4":
            raise Crash

    with pytest.raises(Crash):
        sdk.pull(handler, store, save_every=100)
    assert store.saved == ["c3"]


def test_a_failure_at_once_saves_nothing(sdk: Client, fake: FakeTransport) -> None:
    """A handler that fails on the first change leaves the cursor where it was."""
    fake.queue(feed_answer([sample_change("c1")]))
    store = Memory()
    with pytest.raises(ZeroDivisionError):
        sdk.pull(lambda _: 1 / 0, store)
    assert store.saved == []


def test_a_store_that_fails_is_not_asked_again(sdk: Client, fake: FakeTransport) -> None:
    """A store that could not save a cursor is not told a second time that it is done."""
    fake.queue(feed_answer([sample_change("c1"), sample_change("c2")]))
    asked: list[str] = []

    class Full(Memory):
        def save(self, cursor: str) -> None:
            asked.append(cursor)
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        sdk.pull(lambda _: None, Full())
    assert asked == ["c1"]


def test_hidden_changes_are_not_read_again(sdk: Client, fake: FakeTransport) -> None:
    """A page of changes that this token may not see moves the cursor all the same."""
    fake.queue(feed_answer([], cursor="c900"))
    store = Memory()
    assert sdk.pull(lambda _: None, store) == PullSummary(0, 0, "c900")
    assert store.saved == ["c900"]


def test_nothing_new_saves_nothing(sdk: Client, fake: FakeTransport) -> None:
    """A pull without changes leaves the cursor alone."""
    fake.queue(feed_answer([], cursor="c1"))
    store = Memory()
    store.saved.append("c1")
    assert sdk.pull(lambda _: None, store).cursor == "c1"
    assert store.saved == ["c1"]


def test_a_resync_is_told(sdk: Client, fake: FakeTransport) -> None:
    """A feed that has begun again raises CursorExpired, with the cursor left in place."""
    fake.queue(problem_answer("cursor_expired", 410))
    store = Memory()
    store.saved.append("c1")
    with pytest.raises(CursorExpired):
        sdk.pull(lambda _: None, store)
    assert store.saved == ["c1"]


def test_saving_never_is_refused(sdk: Client) -> None:
    """A pull that would never save its cursor is refused."""
    with pytest.raises(ValueError, match="1 or more"):
        sdk.pull(lambda _: None, Memory(), save_every=0)


def test_a_file_keeps_the_cursor(tmp_path: Path) -> None:
    """What was saved in a file is there for the next process; before that, there is nothing."""
    path = tmp_path / "cursor.json"
    assert FileCursor(path).load() is None
    FileCursor(path).save("c1")
    FileCursor(path).save("c2")
    assert FileCursor(str(path)).load() == "c2"
    assert json.loads(path.read_text(encoding="utf-8")) == {"cursor": "c2"}
    assert [file.name for file in tmp_path.iterdir()] == ["cursor.json"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cursor": 3}', '"c1"'])
def test_a_damaged_file_is_not_an_absent_one(tmp_path: Path, text: str) -> None:
    """A file that holds no cursor is refused, for reading all again would do everything twice."""
    path = tmp_path / "cursor.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="does not hold a cursor"):
        FileCursor(path).load()


def test_a_power_cut_leaves_a_whole_cursor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A saving that is cut before its end leaves the cursor that was there."""
    path = tmp_path / "cursor.json"
    FileCursor(path).save("c1")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", cut)
    with pytest.raises(KeyboardInterrupt):
        FileCursor(path).save("c2")
    assert FileCursor(path).load() == "c1"


def test_a_saved_cursor_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file is synced before it takes its place, and the folder after."""
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        steps.append("fsync")
        fsync(descriptor)

    def noted_replace(source: Path, target: Path) -> None:
        steps.append("replace")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    FileCursor(tmp_path / "cursor.json").save("c1")
    assert steps == ["fsync", "replace", "fsync"]
