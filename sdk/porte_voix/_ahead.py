"""Reading ahead: the next items are fetched while the caller handles this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class _End:
    """The last thing in the queue: why the items stopped."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class _Fetcher(Generic[T]):
    """Fills a bounded queue from another thread until it is told to stop."""

    def __init__(self, items: Iterable[T], depth: int) -> None:
        self.queue: Queue[T | _End] = Queue(depth)
        self._items = items
        self._stopped = Event()

    def run(self) -> None:
        end = _End()
        try:
            for item in self._items:
                self.queue.put(item)
                if self._stopped.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            end = _End(error)
        self.queue.put(end)

    def stop(self) -> None:
        """Make room, so that a waiting put ends and sees that nobody reads any more."""
        self._stopped.set()
        while not self.queue.empty():
            self.queue.get()


def ahead(items: Iterable[T], depth: int) -> Iterator[T]:
    """The same items in the same order, up to `depth` of them fetched before they are asked for."""
    fetcher = _Fetcher(items, depth)
    Thread(target=fetcher.run, name="porte-voix-ahead", daemon=True).start()
    try:
        while not isinstance(item := fetcher.queue.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        fetcher.stop()
