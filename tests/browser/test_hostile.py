"""On a page that is hostile to it, the widget looks the same and works the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from widget_static import DIST

PAGES = Path(__file__).with_name("hostile")
COMPUTED = Path(__file__).with_name("computed.js").read_text("utf-8")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
OPEN_POLICY = (
    "default-src 'none'; script-src {backend} 'unsafe-inline'; connect-src {backend}; "
    "style-src 'unsafe-inline'; img-src data:"
)
TYPED_POLICY = (
    "default-src 'none'; script-src {backend} 'nonce-page'; connect-src {backend}; "
    "style-src 'unsafe-inline'; require-trusted-types-for 'script'; trusted-types default"
)
FRAME = """<style>
main { display: block !important; float: none !important; width: 700px !important;
  margin: 0 !important; border: 0 !important; padding: 0 !important; transform: none !important }
</style>"""
SAFEGUARDS = {
    "small_root": "reset",
    "right_to_left": "direction",
    "revert_all": "shadow",
    "boxes_everywhere": "shadow",
    "preflight": "shadow",
    "important_controls": "shadow",
}
BITES = {
    "prototype_js": "JSON.stringify({ a: [1] }) != '{\"a\":[1]}'",
    "mootools": "Array.from(new Set([1, 2])).length == 1",
    "old_polyfills": "JSON.stringify({ a: 1 }) != '{\"a\":1}'",
    "watched_fetch": "calls.length > 0",
    "frozen": "Object.isFrozen(Element.prototype)",
    "no_storage": "(() => { try { localStorage } catch { return true } })()",
    "no_document_write": "(() => { try { document.write() } catch { return true } })()",
    "refusing_policy": "(() => { try { document.body.innerHTML = 'x' } catch { return true } })()",
    "other_copy": "document.scripts.length == 3",
    "hydration": (
        "(async () => { const other = document.createElement('x-y'); document.body.append(other);"
        " other.setAttribute('role', 'x'); await new Promise((next) => setTimeout(next));"
        " return !other.getAttributeNames().length })()"
    ),
    "shortcuts": "!document.body.dispatchEvent(new Event('keydown', {bubbles: 1, cancelable: 1}))",
    "overlays": "document.elementFromPoint(20, 20).localName != 'h1'",
    "own_properties": (
        "getComputedStyle(document.querySelector('porte-voix')).getPropertyValue('--line') == '4px'"
    ),
}
GIVEN = {
    "mood": "very_bad",
    "recommend": 8,
    "place": "other",
    "channels": ["phone"],
    "quality": {"phone": "good"},
    "word": "Clair & net",
    "story": "Rien à redire.",
}
Snapshot = list[tuple[str, dict[str, str]]]


def snapshot(text: str) -> Snapshot:
    """Read what `computed.js` wrote: a node's name, and its styles."""
    lines = [line.split("\t") for line in text.split("\n")]
    return [(name, dict(zip(rest[::2], rest[1::2], strict=True))) for name, *rest in lines]


def is_near(calm: str, hostile: str) -> bool:
    """Tell whether two values say the same, lengths to the pixel."""
    if calm == hostile:
        return True
    if NUMBER.sub("", calm) != NUMBER.sub("", hostile):
        return False
    pairs = zip(NUMBER.findall(calm), NUMBER.findall(hostile), strict=True)
    return "px" in calm and all(abs(float(a) - float(b)) <= 1 for a, b in pairs)


def differences(calm: Snapshot, hostile: Snapshot) -> list[str]:
    """Name what is drawn otherwise."""
    if [name for name, _ in calm] != [name for name, _ in hostile]:
        return ["other nodes"]
    return [
        f"{name} {style}: {value} -> {other.get(style)}"
        for (name, own), (_, other) in zip(calm, hostile, strict=True)
        for style, value in own.items()
        if not is_near(value, other.get(style, ""))
    ]


def serve_other_copy(route: Any) -> Any:
    """Answer as a backend of another version does: with files of its own."""
    name = urlsplit(route.request.url).path.rpartition("/")[2]
    if not (DIST / name).exists():
        return route.fulfill(status=404)
    body = (DIST / name).read_text("utf-8").replace("/*! porte-voix", "/*! old")
    headers = {"Content-Type": "text/javascript", "Access-Control-Allow-Origin": "*"}
    return route.fulfill(body=body, headers=headers)


@pytest.fixture
def enter(widget: Any) -> Callable[[str], Any]:
    """Give what opens a page: calm, or hostile in one way."""

    def open_(name: str = "", mode: str = "inline") -> Any:
        hostile = (PAGES / f"{name}.html").read_text("utf-8") if name else ""
        head = FRAME + hostile.replace("{backend}", widget.host.backend)
        widget.host.policy = TYPED_POLICY if name == "refusing_policy" else OPEN_POLICY
        widget.page.unroute_all()
        widget.page.route("**/w/0.0.9/**", serve_other_copy)
        attributes = f' mode="{mode}"'
        if mode == "inline":
            return widget.open("everything", head=head, attributes=attributes)
        widget.host.write("everything", head=head, attributes=attributes)
        return widget.page.goto(widget.host.origin)

    return open_


@pytest.fixture(scope="session")
def kept() -> dict[str, Snapshot]:
    """Keep how the widget is drawn on a calm page: it is the same for every test."""
    return {}


@pytest.fixture
def calm(enter: Callable[..., Any], kept: dict[str, Snapshot]) -> Callable[[str], Snapshot]:
    """Give what draws the widget on a calm page, whole or without one of its safeguards."""

    def draw(without: str) -> Snapshot:
        if without not in kept:
            kept[without] = snapshot(enter().page.evaluate(COMPUTED, without))
        return kept[without]

    return draw


def answer(widget: Any) -> None:
    """Give a whole answer, by pointer and keyboard."""
    widget.pick("Votre humeur", "Très mauvais")
    widget.pick("Nous recommanderiez-vous", "8")
    widget.pick("Où", "Ailleurs")
    widget.tick("Téléphone")
    widget.pick("Téléphone", "Bon")
    widget.page.get_by_label("Un mot").press_sequentially(GIVEN["word"])
    widget.page.get_by_label("Racontez").press_sequentially(GIVEN["story"])
    widget.send()
    widget.receipt()


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
def test_looks_and_works_the_same(enter: Any, calm: Any, widget: Any, name: str) -> None:
    """Each node has the box and styles that it has on a calm page; a whole answer arrives."""
    errors: list[str] = []
    expected = calm("")
    widget.page.on("pageerror", lambda error: errors.append(str(error)))
    page = enter(name).page
    assert page.evaluate(BITES.get(name, "true")), "the page is not hostile"
    assert differences(expected, snapshot(page.evaluate(COMPUTED, ""))) == []
    answer(widget)
    [response] = widget.town.responses()
    assert response["answers"] == GIVEN
    assert errors == []


@pytest.mark.parametrize(("name", "without"), SAFEGUARDS.items())
def test_without_a_safeguard_it_would_not(enter: Any, calm: Any, name: str, without: str) -> None:
    """Control: without the shadow, the reset or the direction, the page changes what is drawn."""
    expected = calm(without)
    page = enter(name).page
    assert differences(expected, snapshot(page.evaluate(COMPUTED, without)))


def test_each_page_has_its_control() -> None:
    """Every hostile page is shown to be one."""
    assert {path.stem for path in PAGES.glob("*.html")} == set(SAFEGUARDS) | set(BITES)


def test_shortcuts_hear_nothing_typed_inside(enter: Any, widget: Any) -> None:
    """What is typed inside reaches no shortcut of the page; what is typed outside does."""
    enter("shortcuts")
    widget.page.get_by_label("Un mot").press_sequentially("jk?")
    assert widget.page.evaluate("shortcuts") == []
    widget.page.evaluate("document.activeElement.blur()")
    widget.page.keyboard.press("j")
    assert widget.page.evaluate("shortcuts.length") == 6


@pytest.mark.parametrize("name", ["overlays", "revert_all", "important_controls"])
@pytest.mark.parametrize("mode", ["button", "tab"])
def test_panels_are_above_everything(enter: Any, widget: Any, mode: str, name: str) -> None:
    """A panel opens above whatever the page lays over itself, and is answered there."""
    enter(name, mode)
    widget.page.get_by_role("button", name="Donner mon avis").click()
    title = widget.form.locator(".pv-title")
    title.wait_for()
    box = title.bounding_box()
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    hit = widget.page.evaluate("([x, y]) => document.elementFromPoint(x, y).localName", at)
    assert hit == "porte-voix"
    widget.pick("Votre humeur", "Bon")
    widget.tick("Aucun")
    widget.send()
    widget.receipt()
