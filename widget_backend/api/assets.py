"""The widget and its style sheet: versioned and immutable, or under a moving alias."""

from __future__ import annotations

from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path

from flask import Response, request

from porte_voix import __version__
from widget_static import DIST, RELEASES

from ..errors import NotFound
from .blueprint import Blueprint

blp = Blueprint("assets", __name__, description="Files: the widget's, and the schema")

FOR_A_YEAR = "public, max-age=31536000, immutable"
FOR_AN_HOUR = "public, max-age=3600"


@blp.get("/w/<name>")
@blp.response(200, description="The file of this release")
def get_alias(name: str) -> Response:
    """Give a file under the alias that moves with each release."""
    return _file(DIST, name, FOR_AN_HOUR)


@blp.get("/w/<version>/<name>")
@blp.response(200, description="The file of that release, for ever the same")
def get_versioned(version: str, name: str) -> Response:
    """Give a file under its version: it never changes, so it may be pinned by its hash."""
    return _file(_folder(version), name, FOR_A_YEAR)


@blp.get("/schemas/survey.json")
@blp.response(200, description="JSON Schema 2020-12 of a survey definition")
def get_survey_schema() -> Response:
    """Give the JSON Schema of survey definitions, for editors and other languages."""
    schema = files("widget_backend.domain").joinpath("survey.schema.json").read_bytes()
    answer = Response(schema, content_type="application/schema+json")
    answer.headers["Cache-Control"] = FOR_AN_HOUR
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _folder(version: str) -> Path:
    """Find the files of a release: this one, or an earlier one that some pages still pin."""
    kept = {path.name: path for path in RELEASES.glob("*") if path.is_dir()} | {__version__: DIST}
    if version not in kept:
        raise NotFound(f"This backend serves release {', '.join(sorted(kept))}, not {version}.")
    return kept[version]


def _file(folder: Path, name: str, fresh: str) -> Response:
    if name not in {path.name for path in folder.iterdir() if path.is_file()}:
        raise NotFound(f"This release has no file {name}.")
    data = (folder / name).read_bytes()
    answer = Response(data, mimetype=guess_type(name)[0])
    answer.add_etag()  # of the content: the same on every machine
    answer.headers["Cache-Control"] = fresh
    answer.headers["Access-Control-Allow-Origin"] = "*"  # files without any data; SRI needs it
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer.make_conditional(  # type: ignore[return-value]
        request, accept_ranges=True, complete_length=len(data)
    )
