"""The hosted page: what it looks like, and what its script adds."""

from __future__ import annotations

from typing import Any

import pytest

STEPS = [
    ("satisfaction|", "ArrowRight"),
    ("comprehension|", "Space"),
    ("contact_tried|phone", "Space"),
    ("contact_reached:phone|", "Space"),
    ("contact_satisfaction:phone|", "ArrowRight"),
]


@pytest.fixture
def visit(widget: Any) -> Any:
    """Give what opens the page of a survey."""

    def open_(survey: str = "satisfaction") -> Any:
        site = widget.host.site
        widget.page.goto(f"{widget.host.backend}/s/{survey}?site={site}&language=fr")
        return widget.page

    return open_


def seen(page: Any) -> list[str]:
    """Give what the page will tell the server that it showed."""
    told: str = page.locator("[name=pv-shown]").input_value()
    return told.split()


@pytest.mark.parametrize(("page", "posts"), [(True, 1), (False, 3)], indirect=["page"])
def test_keyboard_alone_is_enough(visit: Any, widget: Any, keyboard: Any, posts: int) -> None:
    """The whole reference questionnaire, with one page when scripts run and three without."""
    page, sent = visit(), []
    page.on("request", lambda request: sent.append(request.method))

    def send() -> None:
        keyboard.reach("Envoyer")
        with page.expect_navigation():
            keyboard.press("Enter")

    for control, key in STEPS:
        if not page.locator(f"[name='{control.partition('|')[0]}']").first.is_visible():
            send()
        keyboard.reach(control)
        keyboard.press(key)
    keyboard.reach("verbatim|")
    keyboard.type("Simple et clair.")
    send()
    assert page.locator(".pv-receipt").is_visible()
    assert sent.count("POST") == posts
    [response] = widget.town.responses()
    assert response["answers"] == {
        "satisfaction": "medium",
        "comprehension": "very_bad",
        "contact_tried": ["phone"],
        "contact_reached": {"phone": "yes"},
        "contact_satisfaction": {"phone": "bad"},
        "verbatim": "Simple et clair.",
    }


def test_questions_open_without_the_server(visit: Any) -> None:
    """An answer opens and closes what depends on it, and the server is told what was seen."""
    page = visit()
    at_first = ["satisfaction", "comprehension", "contact_tried", "verbatim"]
    assert seen(page) == at_first
    page.get_by_label("Par téléphone").first.check()
    reached = page.get_by_role("radiogroup", name="Par téléphone").first
    assert reached.is_visible()
    assert seen(page) == [*at_first[:3], "contact_reached", "contact_reached:phone", "verbatim"]
    page.get_by_label("Par téléphone").first.uncheck()
    assert not reached.is_visible()
    assert seen(page) == at_first


@pytest.mark.parametrize("page", [False], indirect=True)
def test_what_is_hidden_without_script_was_not_shown(visit: Any) -> None:
    """Without scripts the page has the places of later questions, and does not claim them."""
    page = visit()
    later = page.locator("[data-place=contact_reached]")
    assert (later.count(), later.is_visible()) == (1, False)
    assert "contact_reached" not in seen(page)


def test_answered_mistakes_go_away(visit: Any) -> None:
    """A question that is answered is no longer wrong, neither where it is nor above."""
    page = visit()
    page.get_by_role("button", name="Envoyer").click()
    mistake = page.locator(".pv-error:not(:empty)")
    mistake.wait_for()
    page.get_by_role("button", name="Envoyer").focus()
    assert page.locator(".pv-notice").is_visible()  # control
    page.locator("label", has_text="Bien").first.click()
    assert mistake.count() == 0
    assert page.locator("[aria-invalid]").count() == 0
    assert not page.locator(".pv-notice").is_visible()


@pytest.mark.parametrize(("typed", "said"), [(170, ""), (190, "Caractères restants : 10")])
def test_characters_are_counted_near_the_end(visit: Any, typed: int, said: str) -> None:
    """What is left of 200 characters is said below a tenth, in code points."""
    page = visit("everything")
    page.locator("label", has_text="Mauvais").first.click()
    page.get_by_label("Racontez").fill("😀" * typed)
    assert page.locator(".pv-count").first.text_content() == said


def test_both_draw_the_same_faces(visit: Any, widget: Any) -> None:
    """The hosted page and the widget bend the mouths alike."""
    numbers = r"(ds) => ds.map((d) => d.getAttribute('d').match(/-?[\d.]+/g).map(Number))"
    hosted = visit("everything").locator(".pv-face path").evaluate_all(numbers)
    widget.open("everything")
    assert len(hosted) == 5
    assert widget.form.locator(".pv-face path").evaluate_all(numbers) == hosted


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_pages_are_accessible_and_fit(visit: Any, widget: Any, scheme: Any, width: int) -> None:
    """Filled, shown again, thanked and followed: axe finds nothing, nothing scrolls sideways."""
    page = widget.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    def look() -> None:
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) == 0
        assert widget.axe() == []

    visit()
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


def test_paper_carries_no_button(visit: Any) -> None:
    """Printed, the page with the receipt keeps the receipt, and leaves out what is pressed."""
    page = visit()
    page.locator("label", has_text="Bien").first.click()
    page.get_by_role("button", name="Envoyer").click()
    page.locator(".pv-receipt").wait_for()
    page.emulate_media(media="print")
    assert page.locator(".pv-receipt").is_visible()
    assert page.get_by_role("button").count() == 0
