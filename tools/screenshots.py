"""Take the pictures of the documentation: `.venv/bin/python tools/screenshots.py`.

Starts the demo, opens its pages in the system's Chromium, and writes docs/images/.
"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from widget_backend.demo.command import PORTS, Ports, running
from widget_backend.demo.servers import free_port
from widget_backend.demo.walk import Chain

IMAGES = Path(__file__).parents[1] / "docs" / "images"
WIDE, NARROW = 1280, 375
GAP = 40
BACKGROUND = "#dfe6e6"


def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(exist_ok=True)
    ports = Ports(**{name: free_port(0) for name in PORTS})
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), ports) as chain,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        ) as browser,
    ):
        pictures = [town_hall(browser, chain, width) for width in (WIDE, NARROW)]
        side_by_side(pictures).save(IMAGES / "town-hall.png", optimize=True)


def town_hall(browser: Browser, chain: Chain, width: int) -> Image.Image:
    """Photograph the survey at the end of the town hall's page."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(chain.town)
    widget = page.locator("porte-voix")
    widget.get_by_role("radio").first.wait_for()
    widget.scroll_into_view_if_needed()
    picture = photograph(page)
    page.close()
    return picture


def photograph(page: Page) -> Image.Image:
    """Take what the window shows."""
    return Image.open(BytesIO(page.screenshot())).convert("RGB")


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Put pictures on one sheet."""
    width = sum(picture.width for picture in pictures) + GAP * (len(pictures) + 1)
    height = max(picture.height for picture in pictures) + 2 * GAP
    sheet = Image.new("RGB", (width, height), BACKGROUND)
    left = GAP
    for picture in pictures:
        sheet.paste(picture, (left, GAP))
        left += picture.width + GAP
    return sheet


if __name__ == "__main__":
    main()
