"""Take the pictures of the documentation: `.venv/bin/python tools/screenshots.py`.

Starts the demo, opens its pages in the system's Chromium, and writes docs/images/.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from string import Template

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from widget_pictures import widget_pictures

from widget_backend.demo.command import PORTS, Ports, running
from widget_backend.demo.servers import free_port
from widget_backend.demo.walk import Chain

IMAGES = Path(__file__).parents[1] / "docs" / "images"
COMPUTER: ViewportSize = {"width": 820, "height": 800}
TELEPHONE: ViewportSize = {"width": 350, "height": 770}
PIXELS = 2  # of the picture, for each of the page
# A page that a tool writes counts as one from outside, to which this machine would be closed.
FLAGS = ["--no-sandbox", "--disable-features=LocalNetworkAccessChecks"]
COLOURS = 128  # enough for flat colours and letters, and a third of the weight
WIDGET_COLOURS = 32
SHEET = Template("""<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 28px; display: flex; gap: 28px; align-items: center;
  background: #cfe0dd; font: 13px system-ui }
img { display: block; width: 100% }
div { overflow: hidden; background: #fff; box-shadow: 0 8px 30px #0c4a4e40 }
.computer { width: 820px; border-radius: 12px }
.computer p { margin: 0; padding: 9px 16px; background: #e9e6df; color: #55524b }
.computer i { display: inline-block; width: 11px; height: 11px; margin-right: 7px;
  border-radius: 50%; background: #bdb8ac; vertical-align: -1px }
.computer span { margin-left: 14px }
.telephone { width: 310px; border-radius: 34px; border: 10px solid #23211d }
</style>
<div class="computer"><p><i></i><i></i><i></i><span>rochebelle.example</span></p>
<img alt="" src="$computer"></div>
<div class="telephone"><img alt="" src="$telephone"></div>""")


def main() -> None:
    """Write every picture."""
    with visit() as (browser, chain):
        pictures = {
            "computer": town_hall(browser, chain, COMPUTER, "Bien", above=310),
            "telephone": town_hall(browser, chain, TELEPHONE, "Moyen", above=195),
        }
        save(sheet(browser, pictures), IMAGES / "town-hall.png")
        for name, picture in widget_pictures(browser, chain):
            save(picture, IMAGES / f"{name}.png", colours=WIDGET_COLOURS)


@contextmanager
def visit() -> Iterator[tuple[Browser, Chain]]:
    """Run the demo and a browser."""
    IMAGES.mkdir(exist_ok=True)
    ports = Ports(**{name: free_port(0) for name in PORTS})
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), ports) as chain,
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS) as browser,
    ):
        yield browser, chain


def town_hall(
    browser: Browser, chain: Chain, window: ViewportSize, answer: str, *, above: int
) -> bytes:
    """Photograph the survey on the town hall's page, with so many pixels of page above it."""
    page = opened(browser, window)
    page.goto(chain.town)
    widget = page.locator("porte-voix")
    widget.get_by_role("radio").first.wait_for()
    widget.locator("label", has_text=answer).first.click()
    page.mouse.move(0, 0)
    top = widget.evaluate("(node) => node.getBoundingClientRect().top + scrollY")
    page.evaluate(f"scrollTo(0, {top - above})")
    picture = page.screenshot()
    page.close()
    return picture


def sheet(browser: Browser, pictures: dict[str, bytes]) -> bytes:
    """Put a computer and a telephone on one sheet."""
    page = opened(browser, {"width": 1234, "height": 100})
    addresses = {
        name: "data:image/png;base64," + base64.b64encode(picture).decode()
        for name, picture in pictures.items()
    }
    page.set_content(SHEET.substitute(addresses))
    return page.screenshot(full_page=True)


def opened(browser: Browser, window: ViewportSize) -> Page:
    """Open a window of this size."""
    return browser.new_page(viewport=window, device_scale_factor=PIXELS)


def save(picture: bytes, path: Path, colours: int = COLOURS) -> None:
    """Write a picture with as few colours as it needs."""
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(colours, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
