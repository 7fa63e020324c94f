"""Without a pointer, everything can be reached, seen, and left again."""

from __future__ import annotations

from typing import Any

STOPS = """() => {
  const form = document.querySelector("porte-voix").shadowRoot.querySelector("form");
  const names = [...form.elements]
    .filter((node) => node.localName != "fieldset" && node.checkVisibility())
    .map((node) => `${node.name}|${node.type == "radio" ? "" : node.value}`);
  return names.filter((name, index) => names.indexOf(name) == index);
}"""
STOP = """() => {
  const node = document.activeElement?.shadowRoot?.activeElement;
  return node && `${node.name}|${node.type == "radio" ? "" : node.value}`;
}"""
SEEN = """() => {
  const node = document.activeElement.shadowRoot.activeElement;
  const drawn = getComputedStyle(node).opacity == "0" ? node.closest("label") : node;
  const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
  const { x, y, width, height } = drawn.getBoundingClientRect();
  const isInside = x > -2 && y > -2 && x + width < innerWidth + 2 && y + height < innerHeight + 2;
  return [outlineStyle, parseFloat(outlineWidth) >= 2, isInside].join();
}"""
LINKS = """() => {
  const host = document.querySelector("porte-voix");
  for (const id of ["before", "after"]) {
    const link = document.createElement("a");
    host[id](Object.assign(link, { id, href: "#", textContent: id }));
  }
}"""


def open_everything(widget: Any) -> None:
    """Show every question, between two links of the page."""
    widget.open("everything")
    widget.page.evaluate(LINKS)
    widget.pick("Votre humeur", "Très mauvais")
    widget.pick("Nous recommanderiez-vous", "8")
    widget.form.locator("label:has([name=clear])").first.click()
    widget.pick("Où", "Ailleurs")
    widget.tick("Téléphone")
    widget.pick("Téléphone", "Bon")


def stops(widget: Any, key: str, start: str) -> list[str]:
    """Walk through the widget with one key, from a link beside it to the one on the other side."""
    widget.page.locator(start).focus()
    walked = []
    for _ in range(60):
        widget.page.keyboard.press(key)
        stop = widget.page.evaluate(STOP)
        if stop is None:
            return walked
        assert widget.page.evaluate(SEEN) == "solid,true,true", stop
        walked.append(stop)
    raise AssertionError(f"The keyboard never leaves the widget: {walked[-3:]}")


def test_walk_goes_through_and_out(widget: Any) -> None:
    """Tab stops once at each control, in the order of reading, where it is seen, and leaves."""
    open_everything(widget)
    expected = widget.page.evaluate(STOPS)
    assert len(expected) >= 15
    assert stops(widget, "Tab", "#before") == expected
    assert widget.page.evaluate("document.activeElement.id") == "after"


def test_walk_back_is_the_same(widget: Any) -> None:
    """Shift and Tab go the same way back."""
    open_everything(widget)
    expected = widget.page.evaluate(STOPS)
    assert stops(widget, "Shift+Tab", "#after") == expected[::-1]


def test_a_control_out_of_reach_is_noticed(widget: Any) -> None:
    """Control: a control that the keyboard cannot reach is missing from the walk."""
    open_everything(widget)
    expected = widget.page.evaluate(STOPS)
    widget.form.locator("textarea").evaluate("(area) => { area.tabIndex = -1; }")
    assert stops(widget, "Tab", "#before") != expected
