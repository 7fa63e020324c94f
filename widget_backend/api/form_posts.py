"""The widget's form as a browser sends it, answered for a form: with what its script puts up.

The script knows no sentence and no rule of its own, so whatever the answer is, a respondent reads
it in the language of the form: `panel` is JsonML to build, `marks` are `[place, sentence]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from flask import Request, g, render_template, request

from ..domain import form_texts, forms
from ..domain.definitions import Definition
from ..domain.localize import language_of
from ..errors import BodyTooLarge, FieldError, Invalid, InvalidAnswers
from ..services import intake, surveys
from ..services.submissions import Accepted, Given
from ..store.models import Survey
from .bodies import allow_documents, counted, files_by_part, idempotency_key
from .guards import backend, embedding_site
from .hosted import ACCEPT, thanks
from .html import accepted_language
from .jsonml import Node, jsonml
from .texts import texts

Json = dict[str, Any]

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
VERSION, PAGE, CHANNEL, KEY = "pv-version", "pv-page", "pv-channel", "pv-key"
RESPONSE = "response"
CHANNELS = ("widget", "kiosk")
MAX_CONTROLS = 1000  # as many as a multipart form may have parts
MAX_PAGE = 2000  # characters
PERCENT_ENCODED = 3
"""`%D8` for one byte: what is typed in another alphabet may be as long as in any other format."""

_VERSION = re.compile(r"[1-9][0-9]{0,8}")


@dataclass
class Respondent:
    """Whom a form's problem is told to: their language, and what they answered once it is read."""

    language: str
    definition: Definition | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)

    def told(self, code: str, errors: Sequence[FieldError], findings: Sequence[Json]) -> Json:
        """Give what a problem says to them, beside what it says to programs."""
        if self.definition is not None and findings:
            return {"panel": self._found(self.definition, findings)}
        if self.definition is not None and code in ("invalid_answers", "document_refused"):
            return {"marks": self._marks(self.definition, errors)}
        sentences = texts(self.language)
        sentence = sentences.get(f"error.{code}", sentences["error.invalid"])
        return {"panel": ["div", {}, ["h3", {}, sentence]]}

    def _marks(self, definition: Definition, errors: Sequence[FieldError]) -> list[list[str]]:
        ordered = forms.in_order(definition, errors)
        found = form_texts.mistakes(definition, ordered, texts(self.language), self.language)
        return [[mistake.place, mistake.sentence] for mistake in found]

    def _found(self, definition: Definition, findings: Sequence[Json]) -> Node:
        excerpts = form_texts.excerpts(definition, self.answers, findings, self.language)
        return panel("found", self.language, findings=excerpts)


def panel(template: str, language: str, **context: Any) -> Node:
    """Render what the widget puts up."""
    html = render_template(f"widget/{template}.html", t=texts(language), **context)
    return jsonml(html)


def is_form_post(request: Request) -> bool:
    """Tell a form from JSON; from here on, what is wrong with a form is told to its respondent."""
    if request.mimetype not in (URLENCODED, MULTIPART):
        return False
    g.respondent = Respondent(request.args.get("language") or accepted_language())
    if request.mimetype == URLENCODED:
        request.max_content_length = PERCENT_ENCODED * backend().config.max_body_bytes
        return True
    allow_documents(request)
    if RESPONSE in request.form and VERSION not in request.form:
        del g.respondent
        return False
    return True


def receive(key: str) -> tuple[Accepted, Json]:
    """Take a form in; gives what was accepted, and what is told of it."""
    site = embedding_site(request.args.get("site"))
    place = intake.place_of_site(site, request.args.get("contact_point"))
    form = _controls(request)
    survey = surveys.offered_survey(key, place.path)
    version = _version(form) or int(survey.version or 0)
    definition = surveys.definition_of(survey, version)
    respondent = Respondent(language_of(definition, request.args.get("language")), definition)
    g.respondent = respondent
    files = files_by_part(request)
    respondent.answers = _answers(survey, definition, form, counted(files))
    given = Given(
        survey=key,
        answers=respondent.answers,
        language=respondent.language,
        version=version,
        accept_redaction=bool(_own(form, ACCEPT)),
        page=_page(form),
        channel=_channel(form),
        files={part: files[part] for part in forms.parts(definition, respondent.answers)},
    )
    accepted = intake.submit(backend(), place, given, idempotency_key(request, _own(form, KEY)))
    return accepted, _thanks(definition, accepted, respondent.language)


def _controls(request: Request) -> forms.Form:
    """Read the controls of a form. A browser sends UTF-8; what is not is never guessed at."""
    if request.mimetype == MULTIPART:
        return dict(request.form.lists())
    try:
        text = request.get_data(cache=False).decode("ascii")
        return parse_qs(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_CONTROLS)
    except UnicodeDecodeError:
        rule = "Send the form in UTF-8, percent-encoded."
        raise Invalid.at("", "invalid_encoding", rule) from None
    except ValueError:
        raise BodyTooLarge(f"Send at most {MAX_CONTROLS} controls.") from None


def _answers(
    survey: Survey, definition: Definition, form: forms.Form, files: Mapping[str, int]
) -> Json:
    """Read the answers; who answers a survey that has closed is not sent back to correct them."""
    try:
        return forms.complete(definition, form, files)
    except InvalidAnswers:
        surveys.require_open(survey)
        raise


def _own(form: forms.Form, name: str) -> str:
    return next(iter(form.get(name, ())), "")


def _version(form: forms.Form) -> int | None:
    """Read the version that the form was made for; None when it does not say."""
    typed = _own(form, VERSION)
    if typed and not _VERSION.fullmatch(typed):
        raise Invalid.at("/version", "unknown", "Send the version that the form came with.")
    return int(typed) if typed else None


def _page(form: forms.Form) -> str | None:
    path = _own(form, PAGE)
    if len(path) > MAX_PAGE:
        raise Invalid.at("/context/page", "too_long", f"Send at most {MAX_PAGE} characters.")
    return path or None


def _channel(form: forms.Form) -> str:
    channel = _own(form, CHANNEL) or CHANNELS[0]
    if channel not in CHANNELS:
        raise Invalid.at("/channel", "unknown", f"Send one of: {', '.join(CHANNELS)}.")
    return channel


def _thanks(definition: Definition, accepted: Accepted, language: str) -> Json:
    told = thanks(definition, accepted, language)
    page = f"{backend().config.base_url}/r"
    return {
        "receipt": accepted.receipt,
        "panel": panel("thanks", language, receipt_page=page, **told),
    }
