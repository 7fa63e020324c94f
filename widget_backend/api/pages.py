"""The hosted page: the same survey, the same way in, without any JavaScript."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from ..domain import form_texts, forms
from ..domain.definitions import Definition
from ..domain.forms import Step
from ..domain.localize import language_of, published
from ..errors import DocumentRefused, FieldError, InvalidAnswers, PersonalDataFound
from ..services import intake, surveys
from ..services.submissions import Accepted, Given, Place
from ..store.models import Site, Survey
from . import form_token, problems
from .blueprint import Blueprint
from .bodies import allow_documents, chosen_files
from .form import asked
from .form_token import FormToken
from .guards import backend, embedding_site
from .html import page, told_as_page, wanted_language
from .public import document_limits
from .texts import name_of, texts

blp = Blueprint("pages", __name__, description="Pages for respondents")

ACCEPT = "pv-accept"


@blp.get("/s/<survey>")
@blp.response(200, content_type="text/html", description="The survey as a page")
@told_as_page
def show_survey(survey: str) -> Response:
    """Show a survey as a page that works without JavaScript."""
    hosted = _hosted(survey)
    _ = hosted.place  # a wrong link is told before anybody has typed a word
    return hosted.render(forms.begin(hosted.definition))


@blp.post("/s/<survey>")
@blp.response(201, content_type="text/html", description="The receipt, or the page again")
@told_as_page
def answer_survey(survey: str) -> Response:
    """Take a filled page in; or show it again, with its mistakes or with more questions."""
    allow_documents(request)
    hosted = _hosted(survey)
    step = forms.advance(hosted.definition, hosted.form, hosted.file_counts)
    if not step.is_complete:
        return hosted.render(step, errors=step.errors)
    try:
        accepted = hosted.submit(step)
    except (InvalidAnswers, DocumentRefused) as wrong:
        return hosted.render(step, errors=wrong.errors)
    except PersonalDataFound as found:
        return hosted.render(step, findings=found.findings)
    return hosted.thank(accepted)


@blp.get("/problems")
@blp.response(200, content_type="text/html", description="Every problem's code, and its meaning")
def list_problems() -> Response:
    """Explain every problem's code: this is where their `type` leads."""
    return page("problems", "en", problems=problems.explained())


def _hosted(key: str) -> HostedSurvey:
    site = embedding_site(request.args.get("site"))
    survey = surveys.open_survey_of_site(key, site)
    signed = request.form.get(form_token.NAME, "")
    token = FormToken.read(backend().keys, signed, key) or FormToken.new(int(survey.version or 0))
    return HostedSurvey(site, survey, token, surveys.definition_of(survey, token.version))


@dataclass
class HostedSurvey:
    """One request for a survey's page."""

    site: Site
    survey: Survey
    token: FormToken
    definition: Definition
    form: Mapping[str, Sequence[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.form = dict(request.form.lists())

    @cached_property
    def language(self) -> str:
        """The language of the page: one that the survey speaks."""
        return language_of(self.definition, wanted_language())

    @cached_property
    def place(self) -> Place:
        """What the response is about; raises Invalid on a contact point that is not the site's."""
        return intake.place_of_site(self.site, request.args.get("contact_point"))

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files that were chosen, under the names that the answers give them."""
        chosen = chosen_files(request)
        return {
            forms.part_name(question.key, index): data
            for question in self.definition.questions
            for index, data in enumerate(chosen.get(question.key, []))
        }

    @property
    def file_counts(self) -> dict[str, int]:
        """How many files were chosen for each question."""
        keys = [name.rpartition(".")[0] for name in self.files]
        return {key: keys.count(key) for key in keys}

    def address(self, language: str) -> str:
        """The address of this page in a language."""
        given = {"site": self.site.key, "contact_point": request.args.get("contact_point")}
        query = {name: value for name, value in given.items() if value} | {"language": language}
        return f"/s/{self.survey.key}?{urlencode(query)}"

    def submit(self, step: Step) -> Accepted:
        """Send the answers the one way in."""
        given = Given(
            survey=self.survey.key,
            answers=step.answers,
            language=self.language,
            version=self.token.version,
            channel="page",
            accept_redaction=ACCEPT in request.form,
            files=self.files,
        )
        return intake.submit(backend(), self.place, given, self.token.key)

    def render(
        self,
        step: Step,
        *,
        errors: Iterable[FieldError] = (),
        findings: Iterable[Mapping[str, Any]] = (),
    ) -> Response:
        """Show the page: at first, or again with all that was typed."""
        mistakes = form_texts.mistakes(self.definition, errors, texts(self.language), self.language)
        survey = published(self.definition, self.language)
        found = form_texts.excerpts(self.definition, step.answers, findings, self.language)
        return page(
            "survey",
            self.language,
            status=422 if mistakes or found else 200,
            survey=survey,
            action=self.address(self.language),
            languages=self._languages(),
            places=step.places,
            form=self.form,
            hidden=self._hidden(step),
            mistakes=mistakes,
            revealed=form_texts.news(self.definition, step, self.language) if self.form else None,
            findings=found,
            lost_files=list(self.file_counts),
            limits=document_limits(self.definition),
            hosted=True,
            **asked(self.definition, survey, self.definition.steps),
        )

    def _languages(self) -> list[dict[str, str]]:
        return [
            {"code": code, "name": name_of(code), "href": self.address(code)}
            for code in self.definition.languages
        ]

    def _hidden(self, step: Step) -> list[tuple[str, str]]:
        return [
            (forms.SHOWN, step.shown),
            (form_token.NAME, self.token.sign(backend().keys, self.survey.key)),
        ]

    def thank(self, accepted: Accepted) -> Response:
        """Show the receipt, and what was masked."""
        labels = form_texts.label_of
        return page(
            "thanks",
            self.language,
            status=200 if accepted.replayed else 201,
            thanks=published(self.definition, self.language)["thanks"],
            receipt=accepted.receipt,
            receipt_page="/r",
            redacted=[
                (labels(self.definition, key, self.language), text)
                for key, text in accepted.redacted.items()
            ],
            needs_review=accepted.anonymization["status"] == "needs_review",
        )
