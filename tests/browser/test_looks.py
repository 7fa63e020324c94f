"""The widget looks and works the same wherever it is put."""

from __future__ import annotations

from typing import Any

import pytest

STYLES_ALLOWED = (
    "default-src 'none'; script-src {backend} 'unsafe-inline'; connect-src {backend}; "
    "style-src 'unsafe-inline'"
)
HOSTILE = """<style>
html { font-size: 10px }
body { letter-spacing: 5px; text-align: right; text-transform: uppercase; line-height: 3;
       cursor: help; word-spacing: 1em; visibility: visible; list-style: none }
* { all: revert; display: block }
input, button, fieldset, legend, label, p, h2 { border: 9px solid lime; padding: 20px }
</style><script>Object.prototype.patched = Array.prototype.patched = function () {}</script>
"""
BOXES = """() => [...document.querySelector("porte-voix").shadowRoot.querySelectorAll("*")]
  .map((node) => [node, node.getBoundingClientRect()])
  .map(([node, box]) => `${node.localName}.${node.className} ${box.width}x${box.height}`)"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_scrolls_sideways(widget: Any, width: int) -> None:
    """At 320 pixels, which is also 1280 zoomed four times, everything fits."""
    widget.page.set_viewport_size({"width": width, "height": 800})
    widget.open("everything")
    widget.pick("Votre humeur", "Mauvais")
    widget.tick("Téléphone")
    widget.send()
    widget.notice.wait_for()
    assert widget.page.evaluate(OVERFLOW) == 0


def test_hostile_page_changes_nothing(widget: Any) -> None:
    """A page that styles everything, and patches what all objects share, changes no box."""
    widget.host.policy = STYLES_ALLOWED
    plain = widget.open("everything", head="<style>body { margin: 0 }</style>").page
    expected = plain.evaluate(BOXES)
    widget.open("everything", head=HOSTILE + "<style>body { margin: 0 !important }</style>")
    assert plain.evaluate(BOXES) == expected
    widget.pick("Votre humeur", "Bon")
    widget.tick("Aucun")
    widget.send()
    widget.receipt()


def test_hostile_style_inside_would_be_seen(widget: Any) -> None:
    """Control: the same style, were it inside the widget, changes its boxes."""
    expected = widget.open("everything").page.evaluate(BOXES)
    widget.page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("label { padding: 20px !important }");
          document.querySelector("porte-voix").shadowRoot.adoptedStyleSheets.push(sheet);
        }"""
    )
    assert widget.page.evaluate(BOXES) != expected


def test_larger_letters_make_everything_larger(widget: Any) -> None:
    """A reader who asks the browser for letters twice as large gets them here too."""
    widget.host.policy = STYLES_ALLOWED
    widget.open(head="<style>html { font-size: 32px }</style>")
    size = "(form) => getComputedStyle(form).fontSize"
    assert widget.form.evaluate(size) == "32px"


def test_page_chooses_theme_and_colours(widget: Any) -> None:
    """Dark follows the page's own scheme; a custom property changes the accent."""
    widget.host.policy = STYLES_ALLOWED
    ground = "(form) => getComputedStyle(form.parentNode).backgroundColor"
    widget.open()
    assert widget.form.evaluate(ground) == "rgb(255, 253, 248)"
    widget.open(head="<style>html { color-scheme: dark } porte-voix { --pv-accent: #f0f }</style>")
    assert widget.form.evaluate(ground) == "rgb(29, 28, 25)"
    button = widget.page.get_by_role("button", name="Envoyer", exact=True)
    assert button.evaluate("(b) => getComputedStyle(b).backgroundColor") == "rgb(255, 0, 255)"


def test_forced_colours_show_what_is_picked(widget: Any) -> None:
    """Where colours are forced, a picked tile still has an outline, and the others none."""
    widget.page.emulate_media(forced_colors="active")
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    widget.page.evaluate("document.activeElement.shadowRoot.activeElement.blur()")
    outlines = widget.form.locator(".pv-smileys label").evaluate_all(
        "(tiles) => tiles.map((tile) => getComputedStyle(tile).outlineStyle)"
    )
    assert outlines == ["none", "none", "solid"]


def test_right_to_left_languages_are_mirrored(widget: Any) -> None:
    """The direction follows the words of the survey, whatever that of the page."""
    arabic = {
        "kind": "custom",
        "default_language": "ar",
        "languages": ["ar"],
        "title": {"ar": "رأيك يهمنا"},
        "questions": [{"key": "note", "type": "short_text", "label": {"ar": "ما رأيك؟"}}],
    }
    widget.town.publish("arabic", definition=arabic)
    widget.open("arabic")
    assert widget.form.evaluate("(form) => getComputedStyle(form).direction") == "rtl"


def test_parts_are_open_to_the_page(widget: Any) -> None:
    """The page restyles a part from outside."""
    widget.host.policy = STYLES_ALLOWED
    widget.open(head="<style>porte-voix::part(title) { color: rgb(1, 2, 3) }</style>")
    title = widget.form.locator(".pv-title")
    assert title.evaluate("(node) => getComputedStyle(node).color") == "rgb(1, 2, 3)"


def test_long_texts_have_room(widget: Any) -> None:
    """The field of a long text shows at least four lines."""
    widget.open()
    lines = """(area) => {
      const { lineHeight, paddingBlock } = getComputedStyle(area);
      return (area.clientHeight - 2 * parseFloat(paddingBlock)) / parseFloat(lineHeight);
    }"""
    assert widget.form.locator("textarea").evaluate(lines) >= 4


@pytest.mark.parametrize("width", [320, 1280])
def test_receipt_is_easy_to_copy_out(widget: Any, width: int) -> None:
    """Letters of one width, and no line break inside a group of four."""
    widget.page.set_viewport_size({"width": width, "height": 800})
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    widget.send()
    groups = widget.receipt().split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4, 1]
    sizes = """(code) => [0, 5, 10, 15].map((start) => {
      const range = new Range();
      range.setStart(code.firstChild, start);
      range.setEnd(code.firstChild, start + 4);
      return [...range.getClientRects()].map(({ width }) => Math.round(width)).join();
    })"""
    [(size)] = set(widget.page.locator("porte-voix .pv-receipt").evaluate(sizes))
    assert size.isdecimal()


def test_mistakes_stand_in_a_plain_list(widget: Any) -> None:
    """The list of mistakes has no bullets; each item has a button, and what is wrong beside it."""
    widget.open()
    widget.send()
    item = widget.notice.get_by_role("listitem")
    assert item.evaluate("(node) => getComputedStyle(node).listStyleType") == "none"
    assert item.get_by_role("button", name="Dans l’ensemble").is_visible()
    assert item.inner_text().endswith(" Il manque une réponse.")
