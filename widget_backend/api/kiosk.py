"""The kiosk: a survey, full screen, on a page of ours that goes on without the network."""

from __future__ import annotations

from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, request

from porte_voix import __version__
from widget_static import DIST

from ..domain.definitions import Definition
from ..domain.localize import language_of
from ..errors import NotFound
from ..services import intake, surveys
from ..services.submissions import Place
from ..store.models import ContactPoint, Organisation
from .blueprint import Blueprint
from .guards import embedding_site
from .html import POLICY, page, told_as_page, wanted_language
from .texts import direction

blp = Blueprint("kiosk", __name__, description="The page of a kiosk")

SCRIPTS = ("page", "worker")
NOT_FOR_KIOSKS = {"porte-voix-lite.js", "porte-voix-form.js", "porte-voix-preview.js"}
# A worker obeys the policy that it came with, not the page's.
WORKER_POLICY = "default-src 'none'; connect-src 'self'"
PAGE_POLICY = f"{POLICY}; worker-src 'self'; manifest-src 'self'"
GROUND = "#efe9dd"
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E"
    "%3Cpath fill='%23efe9dd' d='M0 0h8v8H0z'/%3E"
    "%3Cpath fill='%230b5c5a' d='M2 2h4v3H4L3 6V5H2z'/%3E%3C/svg%3E"
)


@blp.get("/k/<survey>")
@blp.response(200, content_type="text/html", description="The survey, for a kiosk")
@told_as_page
def show_kiosk(survey: str) -> Response:
    """Show a survey on a page that fills the screen, and that a kiosk keeps."""
    definition, place = _asked(survey)
    language = language_of(definition, wanted_language())
    given = _given()
    files_of_release = f"/w/{__version__}"
    answer = page(
        "kiosk",
        language,
        place=_name_of(place),
        title=definition.title[language],
        given={
            "site": given["site"],
            "survey": survey,
            "contact-point": given.get("contact_point"),
            "language": language,
        },
        hosted=f"/s/{survey}?{urlencode(given)}",
        manifest=f"/k/{survey}/manifest.json?{urlencode(given | {'language': language})}",
        script=f"{files_of_release}/porte-voix.js",
        worker=f"/k/worker.js?release={__version__}",
        keep=[f"{files_of_release}/{name}" for name in _loaded_later()],
    )
    answer.headers["Content-Security-Policy"] = PAGE_POLICY
    return answer


@blp.get("/k/<survey>/manifest.json")
@blp.response(200, description="The web app manifest")
def get_manifest(survey: str) -> Response:
    """Describe the page of a kiosk to the system that installs it."""
    definition, _ = _asked(survey)
    language = language_of(definition, wanted_language())
    start = f"/k/{survey}?{urlencode(_given())}"
    answer = jsonify(
        {
            "id": start,
            "name": definition.title[language],
            "lang": language,
            "dir": direction(language),
            "start_url": start,
            "scope": "/k/",
            "display": "fullscreen",
            "background_color": GROUND,
            "icons": [{"src": ICON, "sizes": "any", "type": "image/svg+xml"}],
        }
    )
    answer.content_type = "application/manifest+json"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blp.get("/k/<name>.js")
@blp.response(200, content_type="text/javascript", description="The script")
def get_script(name: str) -> Response:
    """Give the script of the page, or the service worker that keeps it."""
    if name not in SCRIPTS:
        raise NotFound(f"A kiosk has no script {name}.js.")
    script = files("widget_backend").joinpath(f"templates/kiosk/{name}.js").read_text("utf-8")
    answer = Response(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Security-Policy"] = WORKER_POLICY
    return answer


def _loaded_later() -> list[str]:
    """Name what the widget loads when it is needed, which may be when there is no network."""
    return sorted({path.name for path in DIST.glob("porte-voix-*.js")} - NOT_FOR_KIOSKS)


def _asked(survey: str) -> tuple[Definition, Place]:
    """Find the survey, and what its answers are about; raises what a wrong link deserves."""
    site = embedding_site(request.args.get("site"))
    found = surveys.open_survey_of_site(survey, site)
    place = intake.place_of_site(site, request.args.get("contact_point"))
    return surveys.definition_of(found), place


def _given() -> dict[str, Any]:
    """What the address says, to be said again by the addresses that it leads to."""
    names = ("site", "contact_point", "language")
    return {name: request.args[name] for name in names if request.args.get(name)}


def _name_of(place: Place) -> str:
    named: ContactPoint | Organisation
    if place.contact_point:
        named = ContactPoint.get_by_id(place.contact_point)
    else:
        named = Organisation.get_by_id(place.organisation)
    return str(named.name)
