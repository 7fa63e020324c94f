"""Write examples/static-page from the demo's templates, so that there is one town hall.

Usage: .venv/bin/python tools/static_example.py
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup

from porte_voix import snippet

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "static-page"
TEMPLATES = ROOT / "widget_backend" / "templates"
BACKEND = "https://voix.example.fr"
SITE = "SITE-KEY"
# Written file → template, survey, text of the link.
PAGES = {
    "index.html": ("demo/mairie.html", "satisfaction", "Donner mon avis"),
    "courrier.html": ("demo/courrier.html", "document-report", "Signaler un document"),
}


def render() -> dict[str, str]:
    """Give the files of the example, by name."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(),
        keep_trailing_newline=True,
    )
    files = {"mairie.css": (TEMPLATES / "demo" / "mairie.css").read_text("utf-8")}
    for name, (template, survey, fallback) in PAGES.items():
        pasted = snippet(base_url=BACKEND, site=SITE, survey=survey, fallback=fallback)
        page = environment.get_template(template)
        files[name] = page.render(backend=BACKEND, snippet=Markup(pasted.rstrip()))  # noqa: S704
    return files


if __name__ == "__main__":
    for name, text in render().items():
        (EXAMPLE / name).write_text(text, "utf-8")
