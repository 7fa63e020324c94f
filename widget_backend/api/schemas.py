"""What requests and answers look like; the source of /openapi.json."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from ..clock import iso
from ..services.access import SCOPES
from ..services.submissions import CHANNELS

KEY = validate.Length(1, 63)
NAME = validate.Length(1, 200)


def no_surrogates(text: str) -> None:
    """Refuse text that cannot be written as UTF-8 (a lone surrogate from a JSON escape)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValidationError("This text is not valid Unicode.") from None


def in_the_calendar(moment: datetime) -> None:
    """Refuse a moment that has no date in UTC, before year 1 or after 9999."""
    try:
        iso(moment)
    except OverflowError:
        raise ValidationError("This moment is outside of the calendar; correct it.") from None


def moment(**options: Any) -> fields.AwareDateTime:
    """Declare a moment with its time zone."""
    return fields.AwareDateTime(format="iso", validate=in_the_calendar, **options)


def string(*rules: Any, **options: Any) -> fields.String:
    """Declare a text of valid Unicode."""
    return fields.String(validate=[no_surrogates, *rules], **options)


class FieldProblem(Schema):
    """One wrong place."""

    pointer = fields.String(metadata={"description": "JSON pointer into the request"})
    code = fields.String()
    message = fields.String(metadata={"description": "What is wrong, and what to do"})


class Problem(Schema):
    """RFC 9457, with a stable `code` and the places that are wrong."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    code = fields.String()
    request_id = fields.String()
    errors = fields.List(fields.Nested(FieldProblem))


class Paging(Schema):
    """Where a list continues, and how many items at most."""

    after = string(load_default="", metadata={"description": "`next` of the page before"})
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1000))


class Organisation(Schema):
    """A node of the administration's tree."""

    key = string(KEY, required=True)
    name = string(NAME, required=True)
    parent = string(load_default=None, allow_none=True)


class Service(Schema):
    """What an organisation offers to the public."""

    key = string(KEY, required=True)
    name = string(NAME, required=True)
    organisation = string(required=True)


class ContactPoint(Schema):
    """The place or page where a service is offered."""

    key = string(KEY, required=True)
    name = string(NAME, required=True)
    service = string(required=True)


class Site(Schema):
    """A registered place of embedding."""

    key = fields.String(dump_only=True)
    name = string(NAME, required=True)
    organisation = string(required=True)
    origins = fields.List(string(validate.Length(1, 300)), required=True)


class SitePatch(Schema):
    """What may change in a site."""

    name = string(NAME)
    origins = fields.List(string(validate.Length(1, 300)))


class Token(Schema):
    """A bearer token; `token` is its text, shown once."""

    id = fields.String(dump_only=True)
    name = string(NAME, required=True)
    organisation = string(required=True)
    scopes = fields.List(
        string(), required=True, validate=validate.Length(1), metadata={"enum": list(SCOPES)}
    )
    source = string(KEY, load_default=None, allow_none=True)
    expires_at = moment(required=True)
    created_at = fields.String(dump_only=True)
    revoked_at = fields.String(dump_only=True)
    token = fields.String(dump_only=True)


class NewSurvey(Schema):
    """A survey to create, from a definition or from a template."""

    key = string(KEY, required=True)
    organisation = string(required=True)
    definition = fields.Dict()
    template = string()


class Survey(Schema):
    """A survey."""

    key = fields.String()
    organisation = fields.String()
    status = fields.String(validate=validate.OneOf(("draft", "published", "closed")))
    version = fields.Integer(allow_none=True)
    kind = fields.String()
    created_at = fields.String()
    draft = fields.Dict()


class SurveyVersion(Schema):
    """What was frozen at publishing."""

    survey = fields.String()
    version = fields.Integer()
    published_at = fields.String()
    definition = fields.Dict()


class Context(Schema):
    """What the widget says of the page: its path, never its query."""

    page = string(validate.Length(max=2000))


class SubmissionFields(Schema):
    """What a response and a paper entry have in common."""

    answers = fields.Dict(required=True)
    language = string(validate.Length(max=35), load_default=None, allow_none=True)
    version = fields.Integer(strict=True, load_default=None, allow_none=True)
    contact_point = string(load_default=None, allow_none=True)
    accept_redaction = fields.Boolean(
        load_default=False, truthy={True}, falsy={False}, metadata={"type": "boolean"}
    )


class Submission(SubmissionFields):
    """A response as the widget sends it."""

    site = string(required=True)
    context = fields.Nested(Context, load_default=dict)


class PaperSubmission(SubmissionFields):
    """A response as staff enters it."""

    channel = string(validate.OneOf(CHANNELS), required=True)
    submitted_at = moment(load_default=None, allow_none=True)


class Receipt(Schema):
    """What the respondent is told."""

    receipt = fields.String()
    receipt_page = fields.String()
    received_at = fields.String()
    anonymization = fields.Dict()
    redacted = fields.Dict(keys=fields.String(), values=fields.String())
    thanks = fields.String(allow_none=True)
    panel = fields.List(
        fields.Raw(), metadata={"description": "Of a form: what the respondent is told, as JsonML"}
    )


class Check(Schema):
    """A text to look for personal data in."""

    text = string(validate.Length(max=15_000), required=True)
    site = string(required=True)
    language = string(load_default="fr")


class ResponseFilter(Paging):
    """Which responses to list."""

    survey = string()
    state = string(validate.OneOf(("open", "held")))


class Review(Schema):
    """What a person decides on a held response."""

    decision = string(validate.OneOf(("accept", "reject")), required=True)


class FeedQuery(Schema):
    """Where to read on in the feed."""

    after = string(load_default=None)
    limit = fields.Integer(load_default=500, validate=validate.Range(1, 5000))
