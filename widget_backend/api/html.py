"""What every page for respondents has in common: its sentences, its style sheet, its headers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from porte_voix import __version__

from ..errors import BodyTooLarge, PorteVoixError
from .problems import status_of
from .texts import direction, preferred, spoken, texts

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
LANGUAGE = "pv-language"
"""The control that asks for another language: a button of the form, so that nothing is lost."""


def page(template: str, language: str, *, status: int = 200, **context: Any) -> Response:
    """Render a page in one language, under a policy that runs nothing from elsewhere."""
    html = render_template(
        f"pages/{template}.html",
        t=texts(language),
        lang=language,
        dir=direction(language),
        page_css=f"/w/{__version__}/page.css",
        **context,
    )
    answer = make_response(html, status)
    answer.headers["Content-Security-Policy"] = POLICY
    # `no-referrer` would make browsers send `Origin: null` with our own forms.
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def wanted_language() -> str:
    """Give the language that is asked for, else the best that the browser accepts."""
    asked = request.form.get(LANGUAGE) or request.args.get("language")
    return asked or accepted_language()


def accepted_language() -> str:
    """Give the best language that the browser accepts and the interface speaks."""
    return preferred(request.accept_languages.values())


def told_as_page(view: Callable[..., Response]) -> Callable[..., Response]:
    """Tell a person, in a page, what a program would be told in a problem."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> Response:
        try:
            return view(*args, **kwargs)
        except PorteVoixError as error:
            return _message(error, wanted_language())
        except RequestEntityTooLarge:  # the form was not read, and cannot say its language
            return _message(BodyTooLarge(), request.args.get("language") or accepted_language())

    return told


def _message(error: PorteVoixError, wanted: str) -> Response:
    language = spoken(wanted)
    sentence = texts(language).get(f"error.{error.code}", texts(language)["error.invalid"])
    status = status_of(error)
    return page("message", language, status=status, title=sentence, sentences=[], link=None)
