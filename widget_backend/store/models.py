"""The tables. Every text key is public and stable; every time is RFC 3339 in UTC."""

from __future__ import annotations

import json
from typing import Any

from peewee import (
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)
from playhouse.sqlite_ext import AutoIncrementField

from .database import CurrentDatabase


class JsonField(TextField):
    """A JSON value in a text column; keys keep their order."""

    def db_value(self, value: Any) -> str | None:
        """Write the value compactly."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def python_value(self, value: str | None) -> Any:
        """Read it back."""
        return None if value is None else json.loads(value)


class Row(Model):
    """The base of every table."""

    class Meta:
        """Tables belong to the database of the context."""

        database = CurrentDatabase()
        legacy_table_names = False


class State(Row):
    """Facts about the database itself: `schema_version`, `epoch`."""

    name = TextField(primary_key=True)
    value = TextField()


class Organisation(Row):
    """A node of the administration's tree; `path` is made of keys: `ville/etat-civil/`."""

    key = TextField(primary_key=True)
    name = TextField()
    parent = ForeignKeyField("self", null=True, backref="children")
    path = TextField(index=True)


class Service(Row):
    """What an organisation offers to the public."""

    key = TextField(primary_key=True)
    name = TextField()
    organisation = ForeignKeyField(Organisation)


class ContactPoint(Row):
    """The place or page where a service is offered."""

    key = TextField(primary_key=True)
    name = TextField()
    service = ForeignKeyField(Service)


class Site(Row):
    """A registered place of embedding; its key is public."""

    key = TextField(primary_key=True)
    name = TextField()
    organisation = ForeignKeyField(Organisation)
    origins = JsonField()


class Token(Row):
    """A bearer token, as its digest; it opens one branch of the tree."""

    id = TextField(primary_key=True)
    name = TextField()
    digest = TextField(unique=True)
    organisation = ForeignKeyField(Organisation)
    scopes = JsonField()
    source = TextField(null=True)
    created_at = TextField()
    expires_at = TextField()
    revoked_at = TextField(null=True)


class Survey(Row):
    """A survey and its draft."""

    key = TextField(primary_key=True)
    organisation = ForeignKeyField(Organisation)
    status = TextField()
    draft = JsonField()
    version = IntegerField(null=True)
    created_at = TextField()


class SurveyVersion(Row):
    """What was frozen at publishing."""

    survey = ForeignKeyField(Survey)
    number = IntegerField()
    definition = JsonField()
    published_at = TextField()

    class Meta:
        """A number is given once in a survey."""

        primary_key = CompositeKey("survey", "number")


class Response(Row):
    """One respondent's answers, clean; own responses and, at a collector, delivered ones."""

    id = TextField(primary_key=True)
    source = TextField()
    path = TextField()
    state = TextField()
    survey = TextField(index=True)
    version = IntegerField()
    kind = TextField()
    organisation = TextField()
    service = TextField(null=True)
    contact_point = TextField(null=True)
    channel = TextField()
    language = TextField()
    submitted_at = TextField()
    answers = JsonField()
    context = JsonField()
    anonymization = JsonField()
    receipt_digest = TextField(null=True, unique=True)

    class Meta:
        """Lists run in the order of arrival within a branch."""

        indexes = ((("path", "id"), False),)


class Document(Row):
    """A document of a response; the bytes are in the blobs, by content, from `received_at` on."""

    id = AutoIncrementField()
    response = ForeignKeyField(Response, backref="documents", on_delete="CASCADE")
    question = TextField()
    sha256 = TextField(index=True)
    media_type = TextField()
    pages = IntegerField()
    received_at = TextField(null=True)


class Contact(Row):
    """An e-mail address given with consent: sealed, apart from answers, never in the feed."""

    id = AutoIncrementField()
    response = ForeignKeyField(Response, on_delete="CASCADE")
    question = TextField()
    sealed = TextField()
    consent_version = TextField()
    consented_at = TextField()


class Submission(Row):
    """An idempotency key that was used, as its digest, and what came of it."""

    digest = TextField(primary_key=True)
    body_digest = TextField()
    response_id = TextField()
    created_at = TextField(index=True)


class Change(Row):
    """The log. A number is never used twice (AUTOINCREMENT), and follows the order of commits."""

    number = AutoIncrementField()
    type = TextField()
    object_id = TextField()
    source = TextField()
    path = TextField()
    at = TextField()
    body = JsonField(null=True)

    class Meta:
        """Tombstones are looked up by what they are for."""

        indexes = ((("object_id", "type"), False), (("source", "number"), False))


class Source(Row):
    """At a collector: how far a source has been received."""

    name = TextField(primary_key=True)
    cursor = TextField()
    received_at = TextField()


class BlobRemoval(Row):
    """A blob to delete from its folder once the transaction that let go of it is durable."""

    sha256 = TextField(primary_key=True)


TABLES: tuple[type[Row], ...] = (
    State,
    Organisation,
    Service,
    ContactPoint,
    Site,
    Token,
    Survey,
    SurveyVersion,
    Response,
    Document,
    Contact,
    Submission,
    Change,
    Source,
    BlobRemoval,
)
