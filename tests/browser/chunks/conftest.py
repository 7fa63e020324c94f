"""The parts that a survey loads when it needs them, alone on a page under the strictest policy."""

from __future__ import annotations

import base64
import html
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from fpdf import FPDF
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page

HERE = Path(__file__).parent
WIDGET = HERE.parents[2] / "widget_static"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self' {backend}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Signaler un document</title>
<script type="module" src="/harness.js"></script></head>
<body data-facts="{facts}"><main><h1>Signaler un document</h1><div></div></main></body></html>
"""
TYPES = {".js": "text/javascript", ".css": "text/css"}
BYTES_OF_FILES = """async () => Promise.all([...field.files].map(async (file) => {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return [file.name, file.type, btoa(text)];
}))"""


class Harness:
    """A site whose page has one question, and the sources of the widget beside it."""

    def __init__(self) -> None:
        self.origin = ""
        self.backend = ""
        self.site = ""
        self.facts: dict[str, Any] = {}

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        """Answer as a WSGI application."""
        path = environ["PATH_INFO"]
        file = HERE / path[1:] if path == "/harness.js" else WIDGET / path[1:]
        if path.startswith(("/src/", "/css/", "/harness.js")) and file.is_file():
            start_response("200 OK", [("Content-Type", TYPES[file.suffix] + "; charset=utf-8")])
            return [file.read_bytes()]
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": POLICY.format(backend=self.backend),
        }
        start_response("200 OK" if path == "/" else "404 Not Found", list(headers.items()))
        facts = html.escape(json.dumps(self.facts), quote=True)
        return [PAGE.format(facts=facts).encode()]


@pytest.fixture
def harness(serve: Any, town: Any, web_server: Any) -> Harness:
    """Serve the page, with a real backend that knows its origin."""
    harness = Harness()
    harness.origin = serve(harness).origin
    web_server.app = town.app
    with town.sdk() as sdk:
        site = sdk.sites.create("Cantine", organisation="ville", origins=[harness.origin])
    harness.backend, harness.site = web_server.origin, site.key
    return harness


class Part:
    """What a person sees and does in the one question of the page."""

    def __init__(self, page: Page, harness: Harness) -> None:
        self.page = page
        self.harness = harness
        self.field: Locator = page.locator("#papers-i")
        self.status: Locator = page.locator("#papers output")

    def open(self, chunk: str, *, size: int = 10 * 2**20, files: int = 3) -> Part:
        """Load the page; `size` in bytes and `files` are the limits of the question."""
        words = json.loads((WIDGET / "locales" / "fr.json").read_text("utf-8"))
        errors = {"too_many", "too_many_bytes", "damaged_document", "encrypted_document"}
        words |= {f"error.{code}": code for code in errors}
        address = f"{self.harness.backend}/v1/s/signaler/form?site={self.harness.site}&language=fr"
        self.harness.facts = {
            "chunk": chunk,
            "texts": words,
            "address": address,
            "bytes": size,
            "files": files,
        }
        self.page.goto(self.harness.origin)
        self.page.wait_for_function("() => window.ready")
        return self

    def pick(self, *files: FilePayload) -> None:
        """Pick files, as the system's dialogue gives them."""
        self.field.set_input_files(list(files))

    def press(self, name: str) -> None:
        """Press a button by its name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def hears(self, words: str) -> None:
        """Wait until something that holds these words is told."""
        told = f"() => form.querySelector('output')?.textContent.includes({words!r})"
        self.page.wait_for_function(told)

    def files(self) -> list[tuple[str, str, bytes]]:
        """Give what the form would send: name, media type and bytes of each file."""
        found = self.page.evaluate(BYTES_OF_FILES)
        return [(name, kind, base64.b64decode(data)) for name, kind, data in found]

    def only(self) -> bytes:
        """Wait for the one file of the input; its name says nothing of the original."""
        self.page.wait_for_function("() => field.files.length")
        [(name, kind, data)] = self.files()
        assert (name, kind) == ("document.pdf", "application/pdf")
        return data

    def violations(self) -> list[str]:
        """Give what the page's policy had to block."""
        found: list[str] = self.page.evaluate("window.violations")
        return found

    def axe(self) -> list[str]:
        """Give what axe finds, best practices included."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.fixture
def part(page: Page, harness: Harness) -> Part:
    """Give the hands and eyes of a person on the page."""
    return Part(page, harness)


def rendered(data: bytes) -> list[Image.Image]:
    """Draw the pages of a PDF at 150 dpi, as our server does."""
    document = pypdfium2.PdfDocument(data)
    pages = [page.render(scale=150 / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return pages


@pytest.fixture(scope="session")
def look() -> Callable[[bytes], list[Image.Image]]:
    """Give the function that draws the pages of a PDF."""
    return rendered


def photographed(size: tuple[int, int], spots: dict[tuple[int, int], str], **more: Any) -> bytes:
    """Encode a white page with squares of 60 pixels, by where they begin, in a colour each."""
    image = Image.new("RGB", size, "white")
    for (x, y), colour in spots.items():
        image.paste(Image.new("RGB", (60, 60), colour), (x, y))
    out = io.BytesIO()
    image.save(out, more.pop("kind", "JPEG"), **more)
    return out.getvalue()


@pytest.fixture(scope="session")
def photograph() -> Callable[..., bytes]:
    """Give the function that makes a picture."""
    return photographed


@pytest.fixture
def pdf() -> Any:
    """Give a letter with an address, as a PDF with its text."""
    writer = FPDF()
    writer.set_font("helvetica", size=12)
    writer.add_page()
    writer.multi_cell(0, 7, "Monsieur KERMARREC-1984\nkermarrec.secret@orange.fr\nVotre dossier.")
    data = bytes(writer.output())
    return {"name": "KERMARREC-1984.pdf", "mimeType": "application/pdf", "buffer": data}
