"""From an answer that is not a success to the error that says why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from porte_voix import _errors
from porte_voix._errors import FieldError, PorteVoixError, ProblemError, UnexpectedAnswer
from porte_voix._transport import Request, Response

_PROBLEM_LIMIT_BYTES = 256 * 1024

_BY_CODE: dict[str, type[ProblemError]] = {
    "cursor_expired": _errors.CursorExpired,
    "survey_closed": _errors.Conflict,
}
_BY_STATUS: dict[int, type[ProblemError]] = {
    400: _errors.Invalid,
    401: _errors.Unauthenticated,
    403: _errors.Forbidden,
    404: _errors.NotFound,
    409: _errors.Conflict,
    413: _errors.Invalid,
    415: _errors.Invalid,
    422: _errors.Invalid,
    429: _errors.TooManyRequests,
}


def error_from(request: Request, response: Response) -> PorteVoixError:
    """The error that an answer of status 300 or more stands for."""
    raw = _problem(response)
    if raw is None:
        return unexpected(request, response)
    code = str(raw["code"])
    status = response.status
    return _family(code, status)(
        code,
        status,
        str(raw.get("title") or code),
        str(raw.get("detail") or ""),
        _field_errors(raw),
        str(raw["request_id"]) if raw.get("request_id") else request_id(response),
        retry_after_seconds(response),
        raw,
    )


def unexpected(request: Request, response: Response, why: str | None = None) -> UnexpectedAnswer:
    """Something answered that does not speak as Porte-voix does."""
    host = urlsplit(request.url).netloc
    said = f"HTTP {response.status} {response.media_type or 'without a content type'}"
    return UnexpectedAnswer(
        why or _sentence(host, said, response),
        response.status,
        request_id(response),
        retry_after_seconds(response),
    )


def request_id(response: Response) -> str | None:
    """The id under which the service knows this request."""
    return response.header("Porte-Voix-Request-Id")


def retry_after_seconds(response: Response) -> float | None:
    """`Retry-After` as seconds from the answer; None when absent or unreadable.

    A date is counted from the answer's own `Date`, so that two clocks need not agree.
    """
    said = (response.header("Retry-After") or "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    until, now = _date(said), _date(response.header("Date") or "")
    if until is None or now is None:
        return None
    return max(0.0, (until - now).total_seconds())


def _sentence(host: str, said: str, response: Response) -> str:
    place = response.header("Location")
    if 300 <= response.status < 400 and place:
        return f"{host} points to {place} ({said}); use the address where the service really is."
    return (
        f"{host} did not answer as Porte-voix does ({said}); "
        "check the address, or what stands in front of the service."
    )


def _problem(response: Response) -> Mapping[str, Any] | None:
    if response.media_type not in {"application/problem+json", "application/json"}:
        return None
    try:
        raw = json.loads(response.read(_PROBLEM_LIMIT_BYTES))
    except ValueError:
        return None
    return raw if isinstance(raw, dict) and raw.get("code") else None


def _family(code: str, status: int) -> type[ProblemError]:
    fallback = _errors.ServerError if status >= 500 else ProblemError
    return _BY_CODE.get(code) or _BY_STATUS.get(status, fallback)


def _field_errors(raw: Mapping[str, Any]) -> tuple[FieldError, ...]:
    errors = raw.get("errors")
    return tuple(
        FieldError(
            str(one.get("pointer", "")), str(one.get("code", "")), str(one.get("message", ""))
        )
        for one in (errors if isinstance(errors, list) else ())
        if isinstance(one, dict)
    )


def _date(text: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(text)
    except ValueError:
        return None
    return parsed if parsed.tzinfo else None
