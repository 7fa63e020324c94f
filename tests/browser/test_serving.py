"""The script as a module, and the parts that it loads, pinned by their hash."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import pytest

from porte_voix import __version__
from widget_static import DIST

PAGE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Cantine</title>
{head}</head><body><main><h1>Cantine</h1>
<porte-voix site="{site}" survey="satisfaction" {attributes}><a href="#">Donner mon avis</a>
</porte-voix></main></body></html>"""
LOADING_MILLISECONDS = 1_500  # enough for a file of the same machine; a part that is late is absent
FILE = "porte-voix-assist.js"
SCRIPT = '<script src="{files}/porte-voix.js" integrity="{own}" crossorigin defer></script>'
LINK = '<link rel="modulepreload" href="{url}" integrity="{digest}" crossorigin>'
MODULE = '<script type="module" src="{files}/porte-voix.js"></script>'


class Part:
    """What helps to answer, as a page names it, and as it comes or does not."""

    def __init__(self, widget: Any) -> None:
        self.widget = widget
        self.files = f"{widget.host.backend}/w/{__version__}"
        self.url = f"{self.files}/{FILE}"
        self.map = ""

    def imports(self, **members: dict[str, str]) -> str:
        """Give an import map, which only stands inline, so that its hash joins the policy."""
        self.map = json.dumps(members)
        digest = base64.b64encode(hashlib.sha256(self.map.encode()).digest()).decode()
        self.widget.host.policy += f"; script-src-elem {{backend}} 'sha256-{digest}'"
        return f'<script type="importmap">{self.map}</script>'

    def comes(self, head: str, attributes: str = "") -> bool:
        """Open a page with this head, and type; tells whether the part came: it keeps a draft."""
        host, page = self.widget.host, self.widget.page
        host.html = PAGE.format(head=head, site=host.site, attributes=attributes)
        page.goto(host.origin)
        self.widget.form.wait_for()
        field = self.widget.form.locator("textarea").first
        field.focus()
        page.wait_for_timeout(LOADING_MILLISECONDS)
        field.press_sequentially("Merci")
        return bool(page.evaluate("sessionStorage.length"))


@pytest.fixture
def part(widget: Any) -> Part:
    """Give the part that is loaded once somebody begins to answer."""
    return Part(widget)


@pytest.fixture
def integrity() -> dict[str, str]:
    """Give the hashes as webmasters read them."""
    pinned: dict[str, str] = json.loads((DIST / "integrity.json").read_text("utf-8"))
    return pinned


@pytest.mark.parametrize("pinned", [FILE, "page.css"], ids=["right", "wrong"])
@pytest.mark.parametrize("way", ["link", "import map"])
def test_a_part_is_pinned(part: Part, integrity: dict[str, str], way: str, pinned: str) -> None:
    """A link or an import map holds a part to its hash: with another one it does not run."""
    digest = integrity[pinned]
    named = LINK.format(url=part.url, digest=digest)
    if way == "import map":
        named = part.imports(integrity={part.url: digest})
    head = named + SCRIPT.format(files=part.files, own=integrity["porte-voix.js"])
    assert part.comes(head) == (pinned == FILE)
    assert part.widget.watched("violations") == []


def test_a_survey_goes_on_without_its_parts(part: Part) -> None:
    """Imported as a module, the script shows and sends the survey that its attributes name."""
    failures: list[Any] = []
    part.widget.page.on("pageerror", lambda error: failures.append(error))
    script = MODULE.format(files=part.files)
    assert not part.comes(script, f'backend="{part.widget.host.backend}"')
    part.widget.tick("Bien")
    part.widget.send()
    assert part.widget.receipt()
    assert failures == []


def test_a_module_finds_its_parts_by_an_import_map(part: Part) -> None:
    """Imported as a module, the script loads what the page's import map names."""
    head = part.imports(imports={FILE: part.url}) + MODULE.format(files=part.files)
    assert part.comes(head, f'backend="{part.widget.host.backend}"')
