"""What is told, while somebody types, of what looks personal."""

from __future__ import annotations

from typing import Any

import pytest

EMAIL = "Cela semble personnel et sera masqué : une adresse e-mail."


@pytest.fixture
def typing(part: Any) -> Any:
    """Open the page and go into its field."""
    part.open("hint").field.focus()
    return part


def test_an_address_is_told_after_a_pause(typing: Any) -> None:
    """What looks personal is named, politely, under the field that it describes."""
    typing.page.keyboard.type("Écrivez à lea.morin@laposte.net")
    assert typing.status.inner_text() == ""
    typing.hears("masqué")
    assert typing.status.inner_text() == EMAIL
    identifier = typing.status.get_attribute("id")
    assert identifier in typing.field.get_attribute("aria-describedby").split()
    assert "papers-e" in typing.field.get_attribute("aria-describedby").split()
    assert typing.page.get_by_role("status").inner_text() == EMAIL


def test_what_is_taken_away_is_told_no_more(typing: Any) -> None:
    """When nothing looks personal any more, nothing is said; control: it was said before."""
    typing.field.fill("01 99 00 45 67")
    typing.hears("téléphone")
    typing.field.fill("Le 3939 ne répond pas.")
    typing.page.wait_for_function("() => !form.querySelector('output').textContent")


def test_a_text_that_was_there_is_read_at_once(part: Any) -> None:
    """A draft that comes back is read when the field takes the focus."""
    part.open("hint").field.evaluate("(field) => field.value = 'AB-123-CD'")
    part.field.focus()
    assert "une plaque d’immatriculation" in part.status.inner_text()


def test_nothing_is_held_up(typing: Any) -> None:
    """A hint stops nothing: the form is sent with it."""
    typing.field.fill("lea.morin@laposte.net")
    typing.hears("masqué")
    typing.press("Envoyer")
    assert typing.page.evaluate("window.sent") == 1


def test_the_hint_asks_nothing_of_the_page(typing: Any) -> None:
    """No policy is violated, and axe finds nothing."""
    typing.field.fill("lea.morin@laposte.net et 01 99 00 45 67")
    typing.hears("masqué")
    assert typing.violations() == []
    assert typing.axe() == []
