"""The widget in each of its modes, and its parts by their names: pictures of the reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Template

from playwright.sync_api import Browser, Page

from widget_backend.demo.walk import Chain

# Of the page, for each pixel of the picture: sharp enough to read, and light.
PIXELS = 1.5
POINTER = Path(__file__).with_name("widget_parts.js").read_text("utf-8")
PAGE = Template("""<!doctype html><html lang="$language" dir="$dir"><head><meta charset="utf-8">
<title>Rochebelle</title><script src="$backend/w/porte-voix.js" defer></script><style>
:root { color-scheme: $scheme }
body { margin: 0; font: 16px/1.5 system-ui; background: light-dark(#fff, #17191a) }
header { padding: 14px 28px; background: #0c4a4e; color: #f7e7c6; font-weight: 700 }
main { max-width: 600px; padding: 4px 28px 28px }
i { display: block; height: 9px; margin: 11px 0; border-radius: 5px;
  background: light-dark(#e3e3de, #303436) }
i:nth-of-type(3n) { width: 72% }
</style></head><body><header>Rochebelle-sur-Ondine</header><main><h1>$heading</h1>
<i></i><i></i><i></i><porte-voix site="$site" survey="satisfaction" $attributes></porte-voix>
<i></i><i></i><i></i><i></i><i></i><i></i></main></body></html>""")


@dataclass(frozen=True, slots=True)
class Scene:
    """What is on one picture; `presses` are the names of what is clicked, one after the other."""

    name: str
    attributes: str
    size: tuple[int, int]
    presses: tuple[str, ...] = ()
    language: str = "en"
    heading: str = "School canteen"
    scheme: str = "light"
    dir: str = "ltr"


SCENES = (
    Scene("widget-inline", "", (640, 620), ("Well",)),
    Scene("widget-button", 'mode="button"', (640, 560), ("launcher", "Well")),
    Scene("widget-tab", 'mode="tab"', (640, 420), scheme="dark"),
    Scene("widget-kiosk", 'mode="kiosk"', (900, 640), ("Well",)),
    Scene(
        "widget-right-to-left",
        'mode="button"',
        (640, 560),
        ("launcher",),
        language="ar",
        heading="مطعم المدرسة",
        dir="rtl",
    ),
)
PARTS = Scene("widget-parts", "", (880, 900), ("Send",))


def widget_pictures(browser: Browser, chain: Chain) -> Iterator[tuple[str, bytes]]:
    """Give each picture of the widget, with its name."""
    for scene in SCENES:
        page = acted(browser, chain, scene)
        yield scene.name, page.screenshot()
        page.close()
    page = acted(browser, chain, PARTS)
    page.evaluate(POINTER)
    yield PARTS.name, page.screenshot(full_page=True)
    page.close()


def acted(browser: Browser, chain: Chain, scene: Scene) -> Page:
    """Open a page of the town with the widget in it, and do what the scene says."""
    width, height = scene.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=PIXELS,
        reduced_motion="reduce",
    )
    html = PAGE.substitute(
        backend=chain.site_backend,
        site=chain.site_key,
        attributes=scene.attributes,
        language=scene.language,
        heading=scene.heading,
        scheme=scene.scheme,
        dir=scene.dir,
    )
    page.route(chain.town, lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(chain.town)
    widget = page.locator("porte-voix")
    widget.locator(".pv-root").first.wait_for()
    for press in scene.presses:
        widget.locator(
            f":is(.pv-{press}, label:has-text('{press}'), button:has-text('{press}'))"
        ).locator("visible=true").first.click()
    page.mouse.move(1, 1)
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    return page
