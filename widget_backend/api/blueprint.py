"""Blueprints that refuse what they do not know: a mistyped filter must not list everything."""

from __future__ import annotations

import flask_smorest
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser


class StrictParser(FlaskParser):
    """Reads arguments; an unknown one is an error wherever it stands."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": RAISE, "query": RAISE}  # noqa: RUF012 - webargs' own


class Blueprint(flask_smorest.Blueprint):
    """A blueprint of ours."""

    ARGUMENTS_PARSER = StrictParser()
