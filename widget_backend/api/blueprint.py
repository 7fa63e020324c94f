"""Blueprints that refuse what they do not know: a mistyped filter must not list everything."""

from __future__ import annotations

from typing import ClassVar

import flask_smorest
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser


class StrictParser(FlaskParser):
    """Reads arguments; an unknown one is an error wherever it stands."""

    DEFAULT_UNKNOWN_BY_LOCATION: ClassVar[dict[str, str | None]] = {"json": RAISE, "query": RAISE}


class Blueprint(flask_smorest.Blueprint):
    """A blueprint of ours."""

    ARGUMENTS_PARSER = StrictParser()
