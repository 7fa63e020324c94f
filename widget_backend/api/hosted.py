"""One request for a survey's page: what was sent, and the page that answers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import Response, request

from ..domain import form_texts, forms, turns
from ..domain.definitions import Definition
from ..domain.localize import language_of, published
from ..domain.turns import Turn
from ..errors import FieldError
from ..services import intake, surveys
from ..services.submissions import Accepted, Given, Place
from ..store.models import Site, Survey
from . import form_token
from .bodies import counted, files_by_part
from .form import asked, document_limits
from .form_token import FormToken
from .guards import backend, embedding_site
from .html import LANGUAGE, page, wanted_language
from .texts import name_of, texts

ACCEPT, LOST = "pv-accept", "pv-lost"


def hosted_survey(key: str) -> HostedSurvey:
    """Find the survey and the site of a request for a page."""
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
        if request.method == "POST":
            self.form = dict(request.form.lists())
        else:
            self.form = forms.prefilled(self.definition, request.args)

    def begin(self) -> Turn:
        """Give the first page."""
        return turns.begin(self.definition, self.form)

    def advance(self) -> Turn:
        """Read the page that was sent; a switch of language changes nothing else."""
        stay = {turns.GO: [turns.STAY]} if LANGUAGE in self.form else {}
        return turns.advance(self.definition, {**self.form, **stay}, counted(self.files))

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
        return files_by_part(request)

    @property
    def lost_files(self) -> list[str]:
        """Questions whose files must be chosen again: no browser keeps them over a page."""
        before = " ".join(self.form.get(LOST, ())).split()
        chosen = counted(self.files)
        return [
            question.key
            for question in self.definition.questions
            if question.type == "document" and (question.key in chosen or question.key in before)
        ]

    def address(self, language: str) -> str:
        """The address of this page in a language."""
        given = {"site": self.site.key, "contact_point": request.args.get("contact_point")}
        query = {name: value for name, value in given.items() if value} | {"language": language}
        return f"/s/{self.survey.key}?{urlencode(query)}"

    def submit(self, turn: Turn) -> Accepted:
        """Send the answers the one way in."""
        given = Given(
            survey=self.survey.key,
            answers=turn.answers,
            language=self.language,
            version=self.token.version,
            channel="page",
            accept_redaction=ACCEPT in self.form,
            files={part: self.files[part] for part in forms.parts(self.definition, turn.answers)},
        )
        return intake.submit(backend(), self.place, given, self.token.key)

    def render(
        self,
        turn: Turn,
        *,
        errors: Iterable[FieldError] = (),
        findings: Iterable[Mapping[str, Any]] = (),
    ) -> Response:
        """Show the page: at first, or again with all that was typed."""
        mistakes = form_texts.mistakes(self.definition, errors, texts(self.language), self.language)
        found = form_texts.excerpts(self.definition, turn.answers, findings, self.language)
        survey = published(self.definition, self.language)
        return page(
            "survey",
            self.language,
            status=422 if mistakes or found else 200,
            survey=survey,
            action=self.address(self.language),
            languages=[{"code": c, "name": name_of(c)} for c in self.definition.languages],
            turn=turn,
            is_new=request.method == "GET",
            places=turn.places,
            form=self.form,
            hidden=self._hidden(turn),
            mistakes=mistakes,
            revealed=form_texts.news(self.definition, turn, self.language),
            findings=found,
            lost_files=self.lost_files,
            limits=document_limits(self.definition),
            hosted=True,
            **asked(self.definition, survey, turns.page_steps(self.definition)),
        )

    def _hidden(self, turn: Turn) -> list[tuple[str, str]]:
        lost = self.lost_files
        return [
            (turns.SHOWN, turn.shown),
            (turns.STEP, str(turn.step)),
            *([(LOST, " ".join(lost))] if lost else []),
            (form_token.NAME, self.token.sign(backend().keys, self.survey.key)),
        ]

    def thank(self, accepted: Accepted) -> Response:
        """Show the receipt, and what was masked."""
        return page(
            "thanks",
            self.language,
            status=200 if accepted.replayed else 201,
            receipt_page="/r",
            **thanks(self.definition, accepted, self.language),
        )


def thanks(definition: Definition, accepted: Accepted, language: str) -> dict[str, Any]:
    """Give what the respondent is told at the end, for the page and for the widget."""
    return {
        "thanks": published(definition, language)["thanks"],
        "receipt": accepted.receipt,
        "redacted": [
            (form_texts.label_of(definition, key, language), text)
            for key, text in accepted.redacted.items()
        ],
        "needs_review": accepted.anonymization["status"] == "needs_review",
    }
