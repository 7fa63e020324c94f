"""Blueprints that refuse what they do not know: a mistyped filter must not list everything."""

from __future__ import annotations

from typing import Any

import flask_smorest
from flask import Request
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser

from ..errors import UnsupportedMediaType
from .strict_json import read_json


class StrictParser(FlaskParser):
    """Reads arguments; an unknown one is an error wherever it stands."""

    DEFAULT_UNKNOWN_BY_LOCATION = {"json": RAISE, "query": RAISE}  # noqa: RUF012 - webargs' own

    def _raw_load_json(self, req: Request) -> Any:
        """Read a body as strictly as the way in does (webargs' own reader takes NaN)."""
        if not req.is_json:
            raise UnsupportedMediaType("Send application/json.")
        return read_json(req.get_data(cache=False))


class Blueprint(flask_smorest.Blueprint):
    """A blueprint of ours."""

    ARGUMENTS_PARSER = StrictParser()
