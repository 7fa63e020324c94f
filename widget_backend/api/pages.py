"""The hosted page: the same survey, the same way in, without any JavaScript."""

from __future__ import annotations

from flask import Response, request

from ..errors import DocumentRefused, InvalidAnswers, PersonalDataFound
from . import problems
from .blueprint import Blueprint
from .bodies import allow_documents
from .hosted import hosted_survey
from .html import page, told_as_page

blp = Blueprint("pages", __name__, description="Pages for respondents")


@blp.get("/s/<survey>")
@blp.response(200, content_type="text/html", description="The survey as a page")
@told_as_page
def show_survey(survey: str) -> Response:
    """Show a survey as a page that works without JavaScript."""
    hosted = hosted_survey(survey)
    _ = hosted.place  # a wrong link is told before anybody has typed a word
    return hosted.render(hosted.begin())


@blp.post("/s/<survey>")
@blp.response(201, content_type="text/html", description="The receipt, or the page again")
@told_as_page
def answer_survey(survey: str) -> Response:
    """Take a filled page in; or show it again, with its mistakes or with more questions."""
    allow_documents(request)
    hosted = hosted_survey(survey)
    turn = hosted.advance()
    if not turn.is_complete:
        return hosted.render(turn, errors=turn.errors)
    try:
        accepted = hosted.submit(turn)
    except (InvalidAnswers, DocumentRefused) as wrong:
        return hosted.render(turn, errors=wrong.errors)
    except PersonalDataFound as found:
        return hosted.render(turn, findings=found.findings)
    return hosted.thank(accepted)


@blp.get("/problems")
@blp.response(200, content_type="text/html", description="Every problem's code, and its meaning")
def list_problems() -> Response:
    """Explain every problem's code: this is where their `type` leads."""
    return page("problems", "en", problems=problems.explained())
