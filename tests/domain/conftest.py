"""What the tests of the domain share: vectors, a definition of every type, and hostile JSON."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from widget_backend.domain import definitions, templates
from widget_backend.domain.definitions import Definition

Json = dict[str, Any]
VECTORS = Path(__file__).parents[1] / "vectors"

EVERY_TARGET: Json = {
    "include": "/permits/* *?page=help",
    "exclude": "/permits/done",
    "page_language": "fr en-GB",
    "media": "(min-width: 40em)",
    "from": "2026-11-01",
    "until": "2026-11-30",
    "sample": 12.5,
    "max_displays": 3,
    "cool_down": 30,
    "once": True,
    "delay": 20,
    "scroll": 50,
    "exit_intent": True,
    "on_click": "#feedback > a",
    "on_event": "basket:paid",
}

# What breaks careless readers of JSON.
JUNK = [
    *(None, True, False, 0, 1, -1, 11, 7.5, 8.0, 1e308, float("nan"), float("inf"), 10**30),
    *("", "  ", "x", "good", "Not A Key", "\x00", "\ud800", "a\u0301" * 40, "x" * 6000),
    *(
        [],
        {},
        [None],
        [[]],
        ["good"],
        {"fr": "x"},
        {"": None},
        {"question": "mood", "equals": "bad"},
    ),
]


def read(name: str) -> Any:
    """Read a file of vectors."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once per vector: the argument `conditions_case` reads conditions.json."""
    for name in ("conditions", "answers", "indicators"):
        argument = f"{name}_case"
        if argument in metafunc.fixturenames:
            cases = read(name)
            metafunc.parametrize(argument, cases, ids=[case["name"] for case in cases])
    if "template" in metafunc.fixturenames:
        metafunc.parametrize("template", templates.names())


@pytest.fixture(scope="session")
def vectors() -> Callable[[str], Any]:
    """Give the reader of vectors."""
    return read


@pytest.fixture(scope="session")
def every_type() -> Json:
    """Give a raw definition that has every question type, in two languages."""
    found: Json = json.loads((Path(__file__).parent / "every_type.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="session")
def stepped(every_type: Json) -> Json:
    """Give the same raw definition in three steps, with hidden questions and every target."""
    label = {"fr": "Étape", "en": "Step"}
    hidden = {"label": label, "hidden": True}
    ways = [{"key": key, "label": label} for key in ("mail", "poster")]
    questions = copy.deepcopy(every_type["questions"])
    questions[8:8] = [{"key": "third", "type": "step", "label": label}]
    questions[3:3] = [
        {"key": "second", "type": "step", "label": label},
        {"key": "campaign", "type": "short_text", **hidden},
        {"key": "entry", "type": "single_choice", "choices": ways, **hidden},
    ]
    questions[0:0] = [{"key": "first", "type": "step", "label": label}]
    return every_type | {"questions": questions, "targeting": dict(EVERY_TARGET)}


@pytest.fixture(scope="session")
def survey_of() -> Callable[..., Json]:
    """Give a maker of raw definitions in one language, from questions without labels."""

    def make(*questions: Json, **more: Any) -> Json:
        labelled = [{"label": {"fr": "Essai"}} | question for question in questions]
        base = {"kind": "custom", "default_language": "fr", "languages": ["fr"]}
        return base | {"title": {"fr": "Essai"}, "questions": labelled} | more

    return make


@pytest.fixture(scope="session")
def parsed(every_type: Json) -> Definition:
    """Give the definition that has every question type."""
    return definitions.parse(every_type)


@pytest.fixture(scope="session")
def any_json() -> st.SearchStrategy[Any]:
    """Give a strategy for any JSON value, also those that only Python's reader lets in."""
    scalars = st.sampled_from(JUNK) | st.integers() | st.floats() | st.text(max_size=20)
    return st.recursive(
        scalars,
        lambda inner: (
            st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=10), inner, max_size=5)
        ),
        max_leaves=12,
    )


@pytest.fixture(scope="session")
def damaged() -> Callable[[Any], st.SearchStrategy[Any]]:
    """Give a maker of strategies: a JSON value of which one to three places were changed."""
    return _damaged


@st.composite
def _damaged(draw: st.DrawFn, value: Any) -> Any:
    result = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 3))):
        holders = list(_holders(result))
        if holders:
            _damage(draw, draw(st.sampled_from(holders)), holders)
    return result


def _holders(value: Any) -> list[Any]:
    """Every object and list that is not empty, from the outside in."""
    if not isinstance(value, dict | list) or not value:
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [value, *(holder for item in inner for holder in _holders(item))]


def _damage(draw: st.DrawFn, holder: Any, holders: list[Any]) -> None:
    """Replace, remove, add or transplant one item."""
    place = draw(st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder))))
    deed = draw(st.sampled_from(["junk", "remove", "add", "transplant"]))
    if deed == "remove":
        del holder[place]
    elif deed == "add" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[place]))
    elif deed == "add":
        holder[draw(st.sampled_from(["extra", "rows", "choices", "other"]))] = holder[place]
    elif deed == "transplant":
        holder[place] = copy.deepcopy(draw(st.sampled_from(holders)))
    else:
        holder[place] = copy.deepcopy(draw(st.sampled_from(JUNK)))
