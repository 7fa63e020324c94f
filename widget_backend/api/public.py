"""What a page that embeds the widget asks: the survey, the way in, a check of a text."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from flask import Response, g, request

from ..anonymize import text as anonymizer
from ..domain.localize import published
from ..services import documents, intake, surveys
from ..services.submissions import Accepted, Given, Place
from ..store.models import Site, Survey
from . import bodies, headers, schemas
from .blueprint import Blueprint
from .bodies import allow_documents, idempotency_key, read_files, submission
from .form import describe_form, document_limits
from .form_posts import is_form_post, receive
from .guards import backend, embedding_site, is_known_origin
from .texts import widget_texts

blp = Blueprint("public", __name__, url_prefix="/v1", description="What respondents' pages ask")

FRESH_SECONDS = 60


@blp.get("/s/<survey>")
@blp.response(200, description="The published survey, in one language")
def get_survey(survey: str) -> Response:
    """Give a published survey for a site, in one language."""
    site = embedding_site(request.args.get("site"))
    # a wrong contact point is told before anybody has typed a word
    intake.place_of_site(site, request.args.get("contact_point"))
    return _cacheable(describe(site, survey, request.args.get("language")))


@blp.get("/s/<survey>/form")
@blp.response(200, description="The survey's form, in one language, as JsonML")
def get_form(survey: str) -> Response:
    """Give the form of a published survey for a site, in one language."""
    site = embedding_site(request.args.get("site"))
    contact_point = request.args.get("contact_point")
    intake.place_of_site(site, contact_point)
    row = surveys.open_survey_of_site(survey, site)
    body = describe_form(row, request.args.get("language"), backend().config.max_document_bytes)
    address = hosted_page(site, row, body["language"], contact_point)
    return _cacheable(body | {"hosted_page": address})


@blp.post("/s/<survey>/r")
@blp.doc(requestBody=bodies.described_form(schemas.Submission))
@blp.response(201, schemas.Receipt, description="Kept; 200 when it had been kept before")
def submit(survey: str) -> tuple[dict[str, Any], int]:
    """Take a response in, as JSON or as a form; `Idempotency-Key` makes a repetition harmless."""
    if is_form_post(request):
        accepted, told = receive(survey)
        return told, 200 if accepted.replayed else 201
    data, files = submission(request, schemas.Submission())
    site = embedding_site(data["site"])
    place = intake.place_of_site(site, data["contact_point"])
    return take_in(place, survey, data, files, page=data["context"].get("page"))


@blp.post("/check")
@blp.arguments(schemas.Check)
@blp.response(200, description="What was found, and the text with it masked; nothing is kept")
def check(data: dict[str, str]) -> dict[str, Any]:
    """Find personal data in a text; nothing is kept."""
    embedding_site(data["site"])
    redacted = anonymizer.redact(data["text"], data["language"])
    found = [{"type": f.type, "start": f.start, "end": f.end} for f in redacted.findings]
    return {"text": redacted.text, "findings": found}


@blp.post("/documents/preview")
@blp.response(200, description="The pages as pictures, with proposed boxes; nothing is kept")
def preview() -> dict[str, Any]:
    """Show how a document would be masked; nothing is kept."""
    allow_documents(request, count=1)
    embedding_site(request.form.get("site"))
    return documents.preview(backend(), read_files(request).get("document"))


@blp.route("/s/<survey>", methods=["OPTIONS"])
@blp.route("/s/<survey>/form", methods=["OPTIONS"])
@blp.route("/s/<survey>/r", methods=["OPTIONS"])
@blp.route("/check", methods=["OPTIONS"])
@blp.route("/documents/preview", methods=["OPTIONS"])
@blp.response(204, description="What a page of a known origin may send")
def preflight(survey: str = "") -> Response:
    """Answer a browser that asks whether a page may call; the call itself is checked again."""
    del survey  # every public path answers alike
    answer = Response(status=204)
    origin = request.headers.get("Origin", "")
    if is_known_origin(origin):
        g.allowed_origin = origin
        answer.headers["Access-Control-Allow-Methods"] = "GET, POST"
        answer.headers["Access-Control-Allow-Headers"] = "Content-Type, Idempotency-Key"
        answer.headers["Access-Control-Max-Age"] = str(headers.PREFLIGHT_SECONDS)
    return answer


@blp.after_request
def let_known_pages_read(answer: Response) -> Response:
    """Let a page that any site lists read a problem that was met before its own site was known."""
    origin = request.headers.get("Origin", "")
    if answer.status_code >= 400 and "allowed_origin" not in g and is_known_origin(origin):
        g.allowed_origin = origin
    return answer


def _cacheable(body: dict[str, Any]) -> Response:
    """Answer with what any cache may keep for a minute, or with nothing when it is known."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    answer = Response(text, content_type="application/json")
    answer.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    answer.add_etag()
    return answer.make_conditional(request)  # type: ignore[return-value]


def hosted_page(site: Site, survey: Survey, language: str, contact_point: str | None) -> str:
    """Give the address of a survey's page for a site, in a language."""
    given = {"site": site.key, "contact_point": contact_point, "language": language}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{backend().config.base_url}/s/{survey.key}?{query}"


def describe(site: Site, key: str, language: str | None) -> dict[str, Any]:
    """Write a survey as the widget and the hosted page read it."""
    survey = surveys.open_survey_of_site(key, site)
    definition = surveys.definition_of(survey)
    written = published(definition, language)
    limits = document_limits(definition)
    return {
        "survey": survey.key,
        "version": survey.version,
        **written,
        "texts": widget_texts(written["language"], documents=limits is not None),
        "hosted_page": hosted_page(site, survey, written["language"], None),
    } | ({"document_limits": limits} if limits else {})


def take_in(
    place: Place,
    survey: str,
    data: dict[str, Any],
    files: dict[str, bytes],
    *,
    channel: str = "widget",
    page: str | None = None,
    submitted_at: str | None = None,
) -> tuple[dict[str, Any], int]:
    """Send what was read the one way in; gives the receipt with 201, or 200 for a repetition."""
    given = Given(
        survey=survey,
        answers=data["answers"],
        language=data["language"],
        version=data["version"],
        accept_redaction=data["accept_redaction"],
        channel=channel,
        page=page,
        submitted_at=submitted_at,
        files=files,
    )
    accepted = intake.submit(backend(), place, given, idempotency_key(request))
    return receipt_json(accepted, survey, data["language"]), 200 if accepted.replayed else 201


def receipt_json(accepted: Accepted, survey: str, language: str | None) -> dict[str, Any]:
    """Write what the respondent is told."""
    return {
        "receipt": accepted.receipt,
        "receipt_page": f"{backend().config.base_url}/r",
        "received_at": accepted.received_at,
        "anonymization": accepted.anonymization,
        "redacted": accepted.redacted,
        "thanks": _thanks(survey, language),
    }


def _thanks(key: str, language: str | None) -> str | None:
    survey = Survey.get_by_id(key)
    definition = surveys.definition_of(survey)
    thanks: str | None = published(definition, language).get("thanks")
    return thanks
