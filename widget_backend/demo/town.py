"""The pages of a town hall that embeds the widget, served from an origin of their own."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Flask, Response, current_app, render_template
from markupsafe import Markup

PAGES = {"": "mairie", "courrier.html": "courrier"}


def create_town(backend_url: str, snippets: dict[str, str]) -> Flask:
    """Make the town hall's application; `snippets` has the HTML to paste for each page."""
    app = Flask("widget_backend", static_folder=None)
    app.config.update(BACKEND=backend_url, SNIPPETS=snippets)
    app.register_blueprint(blp)
    return app


blp = Blueprint("town", __name__)


@blp.get("/", defaults={"name": ""})
@blp.get("/<name>")
def page(name: str) -> Response | str | tuple[str, int]:
    """Serve a page, or its style sheet."""
    if name == "mairie.css":
        css = files("widget_backend").joinpath("templates/demo/mairie.css").read_bytes()
        return Response(css, mimetype="text/css")
    if name not in PAGES:
        return "Cette page n’existe pas.", 404
    page = PAGES[name]
    return render_template(
        f"demo/{page}.html",
        backend=current_app.config["BACKEND"],
        snippet=Markup(current_app.config["SNIPPETS"][page]),  # noqa: S704 - made by porte_voix.snippet
    )
