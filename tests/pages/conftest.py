"""A small browser without JavaScript: it reads a page's controls, fills them, checks its ties."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from widget_backend.api.form import asked
from widget_backend.api.texts import texts
from widget_backend.domain import definitions, form_texts, localize, turns
from widget_backend.domain.definitions import Definition
from widget_backend.domain.turns import Turn

TEMPLATES = Path(__file__).parents[2] / "widget_backend" / "templates"
VOID = {"meta", "link", "input", "br"}
Json = dict[str, Any]


class Node:
    """An element: its name, attributes, children, and the text inside it."""

    def __init__(self, name: str, attributes: dict[str, str], parent: Node | None) -> None:
        self.name, self.attributes, self.parent = name, attributes, parent
        self.children: list[Node | str] = []

    def walk(self) -> Iterator[Node]:
        """Every element below, this one first."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def is_hidden(self) -> bool:
        """Whether it, or what it is in, is hidden."""
        is_control = self.attributes.get("type") == "hidden"
        return (
            is_control or "hidden" in self.attributes or bool(self.parent and self.parent.is_hidden)
        )

    @property
    def text(self) -> str:
        """What is read inside it, on one line."""
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join("".join(parts).split())

    @property
    def raw(self) -> str:
        """The text of a textarea, whose first line break is not part of it."""
        return "".join(str(child) for child in self.children).removeprefix("\n")


class Page(HTMLParser):
    """A page as a browser without JavaScript sees it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.root = self._here = Node("", {}, None)
        self.feed(html)
        assert self._here is self.root, f"<{self._here.name}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go down."""
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> says something twice"
        node = Node(tag, {name: value or "" for name, value in attrs}, self._here)
        self._here.children.append(node)
        if tag not in VOID:
            self._here = node

    def handle_endtag(self, tag: str) -> None:
        """Go up."""
        assert self._here.name == tag, f"</{tag}> closes <{self._here.name}>"
        self._here = self._here.parent or self.root

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self._here.children.append(data)

    def all(self, *names: str) -> list[Node]:
        """Elements of these names."""
        return [node for node in self.root.walk() if node.name in names]

    def by_id(self, id_: str) -> Node:
        """The one element with an id."""
        (found,) = [node for node in self.root.walk() if node.attributes.get("id") == id_]
        return found

    def controls(self) -> list[Node]:
        """Everything that is sent."""
        return self.all("input", "textarea")

    def seen(self, *names: str) -> list[Node]:
        """Elements of these names that are shown."""
        return [node for node in self.all(*names) if not node.is_hidden]

    def form(self) -> dict[str, list[str]]:
        """What pressing the last button would send, files apart."""
        sent: dict[str, list[str]] = {}
        for node in self.controls():
            kind = node.attributes.get("type", "text")
            is_off = kind in ("radio", "checkbox") and "checked" not in node.attributes
            if kind != "file" and not is_off:
                value = node.raw if node.name == "textarea" else node.attributes.get("value", "")
                sent.setdefault(node.attributes["name"], []).append(value)
        return sent


@pytest.fixture(scope="session")
def environment() -> Environment:
    """Give the templates, with whatever is undefined being an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )


@pytest.fixture(scope="session")
def render(environment: Environment) -> Callable[..., Page]:
    """Give a maker of pages: template, language, and what the template needs beside."""

    def make(name: str, language: str = "fr", **context: Any) -> Page:
        base = {
            "t": texts(language),
            "lang": language,
            "dir": "ltr",
            "page_css": "/w/1/page.css",
        }
        return Page(environment.get_template(f"pages/{name}").render(base | context))

    return make


@pytest.fixture(scope="session")
def survey_page(render: Callable[..., Page]) -> Callable[..., Page]:
    """Give a maker of the survey's page, from a step and what was typed."""

    def make(
        definition: Definition,
        step: Turn,
        form: dict[str, list[str]] | None = None,
        language: str = "fr",
        **more: Any,
    ) -> Page:
        typed = form or {}
        steps = turns.page_steps(definition)
        wrong = form_texts.mistakes(definition, step.errors, texts(language), language)
        languages = [{"code": c, "name": c} for c in definition.languages]
        context: Json = {
            "survey": localize.published(definition, language),
            "hosted": True,
            **asked(definition, localize.published(definition, language), steps),
            "turn": step,
            "is_new": False,
            "action": "/s/essai?site=k&language=fr",
            "languages": languages,
            "places": step.places,
            "form": typed,
            "hidden": [(turns.SHOWN, step.shown), (turns.STEP, str(step.step))],
            "mistakes": wrong,
            "revealed": form_texts.news(definition, step, language),
            "findings": [],
            "lost_files": [],
            "limits": {"bytes": 10_485_760, "media_types": ["application/pdf", "image/png"]},
        }
        return render("survey.html", language, **context | more)

    return make


@pytest.fixture(scope="session")
def every_type() -> Definition:
    """Give the definition that has every question type."""
    path = Path(__file__).parents[1] / "domain" / "every_type.json"
    return definitions.parse(json.loads(path.read_text(encoding="utf-8")))
