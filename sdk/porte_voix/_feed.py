"""Walking through the feed, page after page, for as long as it takes."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator

from porte_voix._caller import NDJSON, Caller, opened
from porte_voix._changes import Change
from porte_voix._collection import parsed
from porte_voix._errors import TransportError, UnexpectedAnswer
from porte_voix._transport import Request, Response


class FeedWalk:
    """One walk; `cursor` is where to resume, and moves on with each change that is given out.

    After a page with changes the walk resumes from the last one it saw, not from the header: an
    HTTP/1.0 proxy makes an answer that broke off look complete, and nothing may be skipped.
    """

    def __init__(self, caller: Caller, after: str | None, page_size: int) -> None:
        self.cursor = after
        self._caller = caller
        self._page_size = page_size
        self._failures = 0

    def __iter__(self) -> Iterator[Change]:
        more = True
        while more:
            more = yield from self._page()

    def _page(self) -> Generator[Change, None, bool]:
        """Give out one page; True when there is more to ask for."""
        request = self._request()
        response = self._caller.fetch(request, opened(NDJSON))
        start = self.cursor
        with response:
            try:
                yield from self._changes(response)
            except TransportError as error:
                self._pause(request, error)
                return True
        return self._turned(response, start)

    def _changes(self, response: Response) -> Iterator[Change]:
        for line in response.lines():
            change = _parsed_line(line)
            self.cursor = change.cursor
            self._failures = 0
            yield change

    def _turned(self, response: Response, start: str | None) -> bool:
        """Step over an empty page; True when the service has more."""
        if self.cursor == start:
            self.cursor = response.header("Porte-Voix-Cursor") or start
        more = (response.header("Porte-Voix-More") or "").lower() == "true"
        if more and self.cursor == start:
            raise UnexpectedAnswer("The feed says that there is more, and does not move on.")
        return more

    def _pause(self, request: Request, error: TransportError) -> None:
        """Wait before the rest of a page that broke off; raise when it keeps breaking."""
        self._failures += 1
        pause = self._caller.retry.pause_seconds(request, error, self._failures)
        if pause is None:
            raise error
        self._caller.retry.sleep(pause)

    def _request(self) -> Request:
        query = {"after": self.cursor, "limit": self._page_size}
        return self._caller.request("GET", "/v1/feed", query, {"Accept": NDJSON})


def _parsed_line(line: bytes) -> Change:
    try:
        raw = json.loads(line)
    except ValueError:
        raise UnexpectedAnswer("A line of the feed is not JSON.") from None
    return parsed(Change.from_json, raw)
