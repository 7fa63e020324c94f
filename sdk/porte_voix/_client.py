"""The client: where the service is, and one group of calls for each kind of thing."""

from __future__ import annotations

from collections.abc import Generator
from typing import Self

from porte_voix._administration import ContactPoints, Organisations, Services, Sites, Tokens
from porte_voix._ahead import ahead
from porte_voix._caller import Caller
from porte_voix._changes import Change
from porte_voix._cursors import CursorStore
from porte_voix._deliveries import Deliveries
from porte_voix._documents import Documents
from porte_voix._feed import FeedWalk
from porte_voix._pull import Handler, Puller, PullSummary
from porte_voix._requests_transport import RequestsTransport
from porte_voix._responses import Responses
from porte_voix._retry import Retry
from porte_voix._surveys import Surveys
from porte_voix._transport import Transport

_AHEAD_CHANGES = 500


class Client:
    """Speaks to one Porte-voix service; a context manager that lets its connections go.

    `base_url` is the address of the service, `token` what it gave out (`pv_…`; None for what
    needs none). `timeout_seconds` is the patience for a connection, and for each piece of an
    answer. Proxies and private authorities come from the environment (see RequestsTransport).
    Every call may raise the errors of PorteVoixError; ValueError when an argument cannot be sent.
    """

    def __init__(
        self,
        base_url: str,
        token: str | None = None,
        *,
        timeout_seconds: float = 30.0,
        transport: Transport | None = None,
        retry: Retry | None = None,
    ) -> None:
        self._caller = Caller(
            base_url,
            token,
            timeout_seconds=timeout_seconds,
            transport=transport or RequestsTransport(),
            retry=retry or Retry(),
        )
        self.organisations = Organisations(self._caller)
        self.services = Services(self._caller)
        self.contact_points = ContactPoints(self._caller)
        self.sites = Sites(self._caller)
        self.tokens = Tokens(self._caller)
        self.surveys = Surveys(self._caller)
        self.responses = Responses(self._caller)
        self.documents = Documents(self._caller)
        self.deliveries = Deliveries(self._caller)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        """The address, never the token."""
        return f"Client({self.base_url!r})"

    @property
    def base_url(self) -> str:
        """The address of the service, without a slash at its end."""
        return self._caller.base_url

    def close(self) -> None:
        """Let the connections go."""
        self._caller.transport.close()

    def feed(
        self, after: str | None = None, *, page_size: int = 500, prefetch: bool = False
    ) -> Generator[Change, None, None]:
        """Every change after a cursor, in commit order, until there is no more (scope feed:read).

        The end of the feed ends the iteration; CursorExpired means something else: the feed has
        begun again, so drop what was copied and read from the start. A connection that breaks is
        taken up again where it broke. `prefetch` fetches the next changes in another thread.
        """
        return self._walked(self._walk(after, page_size), prefetch)

    def pull(
        self,
        handler: Handler,
        cursor: CursorStore,
        *,
        save_every: int = 1,
        page_size: int = 500,
        prefetch: bool = False,
    ) -> PullSummary:
        """Handle every change since the last pull; the cursor is saved after `handler` succeeded.

        When `handler` raises, the cursor stays before the change that failed, which comes first
        at the next pull. Killed in between, at most `save_every` changes come a second time: make
        the handler idempotent by `change.id`. CursorExpired as in `feed`.
        """
        if save_every < 1:
            raise ValueError("save_every must be 1 or more")
        walk = self._walk(cursor.load(), page_size)
        return Puller(handler, cursor, save_every).run(walk, self._walked(walk, prefetch))

    def _walk(self, after: str | None, page_size: int) -> FeedWalk:
        return FeedWalk(self._caller, after, page_size)

    def _walked(self, walk: FeedWalk, prefetch: bool) -> Generator[Change, None, None]:
        yield from ahead(walk, _AHEAD_CHANGES) if prefetch else walk
