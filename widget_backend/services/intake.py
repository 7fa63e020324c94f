"""The one way in: validate → anonymize → clean → store with its receipt, in one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from uuid_utils import uuid7

from ..clock import iso
from ..domain import answers as answer_rules
from ..domain.definitions import Definition
from ..domain.localize import language_of
from ..errors import IdempotencyConflict, Invalid, ReceiptNotFound
from ..store import changes
from ..store.database import transaction
from ..store.models import Contact, ContactPoint, Response, Site, Submission, Survey
from . import documents, surveys
from .access import Caller
from .backend import Backend
from .documents import Rebuilt
from .redaction import Redaction, redact_answers, redact_context
from .submissions import Accepted, Given, Place
from .tree import find


def place_of(path: str, organisation: str, contact_point: str | None) -> Place:
    """Find what a response is about; the contact point must be in the organisation's branch."""
    if not contact_point:
        return Place(path, organisation)
    point = find(ContactPoint, contact_point, "/contact_point")
    node = point.service.organisation
    if not node.path.startswith(path):
        rule = "This contact point belongs to another organisation; leave it out or correct it."
        raise Invalid.at("/contact_point", "unknown", rule)
    return Place(node.path, node.key, point.service.key, point.key)


def place_of_site(site: Site, contact_point: str | None) -> Place:
    """Find what a response given on a site is about."""
    return place_of(site.organisation.path, site.organisation.key, contact_point)


def place_of_survey(caller: Caller, key: str, contact_point: str | None) -> Place:
    """Find what a response entered by staff is about: the survey's organisation, or a point."""
    owner = find(Survey, key).organisation
    place = place_of(owner.path, owner.key, contact_point)
    caller.require_branch(place.path)
    return place


def submit(
    backend: Backend, place: Place, given: Given, idempotency_key: str | None = None
) -> Accepted:
    """Take a response in, once; a repetition (same key, same content) gets the first receipt.

    Raises InvalidAnswers, PersonalDataFound, DocumentRefused, SurveyNotFound, SurveyClosed or
    IdempotencyConflict; then nothing was kept.
    """
    survey = surveys.offered_survey(given.survey, place.path)
    version = int(survey.version or 0) if given.version is None else given.version
    attempt = _Attempt(
        backend,
        place,
        given,
        survey,
        version,
        surveys.definition_of(survey, version),
        f"{survey.key}:{idempotency_key or secrets.token_hex(16)}",
    )
    earlier = attempt.earlier()  # also when the survey has closed since
    if earlier is not None:
        return earlier
    surveys.require_open(survey)
    return attempt.store(*attempt.prepare())


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One submission on its way in."""

    backend: Backend
    place: Place
    given: Given
    survey: Survey
    version: int
    definition: Definition
    key: str

    def earlier(self) -> Accepted | None:
        """Give what was answered to the same submission before, if it came before."""
        used = Submission.get_or_none(Submission.digest == self._key_digest)
        if used is None:
            return None
        if used.body_digest != self._body_digest:
            raise IdempotencyConflict("Send a changed response under a new Idempotency-Key.")
        row = Response.get_or_none(Response.id == used.response_id)
        if row is None:
            raise ReceiptNotFound("This response was erased.")
        return self._accepted(row, used, replayed=True)

    def prepare(self) -> tuple[Redaction, tuple[Rebuilt, ...]]:
        """Check, mask and rebuild: after this nothing personal is left but consented contacts."""
        checked = answer_rules.check(self.definition, self.given.answers)
        redaction = redact_answers(
            self.definition,
            checked,
            language=self._language,
            accepted=self.given.accept_redaction,
        )
        return redaction, documents.rebuild(
            self.backend, self.definition, checked, self.given.files
        )

    def store(self, redaction: Redaction, rebuilt: tuple[Rebuilt, ...]) -> Accepted:
        """Write everything, or nothing."""
        documents.keep(self.backend, rebuilt)
        row = self._row(redaction, rebuilt)
        with transaction():
            earlier = self.earlier()  # the same submission may have won the race
            if earlier is not None:
                return earlier
            row.save(force_insert=True)
            self._store_contacts(row, redaction.answers)
            documents.attach(self.backend, row, rebuilt)
            used = self._remember(row)
            if row.state == "open":
                announce(row, self.backend.now_iso)
        return self._accepted(row, used, replayed=False)

    @property
    def _language(self) -> str:
        return language_of(self.definition, self.given.language)

    @property
    def _key_digest(self) -> str:
        return self.backend.keys.digest("idempotency", self.key)

    @property
    def _body_digest(self) -> str:
        """Keyed: a plain digest of a short answer would let a thief of the database guess it."""
        return self.backend.keys.digest("body", self.given.digest(self.place))

    def _row(self, redaction: Redaction, rebuilt: tuple[Rebuilt, ...]) -> Response:
        held = redaction.held or any(document.held for document in rebuilt)
        page = self.given.page
        response_id = str(uuid7())
        return Response(
            id=response_id,
            source=self.backend.config.source,
            path=self.place.path,
            state="held" if held else "open",
            survey=self.survey.key,
            version=self.version,
            kind=self.definition.kind,
            organisation=self.place.organisation,
            service=self.place.service,
            contact_point=self.place.contact_point,
            channel=self.given.channel,
            language=self._language,
            submitted_at=self.given.submitted_at or self.backend.now_iso,
            answers=self._answers(redaction.answers),
            context={"page": redact_context(page)} if page else {},
            anonymization=redaction.summary(rebuilt, held=held),
            receipt_digest=receipt_digest(self.backend, self._receipt(response_id)),
        )

    def _answers(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Leave out what is kept elsewhere: documents, and e-mail addresses."""
        apart = {q.key for q in self.definition.questions if q.type in {"email", "document"}}
        return {key: value for key, value in answers.items() if key not in apart}

    def _store_contacts(self, row: Response, answers: dict[str, Any]) -> None:
        for question in self.definition.questions:
            if question.type == "email" and question.key in answers:
                Contact.create(
                    response=row,
                    question=question.key,
                    sealed=self.backend.sealer.seal(answers[question.key]["address"]),
                    consent_version=question.consent_version or str(self.version),
                    consented_at=self.backend.now_iso,
                )

    def _remember(self, row: Response) -> Submission:
        """Keep the key for the days of the setting, and forget those that are older."""
        days = timedelta(days=self.backend.config.idempotency_days)
        oldest = iso(self.backend.now - days)
        Submission.delete().where(Submission.created_at < oldest).execute()
        return Submission.create(
            digest=self._key_digest,
            body_digest=self._body_digest,
            response_id=row.id,
            created_at=self.backend.now_iso,
        )

    def _receipt(self, response_id: str) -> str:
        """Neither the key alone nor the database alone gives it; a repetition gives both again."""
        return self.backend.keys.receipt(f"{self.key}:{response_id}")

    def _accepted(self, row: Response, used: Submission, *, replayed: bool) -> Accepted:
        masked = {finding["question"] for finding in row.anonymization["findings"]}
        return Accepted(
            response_id=row.id,
            receipt=self._receipt(row.id),
            received_at=used.created_at,
            anonymization=row.anonymization,
            redacted={key: row.answers[key] for key in row.answers if key in masked},
            replayed=replayed,
        )


def receipt_digest(backend: Backend, receipt: str) -> str:
    """Give the digest under which a receipt's response is found."""
    return backend.keys.digest("receipt-lookup", receipt)


def announce(row: Response, at: str) -> None:
    """Put a response into the feed; call it within the transaction that opens it."""
    changes.append("response", row.id, source=row.source, path=row.path, at=at)
