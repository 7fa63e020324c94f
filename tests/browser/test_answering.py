"""From the first question to the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import expect


def test_answers_arrive_as_given(widget: Any) -> None:
    """Each type of question is kept in its own shape, from the page where it was asked."""
    widget.open("everything", attributes=' contact-point="guichet"')
    widget.pick("Votre humeur", "Moyen")
    widget.pick("Nous recommanderiez-vous", "10")
    widget.pick("Était-ce clair", "Bon")
    widget.pick("Où", "Ailleurs")
    widget.page.locator("porte-voix [name='place:other']").fill("  Dans le train ")
    widget.tick("Courriel")
    widget.pick("Courriel", "Très bon")
    widget.page.get_by_label("Un mot").fill("Clair")
    widget.send()
    widget.receipt()
    [response] = widget.town.responses()
    assert response["answers"] == {
        "mood": "medium",
        "recommend": 10,
        "clear": "good",
        "place": "other",
        "place:other": "Dans le train",
        "channels": ["email"],
        "quality": {"email": "very_good"},
        "word": "Clair",
    }
    assert (response["contact_point"], response["channel"]) == ("guichet", "widget")
    assert response["context"] == {"page": "/"}


def test_questions_open_and_close_with_answers(widget: Any) -> None:
    """A question or a row appears when it is called for, and its answer leaves with it."""
    widget.open("everything")
    story = widget.page.get_by_label("Racontez")
    assert not story.is_visible()
    widget.pick("Votre humeur", "Mauvais")
    story.fill("À effacer du message, pas de l’écran.")
    widget.pick("Votre humeur", "Bon")
    assert not story.is_visible()
    widget.tick("Courriel")
    widget.pick("Courriel", "Bon")
    widget.tick("Courriel")
    widget.tick("Aucun")
    widget.send()
    widget.receipt()
    [response] = widget.town.responses()
    assert response["answers"] == {"mood": "good", "channels": ["none"]}


def test_hidden_text_comes_back(widget: Any) -> None:
    """What was typed in a question that closed is there again when it opens."""
    widget.open("everything")
    widget.pick("Votre humeur", "Mauvais")
    widget.page.get_by_label("Racontez").fill("Toujours là.")
    widget.pick("Votre humeur", "Bon")
    widget.pick("Votre humeur", "Mauvais")
    assert widget.page.get_by_label("Racontez").input_value() == "Toujours là."


def test_exclusive_choice_stands_alone(widget: Any) -> None:
    """An exclusive choice unticks the others, and they untick it."""
    widget.open("everything")
    ticked = "(form) => new FormData(form).getAll('channels').join()"
    widget.tick("Téléphone")
    widget.tick("Courriel")
    widget.tick("Aucun")
    assert widget.form.evaluate(ticked) == "none"
    widget.tick("Courriel")
    assert widget.form.evaluate(ticked) == "email"


def test_address_of_a_tester_is_kept_apart(widget: Any) -> None:
    """An address needs its consent, and never reaches the feed."""
    widget.open("everything")
    widget.pick("Votre humeur", "Bon")
    widget.tick("Aucun")
    widget.page.get_by_label("Votre adresse").fill("ines@exemple.fr")
    widget.send()
    widget.notice.get_by_text("Il manque votre accord.").wait_for()
    assert widget.page.get_by_label("J’accepte").get_attribute("aria-invalid") == "true"
    widget.tick("J’accepte")
    widget.send()
    widget.receipt()
    [response] = widget.town.responses()
    assert "ines@exemple.fr" not in str(response)


def test_document_leaves_rebuilt(widget: Any, tmp_path: Path) -> None:
    """A picture is sent under a neutral name; what may not go is told before anything is sent."""
    picture, note = tmp_path / "avis-imposition-durand.png", tmp_path / "note.txt"
    Image.new("RGB", (80, 40), "white").save(picture)
    note.write_text("texte")
    widget.open("everything")
    widget.pick("Votre humeur", "Bon")
    widget.tick("Aucun")
    widget.pick("Où", "Au guichet")
    chooser = widget.page.get_by_label("Le document")
    chooser.set_input_files([picture, note])
    widget.form.get_by_text("Ce document n’a pas pu être affiché.").wait_for()
    widget.page.get_by_role("button", name="Retirer", exact=True).click()
    assert widget.focused().startswith("papers|")
    chooser.set_input_files(picture)
    widget.page.get_by_role("button", name="Terminer", exact=True).click()
    widget.form.get_by_text("Masqué sur cet appareil").wait_for()
    with widget.page.expect_request("**/r?*") as sent:
        widget.send()
    widget.receipt()
    assert "durand" not in (sent.value.post_data or "")
    [response] = widget.town.responses()
    assert len(response["documents"]) == 1


def test_receipt_can_be_copied(widget: Any) -> None:
    """The receipt that is shown is copied, and leads to the receipt's page."""
    widget.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    widget.send()
    receipt = widget.receipt()
    assert "Merci" in widget.focused()
    widget.page.get_by_role("button", name="Copier").click()
    widget.page.get_by_text("Copié").wait_for()
    assert widget.page.evaluate("navigator.clipboard.readText()") == receipt
    link = widget.page.get_by_role("link", name="Suivre ma réponse")
    assert link.get_attribute("href") == f"{widget.host.backend}/r"


def test_page_is_told_what_happens(widget: Any) -> None:
    """The page hears of each step; no answer and no receipt are in what it hears."""
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    widget.send()
    receipt = widget.receipt()
    events = widget.watched("events")
    names = ["shown", "answered", "submitted"]
    assert [name for name, _ in events] == names
    assert events[1][1] == {"question": "satisfaction"}
    assert receipt not in str(events)


def test_reset_begins_again(widget: Any) -> None:
    """After `reset()` every answer is empty, and a second response may be sent."""
    widget.open()
    for _ in range(2):
        widget.pick("Dans l’ensemble", "Bien")
        widget.send()
        widget.receipt()
        widget.page.evaluate("document.querySelector('porte-voix').reset()")
        widget.form.wait_for()
    assert len(widget.town.responses()) == 2


def test_language_follows_the_page_and_the_attribute(widget: Any) -> None:
    """The page's language is spoken; another is spoken at once, and what was typed stays."""
    widget.open("everything")
    widget.pick("Votre humeur", "Bon")
    widget.page.get_by_label("Un mot").fill("Clair")
    address = widget.form.locator("[type=email]")
    address.fill("ines@exemple.fr")
    widget.page.evaluate("document.querySelector('porte-voix').setAttribute('language', 'en')")
    widget.page.get_by_role("button", name="Send", exact=True).wait_for()
    assert widget.page.get_by_label("Un mot ? (en)").input_value() == "Clair"
    expect(address).to_have_value("ines@exemple.fr")
    assert widget.form.locator("[name=mood][value=good]").is_checked()
    assert widget.page.locator("porte-voix .pv-root").get_attribute("lang") == "en"


def test_keys_typed_inside_stay_inside(widget: Any) -> None:
    """The page's shortcuts do not hear what is typed in the widget; outside they do."""
    widget.open()
    heard = "window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key))"
    widget.page.evaluate(heard)
    widget.page.get_by_label("Que voulez-vous ajouter").press_sequentially("jk?")
    assert widget.page.evaluate("heard") == []
    widget.page.evaluate("document.activeElement.blur()")
    widget.page.keyboard.press("k")
    assert widget.page.evaluate("heard") == ["k"]


def test_language_changed_after_the_end_begins_empty(widget: Any) -> None:
    """Once sent, the answers do not come back in another language to be sent again."""
    widget.open("everything")
    widget.pick("Votre humeur", "Bon")
    widget.tick("Aucun")
    widget.send()
    widget.receipt()
    widget.page.evaluate("document.querySelector('porte-voix').setAttribute('language', 'en')")
    widget.page.get_by_role("button", name="Send", exact=True).wait_for()
    assert widget.form.locator("input:checked").count() == 0
