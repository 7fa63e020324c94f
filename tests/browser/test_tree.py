"""What a screen reader is told: the accessibility tree of each question type, held as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HELD = Path(__file__).with_name("tree.txt").read_text("utf-8")
TOLD = {"group", "radiogroup", "radio", "checkbox", "textbox", "button", "combobox", "listbox"}
FACTS = ("required", "invalid", "checked", "expanded")
PLACES = (
    *("mood", "recommend", "clear", "place", "channels", "quality"),
    *("word", "story", "tester", "papers"),
)
Trees = dict[str, list[str]]


def held() -> Trees:
    """Read the trees that are held: a place on a line of its own, what is told of it below."""
    trees: Trees = {}
    for line in HELD.splitlines():
        if not line.startswith(" "):
            trees[line] = []
        else:
            trees[[*trees][-1]].append(line[1:])
    return trees


def described(node: Any) -> str:
    """Write one node: role, name, description, and what holds of it."""
    role = node["role"]["value"]
    facts = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    if role == "radio":
        facts.pop("invalid", None)  # the group says it: each button repeats what the browser finds
    said = [role, f'"{node.get("name", {}).get("value", "")}"']
    description = node.get("description", {}).get("value")
    said += [f"({description})"] if description else []
    holds = [name for name in FACTS if facts.get(name) not in (None, False, "false")]
    return " ".join(said + holds)


def lines(nodes: list[Any]) -> Iterator[str]:
    """Write a tree, each level further to the right; what is only there to be seen is left out."""
    by_id = {node["nodeId"]: node for node in nodes}
    children = {child for node in nodes for child in node.get("childIds", [])}

    def walk(node: Any, level: int) -> Iterator[str]:
        is_told = not node["ignored"] and node["role"]["value"] in TOLD
        if is_told:
            yield " " * level + described(node)
        for child in node.get("childIds", []):
            if child in by_id:
                yield from walk(by_id[child], level + is_told)

    for node in nodes:
        if node["nodeId"] not in children:
            yield from walk(node, 0)


@pytest.fixture
def tree(widget: Any) -> Callable[[str], list[str]]:
    """Give what reads the accessibility tree of a place."""

    def read(place: str) -> list[str]:
        session = widget.page.context.new_cdp_session(widget.page)
        session.send("Accessibility.enable")
        script = f"document.querySelector('porte-voix').shadowRoot.getElementById('{place}')"
        found = session.send("Runtime.evaluate", {"expression": script})["result"]
        asked = {"objectId": found["objectId"]}
        return list(lines(session.send("Accessibility.queryAXTree", asked)["nodes"]))

    return read


def open_everything(widget: Any) -> None:
    """Show every question."""
    widget.open("everything")
    widget.pick("Votre humeur", "Très mauvais")
    widget.pick("Où", "Au guichet")
    widget.tick("Téléphone")


def test_each_type_is_told(widget: Any, tree: Any) -> None:
    """Every question type has its roles, names, descriptions and states."""
    open_everything(widget)
    assert {place: tree(place) for place in PLACES} == {place: held()[place] for place in PLACES}


def test_mistakes_are_told(widget: Any, tree: Any) -> None:
    """A required question that was left out is invalid, and its description says why."""
    widget.open("everything")
    widget.send()
    widget.notice.get_by_text("À revoir").wait_for()
    assert tree("mood") == held()["mood, left out"]
    assert tree("channels") == held()["channels, left out"]


def test_a_lost_description_is_noticed(widget: Any, tree: Any) -> None:
    """Control: a help text that is no longer tied to its field changes what is told."""
    open_everything(widget)
    widget.form.locator("textarea").evaluate("(area) => area.removeAttribute('aria-describedby')")
    assert tree("story") != held()["story"]
