"""Reading a page's HTML, with the standard library's tokenizer."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from porte_voix._doctor.addresses import resolved
from porte_voix._doctor.page import Element, Page, is_widget

VOID = (
    *("area", "base", "br", "col", "embed", "hr", "img", "input"),
    *("link", "meta", "param", "source", "track", "wbr"),
)
# What stands inside is text, or a model of something: it neither runs nor shows.
INERT = (
    *("iframe", "noembed", "noframes", "noscript"),
    *("template", "textarea", "title", "xmp"),
)
# What may stand in a head; anything else begins the body (HTML §13.2.6.4).
OF_HEAD = (
    *("html", "head", "base", "basefont", "bgsound", "link", "meta", "noframes", "noscript"),
    *("script", "style", "template", "title"),
)
WITHOUT_TAGS = ("script", "style")
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
SNIFFED_BYTES = 1024
ELEMENT = "porte-voix"
META_POLICY = "content-security-policy"


def read(url: str, body: bytes, content_type: str = "") -> Page:
    """The page at `url`, from its bytes."""
    reader = _Reader(Page(url))
    reader.feed(_text(body, content_type))
    reader.close()
    return reader.page


def _text(body: bytes, content_type: str) -> str:
    """The characters: by the header, else by what the page says of itself, else UTF-8."""
    said = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", content_type, re.IGNORECASE)
    own = CHARSET.search(body[:SNIFFED_BYTES])
    name = said[1] if said else own[1].decode("ascii") if own else "utf-8"
    try:
        return body.decode(name, "replace").removeprefix("\ufeff")
    except LookupError:
        return body.decode("utf-8", "replace")


class _Reader(HTMLParser):
    """Keeps the elements, scripts and policies of a page, with where they stand."""

    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self._open: list[tuple[str, str | None, Element | None]] = []
        self._is_in_head = True
        self._position = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag, then at what stands inside."""
        attributes = {name: value or "" for name, value in reversed(attrs)}
        self._position += 1
        within = self._within()
        if tag not in OF_HEAD and within is None:
            self._is_in_head = False
        if within is None:
            element = self._look(tag, attributes)
        else:
            element = None
            self._note_inert(tag, attributes, within)
        if tag not in VOID:
            self._open.append((tag, attributes.get("lang"), element))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read `<x />` as browsers do: the slash closes nothing."""
        self.handle_starttag(tag, attrs)
        if tag in WITHOUT_TAGS:
            self.set_cdata_mode(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave the innermost element of that name, and all that is inside it."""
        names = [name for name, _, _ in self._open]
        if tag not in names:
            return
        while self._open:
            name, _, element = self._open.pop()
            if name == tag:
                if element is not None:
                    element.is_closed = True
                return

    def handle_data(self, data: str) -> None:
        """Text outside of what a head may hold begins the body."""
        if data.strip() and (not self._open or self._open[-1][0] in {"html", "head"}):
            self._is_in_head = False

    def _within(self) -> str | None:
        """The name of what makes this place inert, None where things work."""
        return next((name for name, _, _ in self._open if name in INERT), None)

    def _look(self, tag: str, attributes: dict[str, str]) -> Element | None:
        page = self.page
        if tag == ELEMENT:
            page.elements.append(Element(attributes, self._language(attributes)))
            return page.elements[-1]
        if tag == "script" and attributes.get("src"):
            page.tags.append(page.script(attributes, self._position))
        elif tag == "base" and attributes.get("href"):
            page.base = page.base or resolved(page.url, attributes["href"])
        elif tag == "html":
            page.language = page.language or attributes.get("lang", "").strip() or None
        elif tag == "meta":
            self._look_at_meta(attributes)
        elif tag == "a" and attributes.get("href"):
            self._link(attributes["href"])
        return None

    def _look_at_meta(self, attributes: dict[str, str]) -> None:
        name = attributes.get("http-equiv", "").strip().lower()
        if not name.startswith(META_POLICY):
            return
        if self._is_in_head and name == META_POLICY:
            self.page.metas.append((self._position, attributes.get("content", "")))
        else:
            self.page.ignored_metas += 1

    def _link(self, href: str) -> None:
        """A link inside an element is its fallback."""
        for _, _, element in self._open:
            if element is not None:
                element.links.append(resolved(self.page.base or self.page.url, href))

    def _note_inert(self, tag: str, attributes: dict[str, str], within: str) -> None:
        is_script = tag == "script" and is_widget(self.page.script(attributes, self._position))
        if tag == ELEMENT or is_script:
            self.page.inert.append((tag, within))

    def _language(self, attributes: dict[str, str]) -> str | None:
        """The nearest `lang`, its own first."""
        around = [lang for _, lang, _ in self._open if lang is not None]
        return attributes.get("lang") or (around[-1] if around else None) or None
