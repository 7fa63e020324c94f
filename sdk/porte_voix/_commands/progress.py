"""How far a long command is, for a person who looks."""

from __future__ import annotations

from typing import Self, TextIO

EVERY = 100


class Counter:
    """Counts on one line of a terminal; silent when nobody looks (a file, a pipe, cron).

    The feed does not say how long it is, so there is a number that grows and no bar.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if stream.isatty() else None
        self._counted = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None and self._counted:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def count(self) -> None:
        """One more."""
        self._counted += 1
        if self._stream is not None and self._counted % EVERY == 1:
            self._stream.write(f"\rPulled {self._counted} changes …")
            self._stream.flush()
