"""What can go wrong, in the words of the domain; `api.problems` translates to HTTP, once.

PorteVoixError
├── Invalid                     the request is wrong; `errors` points at each place
│   ├── InvalidAnswers          answers that do not fit the survey version
│   ├── InvalidDefinition       a survey definition that breaks its rules
│   ├── PersonalDataFound       policy "ask": the respondent decides what to do with the findings
│   └── DocumentRefused         a document that cannot be rebuilt safely
├── NotFound
│   ├── SurveyNotFound
│   ├── SiteNotFound
│   └── ReceiptNotFound
├── Unauthenticated
├── Forbidden                   the token lacks the scope, or the object is in another branch
│   └── OriginNotAllowed        the embedding page is not on the site's list
├── Conflict
│   └── IdempotencyConflict     same key, other body
├── SurveyClosed
├── InvalidCursor
├── CursorExpired               the feed was restored from a backup: read it again from the start
├── BodyTooLarge
├── UnsupportedMediaType
├── MalformedJson
├── Unavailable                 try again after `retry_after_seconds`
└── Misconfigured               the operator must change a setting before anything can run
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True, slots=True)
class FieldError:
    """One wrong place: a JSON pointer into the request, a stable code, what to do about it."""

    pointer: str
    code: str
    message: str


class PorteVoixError(Exception):
    """The root of every error that a caller can act on."""

    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong on our side"

    def __init__(self, detail: str = "", errors: Sequence[FieldError] = ()) -> None:
        self.detail = detail or self.title
        self.errors = tuple(errors)
        super().__init__(self.detail)


class Invalid(PorteVoixError):
    """The request does not say what it should."""

    code = "invalid"
    title = "Some values are missing or wrong"

    @classmethod
    def at(cls, pointer: str, code: str, message: str) -> Self:
        """Make the error of one wrong place."""
        return cls(errors=[FieldError(pointer, code, message)])


class InvalidAnswers(Invalid):
    """Answers that do not fit the survey version they were given to."""

    code = "invalid_answers"
    title = "Some answers need another look"


class InvalidDefinition(Invalid):
    """A survey definition that breaks its rules."""

    code = "invalid_definition"
    title = "The survey definition breaks a rule"


class PersonalDataFound(Invalid):
    """Policy "ask": nothing was kept; the respondent edits or accepts the marks.

    `findings` holds dicts `{"question", "type", "start", "end"}`, offsets in code points.
    """

    code = "personal_data_found"
    title = "Personal data was found; change it, or accept that it is hidden"

    def __init__(self, findings: Sequence[dict[str, object]]) -> None:
        super().__init__()
        self.findings = tuple(findings)


class DocumentRefused(Invalid):
    """A document that cannot be rebuilt safely."""

    code = "document_refused"
    title = "A document could not be accepted"


class NotFound(PorteVoixError):
    """Nothing of that name, or nothing that this caller may know of."""

    code = "not_found"
    title = "Nothing was found here"


class SurveyNotFound(NotFound):
    """No published survey has this key."""

    code = "survey_not_found"
    title = "No published survey has this key"


class SiteNotFound(NotFound):
    """No site has this key."""

    code = "site_not_found"
    title = "No site has this key"


class ReceiptNotFound(NotFound):
    """Unknown, erased and expired receipts get this one answer."""

    code = "receipt_not_found"
    title = "No response goes with this receipt"


class Unauthenticated(PorteVoixError):
    """No token, or one that is unknown, expired or revoked."""

    code = "unauthenticated"
    title = "A valid token is needed"


class Forbidden(PorteVoixError):
    """The token lacks the scope, or the object is in another branch."""

    code = "forbidden"
    title = "This token does not allow that"


class OriginNotAllowed(Forbidden):
    """The page that embeds the widget is not on the site's list."""

    code = "origin_not_allowed"
    title = "This page's origin is not on the site's list"


class Conflict(PorteVoixError):
    """What is there already stands in the way."""

    code = "conflict"
    title = "This conflicts with what exists"


class IdempotencyConflict(Conflict):
    """The key was used before, with another body."""

    code = "idempotency_conflict"
    title = "This Idempotency-Key was used with another body"


class SurveyClosed(PorteVoixError):
    """The survey no longer takes responses."""

    code = "survey_closed"
    title = "This survey is closed"


class InvalidCursor(PorteVoixError):
    """Not a cursor of this feed."""

    code = "invalid_cursor"
    title = "This is not a cursor of this feed"


class CursorExpired(PorteVoixError):
    """The feed was restored from a backup since the cursor was given."""

    code = "cursor_expired"
    title = "The feed has begun again; read it from the start"


class BodyTooLarge(PorteVoixError):
    """More bytes than the setting allows."""

    code = "body_too_large"
    title = "The request is too large"


class UnsupportedMediaType(PorteVoixError):
    """A body in a format that this route does not read."""

    code = "unsupported_media_type"
    title = "The body's format is not one that can be read here"


class MalformedJson(PorteVoixError):
    """A body that is not the JSON it claims to be."""

    code = "malformed_json"
    title = "The body is not valid JSON"


class Unavailable(PorteVoixError):
    """The service cannot take this now; it will."""

    code = "unavailable"
    title = "The service is busy; try again in a moment"
    retry_after_seconds: ClassVar[int] = 5


class Misconfigured(PorteVoixError):
    """The operator must change a setting before anything can run."""

    code = "misconfigured"
    title = "A setting is missing or wrong"
