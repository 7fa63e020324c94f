"""A transport that answers from a list, and remembers what it was asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from porte_voix._transport import Request, Response


@dataclass(frozen=True, slots=True)
class Answer:
    """A canned answer; `body` may be chunks, one of which may be an exception to raise there."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes | Exception] = b""

    def response(self) -> Response:
        """The answer as a transport gives it."""
        return Response(self.status, self.headers, self._chunks())

    def _chunks(self) -> Iterable[bytes]:
        for chunk in (self.body,) if isinstance(self.body, bytes) else self.body:
            if isinstance(chunk, Exception):
                raise chunk
            yield chunk


Canned = Answer | Exception | Callable[[Request], Answer]
"""What a fake transport may be told to do: answer, raise, or make the answer from the request."""


class FakeTransport:
    """No network: answers from a queue, else by route; `requests` holds what was sent.

    Queued answers serve once each, whatever is asked, before any route does. A route's answers
    serve in their order, the last of them again and again. An unknown route is an AssertionError.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.is_closed = False
        self._queue: deque[Canned] = deque()
        self._routes: dict[tuple[str, str], deque[Canned]] = {}

    def queue(self, *answers: Canned) -> None:
        """Answer the next requests so, whatever they are."""
        self._queue.extend(answers)

    def route(self, method: str, path: str, *answers: Canned) -> None:
        """Answer requests to this path (without query) so; replaces what was said before."""
        if not answers:
            raise ValueError("give a route one answer or more")
        self._routes[method, path] = deque(answers)

    def send(self, request: Request) -> Response:
        """Remember the request and answer it."""
        self.requests.append(request)
        answer = self._next(request)
        if isinstance(answer, Exception):
            raise answer
        return (answer if isinstance(answer, Answer) else answer(request)).response()

    def close(self) -> None:
        """Remember that it was closed."""
        self.is_closed = True

    def _next(self, request: Request) -> Canned:
        if self._queue:
            return self._queue.popleft()
        answers = self._routes.get((request.method, request.path))
        if answers is None:
            known = ", ".join(" ".join(route) for route in self._routes) or "none"
            raise AssertionError(f"no answer for {request.method} {request.path}; routes: {known}")
        return answers.popleft() if len(answers) > 1 else answers[0]
