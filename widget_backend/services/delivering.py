"""The site's side of a delivery: read our own feed from where the collector stands, and push."""

from __future__ import annotations

import json
import logging
import random
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from peewee import DatabaseError

from porte_voix import Client, Invalid, PorteVoixError, UnexpectedAnswer

from .. import errors
from ..store import changes
from ..store.changes import Page
from .backend import Backend

PAGE = 500
TOO_LARGE = 413
LONGEST_PAUSE_SECONDS = 600.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one round brought over."""

    changes: int
    documents: int


def deliver(backend: Backend, client: Client) -> Delivered:
    """Push all that the collector does not have yet; raises porte_voix.PorteVoixError.

    A page that is too large for the collector, or for what stands in front of it, is cut in two.
    The collector keeps the cursor, in the transaction that keeps the page: nothing is remembered
    here that could disagree with it.
    """
    after = changes.of_this_epoch(client.deliveries.position())
    sent, carried, limit = 0, 0, PAGE
    while True:
        page = changes.page(after, limit=limit, source=backend.config.source)
        try:
            ack = client.deliveries.send(_lines(page), after=after, cursor=page.cursor)
        except (Invalid, UnexpectedAnswer) as refused:
            if refused.status != TOO_LARGE or limit == 1:
                raise
            limit //= 2
            continue
        brought = _bring_documents(backend, client, ack.missing_documents)
        sent, carried, after = sent + len(page.changes), carried + brought, ack.cursor
        if not page.more and not brought:
            return Delivered(sent, carried)


def _lines(page: Page) -> list[bytes]:
    return [json.dumps(change, ensure_ascii=False).encode() for change in page.changes]


def _bring_documents(backend: Backend, client: Client, wanted: Sequence[str]) -> int:
    """Send the wanted documents that are still here; an erased one will never be."""
    brought = 0
    for sha256 in wanted:
        data = backend.blobs.get(sha256)
        if data is not None:
            client.deliveries.put_document(sha256, data)
            brought += 1
    return brought


class Deliverer:
    """Delivers again and again, in a thread of its own; a failure only makes it wait longer."""

    def __init__(self, backend: Backend, open_client: Callable[[], Client] | None = None) -> None:
        self._backend = backend
        self._open_client = open_client or (lambda: client_of(backend))
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="deliverer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the round in hand."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        failures = 0
        pause: float = 0
        while not self._stopped.wait(pause):
            failures = 0 if self._round() else failures + 1
            every = self._backend.config.deliver_every_seconds
            pause = pause_seconds(failures) if failures else every

    def _round(self) -> bool:
        try:
            with self._backend.in_use(), self._open_client() as client:
                delivered = deliver(self._backend, client)
        except (PorteVoixError, errors.PorteVoixError, DatabaseError, OSError) as error:
            log.warning("delivery failed, will be tried again: %s", error)
            return False
        if delivered.changes:
            log.info("delivered %d changes", delivered.changes)
        return True


def pause_seconds(failures: int) -> float:
    """Give the pause after so many failures in a row: doubling, with jitter, bounded."""
    longest = min(LONGEST_PAUSE_SECONDS, 2.0 ** min(failures, 20))
    return longest * (0.5 + random.random() / 2)  # noqa: S311 - jitter, not a secret


def client_of(backend: Backend) -> Client:
    """Open a client to the collector that the settings name."""
    return Client(backend.config.collector_url, backend.config.collector_token)
