"""`targeting`: what is refused and where, and what the widget is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from widget_backend.domain import definitions, localize, targeting
from widget_backend.errors import InvalidDefinition

Json = dict[str, Any]
TEXT = {"key": "text", "type": "long_text"}


def errors_of(raw: Any) -> list[tuple[str, str]]:
    """Give the places and codes of what is wrong, none when it is right."""
    try:
        definitions.parse(raw)
    except InvalidDefinition as wrong:
        return [(error.pointer, error.code) for error in wrong.errors]
    return []


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"colour": "red"}, ("colour", "unknown_field")),
        ({"page-language": "fr"}, ("page-language", "unknown_field")),
        ({"include": ["/a"]}, ("include", "wrong_type")),
        ({"include": ""}, ("include", "invalid_format")),
        ({"include": "a/*"}, ("include", "invalid_format")),
        ({"include": "/a b"}, ("include", "invalid_format")),
        ({"include": "/a\n/b"}, ("include", "invalid_format")),
        ({"include": "/" + "a" * 1000}, ("include", "too_long")),
        ({"exclude": "https://a.example/"}, ("exclude", "invalid_format")),
        ({"exclude": "/a\x00"}, ("exclude", "invalid_text")),
        ({"exclude": "/a\ud800"}, ("exclude", "invalid_text")),
        ({"page_language": "fr, en"}, ("page_language", "invalid_format")),
        ({"page_language": "french"}, ("page_language", "invalid_format")),
        ({"media": "m" * 201}, ("media", "too_long")),
        ({"media": " "}, ("media", "empty_text")),
        ({"from": "30/11/2026"}, ("from", "invalid_format")),
        ({"from": "20261130"}, ("from", "invalid_format")),
        ({"from": 2026}, ("from", "wrong_type")),
        ({"until": "2026-02-30"}, ("until", "invalid_date")),
        ({"from": "2026-11-02", "until": "2026-11-01"}, ("until", "invalid_range")),
        ({"sample": 101}, ("sample", "out_of_range")),
        ({"sample": -0.5}, ("sample", "out_of_range")),
        ({"sample": "20"}, ("sample", "wrong_type")),
        ({"sample": True}, ("sample", "wrong_type")),
        ({"sample": float("nan")}, ("sample", "wrong_type")),
        ({"scroll": 100.1}, ("scroll", "out_of_range")),
        ({"delay": 86_401}, ("delay", "out_of_range")),
        ({"max_displays": 0}, ("max_displays", "out_of_range")),
        ({"max_displays": 1001}, ("max_displays", "out_of_range")),
        ({"max_displays": 1.5}, ("max_displays", "wrong_type")),
        ({"cool_down": 3651}, ("cool_down", "out_of_range")),
        ({"once": False}, ("once", "unknown_value")),
        ({"exit_intent": 1}, ("exit_intent", "unknown_value")),
        ({"on_click": ""}, ("on_click", "empty_text")),
        ({"on_click": "a" * 201}, ("on_click", "too_long")),
        ({"on_event": "1st"}, ("on_event", "invalid_format")),
        ({"on_event": "a" * 65}, ("on_event", "invalid_format")),
        ({"on_event": "two words"}, ("on_event", "invalid_format")),
        ("everyone", ("", "wrong_type")),
        (None, ("", "wrong_type")),
    ],
)  # fmt: skip
def test_a_wrong_target_is_refused(
    survey_of: Callable[..., Json], given: Any, error: tuple[str, str]
) -> None:
    """What cannot be a target is refused at its place, under a stable code."""
    place, code = error
    pointer = "/targeting" + (place and f"/{place}")
    assert errors_of(survey_of(TEXT, targeting=given)) == [(pointer, code)]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"include": "/"},
        {"include": "*"},
        {"include": "/démarches/*  *?a=b&c=[d]"},
        {"page_language": "fr zh-Hant-TW"},
        {"from": "2026-11-01", "until": "2026-11-01"},
        {"from": "2024-02-29"},
        {"sample": 0, "scroll": 100, "delay": 0.5},
        {"max_displays": 1000, "cool_down": 3650},
        {"on_event": "a" * 64},
        {"on_event": "A.b:c-d_9"},
    ],
)
def test_the_bounds_are_inside(survey_of: Callable[..., Json], given: Json) -> None:
    """What stands on a bound is right."""
    assert errors_of(survey_of(TEXT, targeting=given)) == []


def test_every_target_is_published_as_written(stepped: Json) -> None:
    """The widget reads the very targets of the definition."""
    published = localize.published(definitions.parse(stepped), "en")
    assert published["targeting"] == stepped["targeting"]
    assert set(stepped["targeting"]) == set(targeting.NAMES)


def test_every_target_is_in_the_reference() -> None:
    """Whoever writes a definition finds each target on its page."""
    reference = Path(__file__).parents[2] / "docs/reference/survey-definition.md"
    section = reference.read_text("utf-8").partition("## Targeting")[2].partition("\n## ")[0]
    assert [name for name in targeting.NAMES if f"`{name}`" not in section] == []


def test_without_targets_none_is_published(survey_of: Callable[..., Json]) -> None:
    """A survey that is for everybody says nothing of targets."""
    for raw in (survey_of(TEXT), survey_of(TEXT, targeting={})):
        assert "targeting" not in localize.published(definitions.parse(raw), "fr")


def test_a_missing_rule_is_noticed(
    survey_of: Callable[..., Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: without the pattern of globs, an address that never matches would be accepted."""
    raw = survey_of(TEXT, targeting={"include": "a.example/*"})
    assert errors_of(raw)
    monkeypatch.setitem(targeting._READERS, "include", targeting._text)
    assert not errors_of(raw)
