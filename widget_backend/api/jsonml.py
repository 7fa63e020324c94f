"""Markup of ours as JsonML (jsonml.org): `["tag", {attributes}, child…]`, attributes always there.

The widget builds nodes from it without parsing markup. What could run anything, or load anything,
is refused here as it is there: an element or an attribute passes only if it is listed.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

Node = list[Any]

ELEMENTS = {
    *("a", "b", "bdi", "blockquote", "code", "div", "h2", "h3", "li", "mark", "p", "span", "ul"),
    *("button", "fieldset", "form", "input", "label", "legend", "option", "output", "progress"),
    *("section", "select", "textarea", "svg", "path"),
}
ATTRIBUTES = {
    *("class", "dir", "hidden", "href", "id", "lang", "role", "tabindex"),
    *("d", "fill", "focusable", "stroke", "stroke-width", "viewbox"),
    *("accept", "autocomplete", "checked", "for", "inputmode", "max", "multiple", "name"),
    *("novalidate", "required", "rows", "selected", "type", "value"),
    *("popovertarget", "popovertargetaction"),
}
FAMILIES = ("aria-", "data-")
AS_WRITTEN = {"viewbox": "viewBox"}  # the parser writes small letters, SVG does not
VOID = frozenset({"input"})
TYPED = frozenset({"bdi", "blockquote", "mark", "textarea"})  # people's own lines, kept as they are
_ADDRESS = re.compile(r"https?://|#")
_SPACES = re.compile(r"[ \t\r\n\f]+")


class UnsafeMarkup(ValueError):
    """Markup that may not reach another site's page."""


def jsonml(html: str) -> Node:
    """Convert one element, all that is in it included; raises UnsafeMarkup.

    An attribute without a value is `true`. White space is one space, and none where lines end, but
    in what people typed.
    """
    reader = _Reader()
    reader.feed(html.strip())
    reader.close()
    if len(reader.open) > 1:
        raise UnsafeMarkup(f"<{reader.open[-1][0]}> is not closed")
    if len(reader.root) != 1 or not isinstance(reader.root[0], list):
        raise UnsafeMarkup("one element is wanted")
    found: Node = reader.root[0]
    return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node = []
        self.open: list[Node] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ELEMENTS:
            raise UnsafeMarkup(f"<{tag}> is not on the list")
        attributes = {AS_WRITTEN.get(name, name): _checked(name, value) for name, value in attrs}
        node: Node = [tag, attributes]
        self.open[-1].append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) < 2 or self.open[-1][0] != tag:
            raise UnsafeMarkup(f"</{tag}> closes nothing")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1] is not self.root and self.open[-1][0] in TYPED:
            is_first = self.open[-1][0] == "textarea"  # browsers drop the line end that begins it
            self.open[-1].append(data.removeprefix("\n") if is_first else data)
            return
        text = _SPACES.sub(" ", data)
        if _ends_line(data, first=True):
            text = text.removeprefix(" ")
        if _ends_line(data, first=False):
            text = text.removesuffix(" ")
        if text:
            self.open[-1].append(text)

    def handle_comment(self, data: str) -> None:
        raise UnsafeMarkup("a comment is not on the list")

    def handle_decl(self, decl: str) -> None:
        raise UnsafeMarkup("a declaration is not on the list")

    def handle_pi(self, data: str) -> None:
        raise UnsafeMarkup("an instruction is not on the list")

    def unknown_decl(self, data: str) -> None:
        raise UnsafeMarkup("a declaration is not on the list")


def _checked(name: str, value: str | None) -> str | bool:
    if name not in ATTRIBUTES and not name.startswith(FAMILIES):
        raise UnsafeMarkup(f"the attribute {name} is not on the list")
    if name == "href" and not _ADDRESS.match(value or ""):
        raise UnsafeMarkup(f"{value} is not an address to follow")
    return True if value is None else value


def _ends_line(data: str, *, first: bool) -> bool:
    """Tell whether the white space at one end of a text holds the end of a line."""
    bare = data.lstrip(" \t\r\n\f") if first else data.rstrip(" \t\r\n\f")
    space = data[: len(data) - len(bare)] if first else data[len(bare) :]
    return "\n" in space
