"""The hosted page: what it looks like, and what its script adds."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest

QUESTIONS = [
    {"key": "tried", "type": "multiple_choice", "choices": [{"key": "phone"}, {"key": "email"}]},
    {
        "key": "reached",
        "type": "matrix",
        "rows": [{"key": "phone"}, {"key": "email"}],
        "rows_from": {"question": "tried"},
    },
    {"key": "why", "type": "long_text", "show_if": {"question": "reached", "answered": True}},
]


@pytest.fixture
def enhanced(widget: Any) -> Any:
    """Open a page as the server writes it, with every place in it, and its script."""
    questions = html.escape(json.dumps(QUESTIONS))
    widget.host.policy = "default-src 'none'; script-src {backend}; style-src {backend}"
    page = Path(__file__).with_name("enhanced.html").read_text("utf-8")
    given = page.replace("{backend}", widget.host.backend).replace("{questions}", questions)
    widget.host.html = given
    widget.page.goto(widget.host.origin)
    return widget


def seen(widget: Any) -> str:
    """Give what the page will tell the server that it showed."""
    value: str = widget.page.locator("[name=pv-shown]").input_value()
    return value.strip()


def test_questions_open_without_the_server(enhanced: Any) -> None:
    """An answer opens and closes what depends on it, and the server is told what was seen."""
    page = enhanced.page
    assert seen(enhanced) == "tried"
    page.get_by_label("Téléphone", exact=True).check()
    page.get_by_label("Non, au téléphone").check()
    assert page.get_by_label("Pourquoi").is_visible()
    assert not page.get_by_label("Non, par courriel").is_visible()
    assert seen(enhanced) == "tried reached reached:phone why"
    page.get_by_label("Téléphone", exact=True).uncheck()
    assert not page.get_by_label("Pourquoi").is_visible()
    assert seen(enhanced) == "tried"


def test_characters_are_counted(enhanced: Any) -> None:
    """The number beside a text follows each key, in code points."""
    enhanced.page.get_by_label("Téléphone", exact=True).check()
    enhanced.page.get_by_label("Non, au téléphone").check()
    enhanced.page.get_by_label("Pourquoi").fill("😀 déjà")
    assert enhanced.page.locator(".pv-count").inner_text() == "Il reste 14"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_and_fit(widget: Any, scheme: Any, width: int) -> None:
    """Filled, shown again, thanked and followed: axe finds nothing, nothing scrolls sideways."""
    page = widget.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    def look() -> None:
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) == 0
        assert widget.axe() == []

    page.goto(f"{widget.host.backend}/s/satisfaction?site={widget.host.site}&language=fr")
    look()
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_text("Il manque une réponse.").first.wait_for()
    look()
    page.locator("label", has_text="Bien").first.click()
    page.get_by_role("button", name="Envoyer").click()
    page.locator(".pv-receipt").wait_for()
    look()
    page.get_by_role("button", name="Suivre ma réponse").click()
    page.get_by_text("Ce que nous gardons").wait_for()
    look()
    assert widget.watched("violations") == []


def test_paper_carries_no_button(widget: Any) -> None:
    """Printed, the page with the receipt keeps the receipt, and leaves out what is pressed."""
    page = widget.page
    page.goto(f"{widget.host.backend}/s/satisfaction?site={widget.host.site}&language=fr")
    page.locator("label", has_text="Bien").first.click()
    page.get_by_role("button", name="Envoyer").click()
    page.locator(".pv-receipt").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".pv-receipt").is_visible()
    assert page.get_by_role("button").count() == 0
