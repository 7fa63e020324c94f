"""What a page holds that concerns the widget."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from porte_voix._doctor.addresses import resolved

FILE = re.compile(r"/porte-voix(-lite)?\.js$")
VERSIONED = re.compile(r"/w/([^/]+)/[^/]+$")


@dataclass(slots=True)
class Element:
    """One `<porte-voix>`; `language` is that of the text around it, None when nothing says."""

    attributes: Mapping[str, str]
    language: str | None
    links: list[str] = field(default_factory=list)
    is_closed: bool = False

    def get(self, name: str) -> str:
        """An attribute, empty when absent."""
        return self.attributes.get(name, "")

    @property
    def name(self) -> str:
        """What tells it from the others on the page."""
        return f'<porte-voix survey="{self.get("survey")}">'


@dataclass(frozen=True, slots=True)
class Script:
    """A `<script src>`; `url` is whole, empty when it is none of the web."""

    attributes: Mapping[str, str]
    url: str
    position: int

    def get(self, name: str) -> str:
        """An attribute, empty when absent."""
        return self.attributes.get(name, "")

    @property
    def is_cors(self) -> bool:
        """Whether the browser asks so that it may look into the file."""
        return "crossorigin" in self.attributes

    @property
    def is_lite(self) -> bool:
        """Whether it is the widget for one question, which knows no rules and no modes."""
        return self.path.endswith("-lite.js")

    @property
    def folder(self) -> str:
        """Where it takes its other files from; with the last slash."""
        return re.sub(r"[^/]*$", "", self.url)

    @property
    def backend(self) -> str:
        """The backend that it asks, unless the element names another."""
        return re.sub(r"/w/.*", "", self.folder)

    @property
    def version(self) -> str | None:
        """The release that its address pins, None for the alias."""
        found = VERSIONED.search(self.path)
        return found[1] if found else None

    @property
    def path(self) -> str:
        """The address without its query."""
        return re.split(r"[?#]", self.url, maxsplit=1)[0]


@dataclass(slots=True)
class Page:
    """A page at `url`, as it was sent; what stands where browsers ignore it is in `inert`."""

    url: str
    base: str = ""
    language: str | None = None
    elements: list[Element] = field(default_factory=list)
    tags: list[Script] = field(default_factory=list)
    inert: list[tuple[str, str]] = field(default_factory=list)
    metas: list[tuple[int, str]] = field(default_factory=list)
    ignored_metas: int = 0

    def script(self, attributes: Mapping[str, str], position: int) -> Script:
        """A script tag, its address resolved."""
        url = resolved(self.base or self.url, attributes.get("src", ""))
        return Script(attributes, url, position)

    @property
    def scripts(self) -> list[Script]:
        """The tags that load the widget, in their order."""
        return [tag for tag in self.tags if is_widget(tag)]


def is_widget(script: Script) -> bool:
    """Whether the file has the widget's name, wherever it comes from."""
    return bool(FILE.search(script.path))
