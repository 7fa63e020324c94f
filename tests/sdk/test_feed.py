"""Walking through the feed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from porte_voix import (
    Change,
    Client,
    CursorExpired,
    Erasure,
    Forbidden,
    Response,
    TransportError,
    UnexpectedAnswer,
)
from porte_voix._ahead import ahead
from porte_voix.testing import (
    Answer,
    FakeTransport,
    feed_answer,
    problem_answer,
    sample_change,
    sample_erasure,
)

FEED = "/v1/feed"
CUT = TransportError("Cut.")
HEADERS = {
    "Content-Type": "application/x-ndjson",
    "Porte-Voix-Cursor": "c9",
    "Porte-Voix-More": "false",
}


def asked_after(fake: FakeTransport) -> list[str | None]:
    """Give the cursors that the requests asked after."""
    queries = [parse_qs(urlsplit(request.url).query) for request in fake.requests]
    return [query.get("after", [None])[0] for query in queries]


def lines(*cursors: str) -> list[bytes | Exception]:
    """Give the lines of changes, as chunks."""
    body = feed_answer(map(sample_change, cursors)).body
    return list(body)  # type: ignore[arg-type]


@pytest.mark.parametrize("prefetch", [False, True])
def test_the_feed_goes_on_to_its_end(sdk: Client, fake: FakeTransport, prefetch: bool) -> None:
    """Every change of every page is given, in order, until the service has no more."""
    fake.queue(
        feed_answer([sample_change("c1"), sample_change("c2")], more=True),
        feed_answer([sample_erasure("c3")]),
    )
    changes = list(sdk.feed(prefetch=prefetch))
    assert [change.cursor for change in changes] == ["c1", "c2", "c3"]
    assert isinstance(changes[2], Erasure)
    assert asked_after(fake) == [None, "c2"]
    assert fake.requests[0].headers["Accept"] == "application/x-ndjson"


def test_the_feed_begins_after_a_cursor(sdk: Client, fake: FakeTransport) -> None:
    """A reader who gives a cursor receives what came after it, in pages of the size it wants."""
    fake.queue(feed_answer([sample_change("c8")]))
    assert [change.cursor for change in sdk.feed(after="c7", page_size=10)] == ["c8"]
    assert "after=c7&limit=10" in fake.requests[0].url


def test_an_empty_feed_ends_at_once(sdk: Client, fake: FakeTransport) -> None:
    """A feed without changes gives none, and asks once."""
    fake.queue(feed_answer([]))
    assert list(sdk.feed()) == []
    assert len(fake.requests) == 1


def test_a_page_of_nothing_to_see_is_stepped_over(sdk: Client, fake: FakeTransport) -> None:
    """A page whose changes are all hidden from this token is passed by its header."""
    fake.queue(feed_answer([], cursor="c500", more=True), feed_answer([sample_change("c501")]))
    assert [change.cursor for change in sdk.feed(after="c1")] == ["c501"]
    assert asked_after(fake) == ["c1", "c500"]


def test_a_page_is_not_trusted_to_be_whole(sdk: Client, fake: FakeTransport) -> None:
    """After a page with changes, the walk resumes from the last one seen, not from the header."""
    fake.queue(Answer(200, HEADERS | {"Porte-Voix-More": "true"}, lines("c1")), feed_answer([]))
    list(sdk.feed())
    assert asked_after(fake) == [None, "c1"]


def test_a_broken_connection_is_taken_up_where_it_broke(
    sdk: Client, fake: FakeTransport, slept: list[float]
) -> None:
    """When a page breaks off, the rest of it is asked for, and no change comes twice."""
    fake.queue(
        Answer(200, HEADERS, [*lines("c1"), CUT]),
        Answer(200, HEADERS, [*lines("c2"), lines("c3")[0][:20]]),  # type: ignore[index]
        feed_answer([sample_change("c3")]),
    )
    assert [change.cursor for change in sdk.feed()] == ["c1", "c2", "c3"]
    assert asked_after(fake) == [None, "c1", "c2"]
    assert slept == [0.5, 0.5]


def test_a_connection_that_keeps_breaking_is_given_up(
    sdk: Client, fake: FakeTransport, slept: list[float]
) -> None:
    """When no attempt brings anything any more, the error is raised, after longer and longer."""
    fake.route("GET", FEED, Answer(200, HEADERS, [CUT]))
    with pytest.raises(TransportError, match="Cut"):
        list(sdk.feed())
    assert slept == [0.5, 1.0, 2.0]


def test_progress_gives_patience_back(sdk: Client, fake: FakeTransport) -> None:
    """A connection that breaks after each change still brings all of them."""
    cursors = [f"c{n}" for n in range(20)]
    fake.queue(
        *(Answer(200, HEADERS, [*lines(cursor), CUT]) for cursor in cursors), feed_answer([])
    )
    assert [change.cursor for change in sdk.feed()] == cursors


@pytest.mark.parametrize("prefetch", [False, True])
def test_an_expired_cursor_is_not_the_end(sdk: Client, fake: FakeTransport, prefetch: bool) -> None:
    """A feed that has begun again raises CursorExpired, so that nobody takes it for the end."""
    fake.queue(problem_answer("cursor_expired", 410))
    with pytest.raises(CursorExpired):
        list(sdk.feed(after="of-another-epoch", prefetch=prefetch))


def test_the_feed_may_be_refused(sdk: Client, fake: FakeTransport) -> None:
    """A token without the scope feed:read is refused."""
    fake.queue(problem_answer("forbidden", 403))
    with pytest.raises(Forbidden):
        list(sdk.feed())


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, HEADERS, b"<html>\n"),
        Answer(200, HEADERS, b'{"change": "c1"}\n'),
        Answer(200, HEADERS, b"[]\n"),
        Answer(200, {"Content-Type": "text/html"}, b"<h1>Sign in</h1>"),
        Answer(200, HEADERS | {"Porte-Voix-More": "true", "Porte-Voix-Cursor": "c1"}, b""),
    ],
)
def test_what_is_not_a_feed_is_refused(sdk: Client, fake: FakeTransport, answer: Answer) -> None:
    """Lines that are no changes, a page of HTML and a feed that stands still are refused."""
    fake.queue(answer)
    with pytest.raises(UnexpectedAnswer):
        list(sdk.feed(after="c1"))


def test_leaving_the_feed_closes_the_page(sdk: Client, fake: FakeTransport) -> None:
    """A reader who has seen enough gives the connection back."""
    closed: list[bool] = []
    opened = Answer(200, HEADERS, lines("c1", "c2")).response()
    noting = Response(200, HEADERS, opened.chunks, lambda: closed.append(True))
    fake.send = lambda request: noting  # type: ignore[method-assign]
    feed = sdk.feed()
    assert next(feed).cursor == "c1"
    feed.close()
    assert closed == [True]


def test_reading_ahead_is_bounded() -> None:
    """Reading ahead keeps order, and stops fetching when enough is waiting."""
    made: list[int] = []

    def source() -> Iterator[int]:
        for n in range(1000):
            made.append(n)
            yield n

    items = ahead(source(), 5)
    assert [next(items), next(items)] == [0, 1]
    assert len(made) <= 9
    assert list(items) == list(range(2, 1000))


def test_reading_ahead_stops_with_its_reader() -> None:
    """A reader who leaves ends the thread that reads ahead, even one that waits for room."""
    ended: list[bool] = []

    def source() -> Iterator[int]:
        try:
            while True:
                yield 1
        finally:
            ended.append(True)

    items = ahead(source(), 2)
    next(items)
    items.close()  # type: ignore[attr-defined]
    for _ in range(500):
        if ended:
            break
        time.sleep(0.01)
    assert ended == [True]


def test_changes_are_typed(sdk: Client, fake: FakeTransport) -> None:
    """What the feed gives are changes, with the response as an object."""
    fake.queue(feed_answer([sample_change("c1", answers={"satisfaction": "good"})]))
    (change,) = sdk.feed()
    assert isinstance(change, Change)
    assert change.response is not None
    assert change.response.answers["satisfaction"] == "good"
