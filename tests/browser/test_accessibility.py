"""Everybody can use the widget: axe, the keyboard, names, focus, sizes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

SIZES = """() => [...document.querySelector("porte-voix").shadowRoot
  .querySelectorAll("button, label.pv-choice, input.pv-input, textarea")]
  .filter((node) => node.checkVisibility())
  .map((node) => [node.textContent.trim() || node.name, node.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""


def fill(widget: Any) -> None:
    """Give answers that open everything there is to open."""
    widget.pick("Votre humeur", "Mauvais")
    widget.pick("Où", "Ailleurs")
    widget.pick("Où", "Au guichet")
    widget.tick("Téléphone")
    widget.tick("Autre moyen")
    widget.form.locator("[type=file]").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_form(widget: Any, scheme: Any, width: int) -> None:
    """Each question type passes every rule, best practices too, in both themes and sizes."""
    widget.page.emulate_media(color_scheme=scheme)
    widget.page.set_viewport_size({"width": width, "height": 800})
    widget.open("everything", head='<meta name="color-scheme" content="light dark">')
    fill(widget)
    assert widget.axe() == []


def test_axe_finds_nothing_in_mistakes_and_thanks(widget: Any) -> None:
    """The list of mistakes, the question about personal data and the thanks pass as well."""
    widget.open("everything")
    widget.send()
    widget.notice.get_by_text("À revoir").wait_for()
    assert widget.axe() == []
    fill(widget)
    widget.pick("Téléphone", "Bon")
    widget.tick("Autre moyen")
    widget.page.get_by_label("Racontez").fill("Mon numéro : 06 12 34 56 78.")
    widget.send()
    widget.page.get_by_role("button", name="Envoyer en les masquant").wait_for()
    assert widget.axe() == []
    widget.page.get_by_role("button", name="Envoyer en les masquant").click()
    widget.receipt()
    assert widget.axe() == []


def test_axe_sees_into_the_widget(widget: Any) -> None:
    """Control: a field of the widget that loses its label is found."""
    widget.open()
    widget.form.locator("label[for=verbatim-i]").evaluate("(label) => label.remove()")
    assert [each for each in widget.axe() if each.startswith("label:")]


def test_focus_is_always_seen(widget: Any, keyboard: Any) -> None:
    """Each stop of the keyboard draws an outline, on the tile where the control is invisible."""
    widget.open("everything")
    keyboard.reach("mood|")
    outline = "(node) => getComputedStyle(node.closest('label') ?? node).outlineStyle"
    active = "() => document.activeElement.shadowRoot.activeElement"
    handle = widget.page.evaluate_handle(active)
    assert handle.evaluate(outline) == "solid"


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough(widget: Any, width: int) -> None:
    """What is pressed or typed into is at least 44 pixels wide and high."""
    widget.page.set_viewport_size({"width": width, "height": 800})
    widget.open("everything")
    fill(widget)
    assert widget.page.evaluate(SIZES) == []


def test_help_and_mistake_belong_to_their_field(widget: Any) -> None:
    """A field says what is wrong with it, after its help, and says that it is wrong."""
    widget.open("everything")
    widget.send()
    mood = widget.page.get_by_role("radiogroup", name="Votre humeur")
    assert mood.get_attribute("aria-invalid") == "true"
    described = mood.evaluate(
        "(node) => node.getAttribute('aria-describedby').split(' ')"
        ".map((id) => node.getRootNode().getElementById(id)?.textContent ?? '').join('')"
    )
    assert described == "Il manque une réponse."


def test_mistakes_are_told_where_the_focus_goes(widget: Any) -> None:
    """The focus goes to the list of mistakes, and each of its buttons to the field."""
    widget.open("everything")
    widget.send()
    assert "À revoir avant l’envoi" in widget.focused()
    widget.notice.get_by_role("button", name="Votre humeur").click()
    assert widget.focused().startswith("mood|very_bad")


def test_answered_mistakes_go_away(widget: Any) -> None:
    """A field that is answered is no longer wrong; the list is what it was until the next press."""
    widget.open("everything")
    widget.send()
    mood = widget.page.get_by_role("radiogroup", name="Votre humeur")
    assert widget.form.locator("#mood-e").is_visible()  # control
    widget.pick("Votre humeur", "Bon")
    assert mood.get_attribute("aria-invalid") == "false"
    assert not widget.form.locator("#mood-e").is_visible()
    assert widget.notice.get_by_role("button", name="Votre humeur").is_visible()
    widget.send()
    widget.notice.get_by_role("button", name="Par quels moyens").wait_for()
    assert widget.notice.get_by_role("listitem").count() == 1


def test_mistakes_that_are_left_stay(widget: Any) -> None:
    """Answering one field takes only its own mistake away."""
    widget.open("everything")
    marks = [[key, "Il manque une réponse."] for key in ("mood", "word")]
    problem = {"code": "invalid_answers", "marks": marks}
    widget.page.route("**/r?*", lambda route: route.fulfill(status=422, json=problem))
    widget.pick("Votre humeur", "Bon")
    widget.tick("Aucun")
    widget.send()
    widget.notice.get_by_role("button", name="Un mot").wait_for()
    widget.pick("Votre humeur", "Mauvais")
    assert not widget.form.locator("#mood-e").is_visible()
    assert widget.form.locator("#word-e").is_visible()


@pytest.mark.parametrize(("typed", "said"), [(179, ""), (181, "19"), (203, "-3")])
def test_characters_are_counted_near_the_end(widget: Any, typed: int, said: str) -> None:
    """What is left of 200 characters is shown below a tenth, and said to who cannot see it."""
    widget.open("everything")
    widget.pick("Votre humeur", "Mauvais")
    widget.page.get_by_label("Racontez").fill("é" * 185)
    counter = widget.form.locator("#story-c")
    expect(counter).to_have_text("Caractères restants : 15")
    widget.page.get_by_label("Racontez").fill("é" * typed)
    assert counter.text_content() == (said and f"Caractères restants : {said}")
    assert counter.get_attribute("aria-live") == "polite"
