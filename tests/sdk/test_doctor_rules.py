"""The rules that choose pages: the doctor and the widget judge the same cases alike."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from porte_voix._doctor import targeting
from porte_voix._doctor.targeting import Place, reasons

VECTORS = Path(__file__).parents[1] / "vectors" / "targeting.json"
CASES: list[dict[str, Any]] = json.loads(VECTORS.read_text("utf-8"))["cases"]


def judged(case: dict[str, Any]) -> list[str]:
    """Give the rules that say no to a case's page."""
    page = case["page"]
    place = Place(page["url"], page["language"], date.fromisoformat(page["date"]))
    return reasons(case["rules"], place)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_doctor_judges_as_the_widget_does(case: dict[str, Any]) -> None:
    """Each shared case has the verdict that the widget gives."""
    assert judged(case) == case["reasons"]


def test_names_of_cases_are_their_own() -> None:
    """No two cases have one name."""
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("is_matched", lambda glob, url: glob.strip("*") in url),
        ("is_matched", lambda glob, url: url.partition("example")[2] == glob),
        ("speaks", lambda language, wanted: language == wanted),
        ("speaks", lambda language, wanted: language.startswith(wanted)),
    ],
)
def test_a_looser_rule_is_caught(monkeypatch: pytest.MonkeyPatch, name: str, broken: Any) -> None:
    """Control: a glob or a language that is compared more simply fails a shared case."""
    monkeypatch.setattr(targeting, name, broken)
    assert [case["name"] for case in CASES if judged(case) != case["reasons"]]


def test_a_glob_cannot_be_made_to_last() -> None:
    """A glob of very many `*` takes no more time than its length."""
    assert not targeting.is_matched("*a" * 20_000 + "!", "https://a.example/" + "a" * 50_000)
