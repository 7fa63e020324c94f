"""Every error leaves as one shape: RFC 9457 `application/problem+json`."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from itertools import islice
from typing import Any

from flask import Flask, Response, current_app, g
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from .. import errors
from ..domain.places import MAX_ERRORS, escaped
from ..errors import FieldError, PorteVoixError
from ..store.database import Refused

log = logging.getLogger(__name__)

STATUS: dict[type[PorteVoixError], HTTPStatus] = {
    errors.Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.Unauthenticated: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.Conflict: HTTPStatus.CONFLICT,
    errors.SurveyClosed: HTTPStatus.GONE,
    errors.InvalidCursor: HTTPStatus.BAD_REQUEST,
    errors.CursorExpired: HTTPStatus.GONE,
    errors.BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.UnsupportedMediaType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.MalformedJson: HTTPStatus.BAD_REQUEST,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Misconfigured: HTTPStatus.INTERNAL_SERVER_ERROR,
    PorteVoixError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The status of each family; a subclass takes its nearest parent's."""

WERKZEUG: dict[int, type[PorteVoixError]] = {
    400: errors.Invalid,
    404: errors.NotFound,
    413: errors.BodyTooLarge,
    415: errors.UnsupportedMediaType,
    422: errors.Invalid,
    503: errors.Unavailable,
}
"""What the framework raises, in our words."""

FRAMEWORK_CODES: dict[int, str] = {405: "method_not_allowed", 429: "too_many_requests"}


def register(app: Flask) -> None:
    """Answer every error of the application with a problem."""
    app.register_error_handler(PorteVoixError, _from_ours)
    app.register_error_handler(HTTPException, _from_werkzeug)
    app.register_error_handler(ValidationError, _from_schema)
    app.register_error_handler(Refused, _from_database)
    app.register_error_handler(Exception, _from_bug)


def status_of(error: PorteVoixError) -> HTTPStatus:
    """Give the HTTP status of an error."""
    return STATUS[_family(type(error))]


def explained() -> list[tuple[str, int, str]]:
    """List every problem: its code, its status, what it says."""
    kinds = [PorteVoixError]
    for kind in kinds:  # grows while it is read: subclasses come behind their parent
        kinds += kind.__subclasses__()
    return sorted({(k.code, int(STATUS[_family(k)]), k.title) for k in kinds})


def _family(kind: type[PorteVoixError]) -> type[PorteVoixError]:
    return next(parent for parent in kind.__mro__ if parent in STATUS)


def problem(
    status: int,
    code: str,
    title: str,
    detail: str,
    *,
    fields: Sequence[FieldError] = (),
    more: Mapping[str, Any] | None = None,
) -> Response:
    """Write a problem; `more` adds members beside the standard ones.

    A form's respondent is told in their own language what is wrong (`form_posts.Respondent`).
    """
    base = current_app.extensions["porte_voix"].config.base_url
    body = {
        "type": f"{base}/problems#{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": g.get("request_id"),
        "errors": [{"pointer": f.pointer, "code": f.code, "message": f.message} for f in fields],
    }
    told = dict(more or {})
    if (respondent := g.get("respondent")) is not None:
        told |= respondent.told(code, fields, told.get("findings", ()))
    text = json.dumps(body | told, ensure_ascii=False)
    return Response(text, status, content_type="application/problem+json")


def _from_ours(error: PorteVoixError) -> Response:
    findings = {"findings": list(getattr(error, "findings", ()))}
    more = findings if isinstance(error, errors.PersonalDataFound) else None
    answer = problem(
        status_of(error), error.code, error.title, error.detail, fields=error.errors, more=more
    )
    if isinstance(error, errors.Unavailable):
        answer.headers["Retry-After"] = str(error.retry_after_seconds)
    if isinstance(error, errors.Unauthenticated):
        answer.headers["WWW-Authenticate"] = 'Bearer realm="porte-voix"'
    return answer


def _from_schema(error: ValidationError) -> Response:
    return _from_ours(errors.Invalid(errors=_schema_errors(error.messages)))


def _from_werkzeug(error: HTTPException) -> Response:
    status = error.code or 500
    data = getattr(error, "data", None) or {}
    by_location = data.get("messages", {}).values()  # "json" or "query" is no part of a pointer
    fields = [field for messages in by_location for field in _schema_errors(messages)]
    ours = errors.Invalid if fields else WERKZEUG.get(status, PorteVoixError)
    if ours is PorteVoixError:
        code = FRAMEWORK_CODES.get(status, "internal" if status >= 500 else "invalid")
        answer = problem(status, code, error.name, error.description or error.name)
    else:
        answer = _from_ours(ours(errors=fields))
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            answer.headers[name] = value
    return answer


def _schema_errors(messages: Any) -> list[FieldError]:
    """Turn marshmallow's nested messages into pointers, of as many as an answer may hold."""
    return list(islice(_pointed(messages, ""), MAX_ERRORS))


def _pointed(messages: Any, pointer: str) -> Iterable[FieldError]:
    if isinstance(messages, list):
        for message in messages:
            code = "unknown_field" if message == "Unknown field." else "invalid"
            yield FieldError(pointer, code, str(message))
        return
    for key, below in messages.items():
        here = pointer if key == "_schema" else f"{pointer}/{escaped(str(key))}"
        yield from _pointed(below, here)


def _from_database(error: Refused) -> Response:
    """Say "try again": a lock held too long, or a full disk; nothing was half stored."""
    log.error("the database refused: %s", error)
    return _from_ours(errors.Unavailable())


def _from_bug(error: Exception) -> Response:
    """Say nothing of the inside; the log has the trace, without the request's content."""
    log.exception("unexpected error in request %s", g.get("request_id"))
    return _from_ours(PorteVoixError())
