"""When a call is worth repeating, and after how long."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

from porte_voix._errors import PorteVoixError
from porte_voix._transport import Request


@dataclass(frozen=True, slots=True)
class Retry:
    """Exponential back-off with full jitter, cut short by what the service itself says.

    Only what is safe twice is sent twice: GET, PUT, DELETE, and POST with an `Idempotency-Key`;
    only after a broken connection or a 429, 502, 503 or 504. `attempts` counts the first one.
    A `Retry-After` beyond `longest_seconds` is not slept through: the error is raised, with its
    `retry_after_seconds`, and the caller decides. `sleep` and `jitter` are there for tests.
    """

    attempts: int = 4
    first_seconds: float = 0.5
    longest_seconds: float = 30.0
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random

    def pause_seconds(self, request: Request, error: PorteVoixError, made: int) -> float | None:
        """How long to wait after `made` attempts; None when the error must be raised."""
        if made >= self.attempts or not (request.is_repeatable and error.is_temporary):
            return None
        asked = error.retry_after_seconds
        if asked is None:
            return self.jitter() * min(self.longest_seconds, self.first_seconds * 2.0 ** (made - 1))
        if asked > self.longest_seconds:
            return None
        # A little more than asked, never less: clients told the same second must not all come then.
        return asked + self.jitter() * self.first_seconds
