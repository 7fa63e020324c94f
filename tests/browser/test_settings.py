"""What a person has set for every page: colours, motion, letters, paper."""

from __future__ import annotations

from typing import Any

import pytest

BOUNDARIES = """() => [...document.querySelector("porte-voix").shadowRoot
  .querySelectorAll("label.pv-choice, .pv-input, .pv-button")]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.textContent.trim() || node.name, getComputedStyle(node)])
  .filter(([, style]) => style.borderTopStyle != "solid" || style.borderTopWidth == "0px"
    || style.borderTopColor == style.backgroundColor)
  .map(([name]) => name)"""
MOVING = """() => [...document.querySelector("porte-voix").shadowRoot.querySelectorAll("*")]
  .map((node) => [node, getComputedStyle(node)])
  .filter(([, style]) => /[1-9]/.test(style.transitionDuration + style.animationDuration)
    || style.scrollBehavior == "smooth")
  .map(([node]) => node.localName)"""
CUT = """() => [...document.querySelector("porte-voix").shadowRoot.querySelectorAll("*")]
  .filter((node) => node.checkVisibility() && !node.matches("textarea, select, option"))
  .filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth
    && getComputedStyle(node).display != "inline" && getComputedStyle(node).overflowX != "visible")
  .map((node) => `${node.localName}#${node.id}`)"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LARGE = "<style>html { font-size: %d%% }</style>"
STYLES_ALLOWED = (
    "default-src 'none'; script-src {backend}; connect-src {backend}; style-src 'unsafe-inline'"
)


def fill(widget: Any) -> None:
    """Show every question, and a list of mistakes."""
    widget.pick("Votre humeur", "Très mauvais")
    widget.pick("Où", "Au guichet")
    widget.tick("Téléphone")
    widget.send()
    widget.notice.get_by_text("À revoir").wait_for()


def add_style(widget: Any, css: str) -> None:
    """Break the widget's look from inside."""
    widget.page.evaluate(
        """(css) => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(css);
          document.querySelector("porte-voix").shadowRoot.adoptedStyleSheets.push(sheet);
        }""",
        css,
    )


def test_forced_colours_keep_boundaries(widget: Any) -> None:
    """Where colours are forced, each choice, field and button still has a border to be seen by."""
    widget.page.emulate_media(forced_colors="active")
    widget.open("everything")
    fill(widget)
    assert widget.page.evaluate(BOUNDARIES) == []
    add_style(widget, ".pv-root label.pv-choice { border: 0 }")  # control
    assert widget.page.evaluate(BOUNDARIES)


def test_forced_colours_keep_what_is_picked(widget: Any) -> None:
    """Where colours are forced, the difference between picked and not picked is no colour."""
    widget.page.emulate_media(forced_colors="active")
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    tiles = widget.form.locator("label:has([name=satisfaction])")
    looks = "(tiles) => tiles.map((tile) => getComputedStyle(tile).outlineStyle)"
    assert tiles.evaluate_all(looks) == ["none", "none", "solid"]


def test_nothing_moves_for_who_asks(widget: Any) -> None:
    """Who asks for less motion sees no transition, no animation, no smooth scrolling."""
    widget.page.emulate_media(reduced_motion="reduce")
    widget.open("everything")
    fill(widget)
    assert widget.page.evaluate(MOVING) == []
    add_style(widget, ".pv-button { transition: color 1s }")  # control
    assert "button" in widget.page.evaluate(MOVING)


@pytest.mark.parametrize(("width", "percent"), [(320, 100), (640, 200)])
def test_large_letters_fit(widget: Any, width: int, percent: int) -> None:
    """In a narrow window, and with letters twice as large, nothing is cut and nothing scrolls."""
    widget.host.policy = STYLES_ALLOWED
    widget.page.set_viewport_size({"width": width, "height": 800})
    widget.open("everything", head=LARGE % percent)
    fill(widget)
    assert widget.page.evaluate(OVERFLOW) == 0
    assert widget.page.evaluate(CUT) == []


def test_what_does_not_fit_is_noticed(widget: Any) -> None:
    """Control: a width that does not follow the window makes the page scroll."""
    widget.page.set_viewport_size({"width": 320, "height": 800})
    widget.open("everything")
    add_style(widget, ".pv-tiles { width: 500px }")
    assert widget.page.evaluate(OVERFLOW) > 0


def test_paper_shows_questions_and_answers(widget: Any) -> None:
    """On paper the questions stand as they are, what was picked can be told, nothing is cut."""
    widget.open("everything")
    widget.pick("Votre humeur", "Bon")
    widget.page.emulate_media(media="print")
    widget.page.set_viewport_size({"width": 720, "height": 1000})
    assert widget.form.get_by_text("Votre humeur").is_visible()
    picked = widget.form.locator("label:has([name=mood]:checked)")
    assert picked.evaluate("(tile) => getComputedStyle(tile).outlineStyle") == "solid"
    assert widget.page.evaluate(OVERFLOW) == 0
