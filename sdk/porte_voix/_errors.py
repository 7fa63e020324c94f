"""What can go wrong, told apart by what a caller can do about it.

PorteVoixError                  catch this one to catch them all
├── TransportError              the service was not reached, or its answer was cut short
│   ├── Timeout                 it did not answer in time
│   └── UnexpectedAnswer        something else answered in its place (a proxy's page, another site)
└── ProblemError                the service answered with a problem (RFC 9457)
    ├── Unauthenticated         401: no token, or one that is unknown, expired or revoked
    ├── Forbidden               403: the token lacks the scope, or the object is in another branch
    ├── NotFound                404: nothing of that name that this token may know of
    ├── Conflict                409, or a closed survey: what is there already stands in the way
    ├── Invalid                 400, 413, 415, 422: a wrong request; `errors` points at each place
    ├── CursorExpired           410: the feed has begun again; read it from the start ("resync")
    ├── TooManyRequests         429: slow down; `retry_after_seconds` says for how long
    └── ServerError             500 and above: not the caller's fault

Every error has `request_id` (quote it to the operator; None when the answer had none),
`is_temporary` (the same call may succeed later) and `retry_after_seconds` (None when not said).
No error ever holds a token.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TEMPORARY_STATUSES = frozenset({429, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong place: a JSON pointer into the request, a stable code, what to do about it."""

    pointer: str
    code: str
    message: str


class PorteVoixError(Exception):
    """The root of every error that this package raises about a call."""

    is_temporary: bool = False
    request_id: str | None = None
    retry_after_seconds: float | None = None


class TransportError(PorteVoixError):
    """The service was not reached, or its answer was cut short."""

    def __init__(self, message: str, is_temporary: bool = True) -> None:
        super().__init__(message, is_temporary)
        self.is_temporary = is_temporary

    def __str__(self) -> str:
        return str(self.args[0])


class Timeout(TransportError):
    """The service did not answer within `timeout_seconds`."""


class UnexpectedAnswer(TransportError):
    """Something answered, but not as Porte-voix does: a proxy's page, or a wrong base URL."""

    def __init__(
        self,
        message: str,
        status: int = 200,
        request_id: str | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(message, status in TEMPORARY_STATUSES)
        self.args = (message, status, request_id, retry_after_seconds)
        self.status = status
        self.request_id = request_id
        self.retry_after_seconds = retry_after_seconds


class ProblemError(PorteVoixError):
    """The service refused, and said why; `code` is stable, `raw` is the problem as it was sent."""

    def __init__(
        self,
        code: str,
        status: int,
        title: str,
        detail: str = "",
        errors: Sequence[FieldError] = (),
        request_id: str | None = None,
        retry_after_seconds: float | None = None,
        raw: Mapping[str, Any] | None = None,
    ) -> None:
        kept = tuple(errors)
        super().__init__(
            code, status, title, detail, kept, request_id, retry_after_seconds, raw or {}
        )
        self.code = code
        self.status = status
        self.title = title
        self.detail = detail or title
        self.errors = kept
        self.request_id = request_id
        self.retry_after_seconds = retry_after_seconds
        self.raw: Mapping[str, Any] = raw or {}
        self.is_temporary = status in TEMPORARY_STATUSES

    def __str__(self) -> str:
        evidence = self.code if self.request_id is None else f"{self.code}, {self.request_id}"
        return f"{self.detail} ({evidence})"


class Unauthenticated(ProblemError):
    """No token, or one that is unknown, expired or revoked."""


class Forbidden(ProblemError):
    """The token lacks the scope, or the object is in another branch of the tree."""


class NotFound(ProblemError):
    """Nothing of that name, or nothing that this token may know of."""


class Conflict(ProblemError):
    """What is there already stands in the way; a closed survey is such a thing."""


class Invalid(ProblemError):
    """The request does not say what it should; `errors` points at each wrong place."""


class CursorExpired(ProblemError):
    """The feed has begun again (restored from a backup): drop the copy, read it from the start."""


class TooManyRequests(ProblemError):
    """The service asks for a pause, of `retry_after_seconds` when it says."""


class ServerError(ProblemError):
    """The service failed; quote `request_id` to its operator."""
