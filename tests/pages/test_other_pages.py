"""The pages around the survey: thanks, receipt, message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from widget_backend.domain.readable import ReadableAnswer

Page = Any
FOLLOWED = {
    "survey": "Votre avis",
    "received_at": "2026-11-22T10:00:00Z",
    "status": "Votre réponse est arrivée.",
    "answers": [ReadableAnswer("Comment ?", ("Bien", "<b>vite</b>"))],
    "addresses": ["a@b.fr"],
    "documents": 2,
}


def test_the_receipt_is_given_with_thanks(render: Callable[..., Page]) -> None:
    """The receipt can be read, copied, and used by a button; it never stands in an address."""
    page = render(
        "thanks.html",
        thanks="Merci de votre aide.",
        receipt="ABCD-EFGH",
        receipt_page="/r",
        redacted=[("Racontez.", "Appelez [téléphone].")],
        needs_review=True,
    )
    assert page.all("code")[0].text == "ABCD-EFGH"
    assert page.form()["pv-receipt"] == ["ABCD-EFGH"]
    assert page.all("form")[0].attributes["method"] == "post"
    assert [node.text for node in page.all("blockquote")] == ["Appelez [téléphone]."]
    assert "ABCD" not in str([node.attributes.get("href") for node in page.root.walk()])


def test_a_receipt_is_asked_for(render: Callable[..., Page]) -> None:
    """Without a receipt, the page has one labelled field."""
    page = render("receipt.html", action="/r", receipt="", wrong="", followed=None)
    field = page.by_id("pv-receipt")
    assert field.attributes["name"] == "pv-receipt"
    assert "aria-invalid" not in field.attributes
    assert page.all("label")[0].attributes["for"] == "pv-receipt"


def test_a_wrong_receipt_is_kept_to_be_corrected(render: Callable[..., Page]) -> None:
    """A receipt that leads nowhere stays in its field, tied to a sentence."""
    page = render(
        "receipt.html", action="/r", receipt="ABCD", wrong="Relisez le code.", followed=None
    )
    field = page.by_id("pv-receipt")
    assert field.attributes["value"] == "ABCD"
    assert field.attributes["aria-invalid"] == "true"
    assert "pv-receipt-e" in field.attributes["aria-describedby"].split()
    assert page.by_id("pv-receipt-e").text == "Relisez le code."


def test_the_holder_reads_what_is_kept(render: Callable[..., Page]) -> None:
    """Everything that is kept is shown: answers, addresses, how many documents."""
    page = render("receipt.html", action="/r", receipt="ABCD", wrong="", followed=FOLLOWED)
    assert [node.text for node in page.all("dd")] == ["Bien", "<b>vite</b>", "a@b.fr", "2"]
    (time,) = page.all("time")
    assert (time.attributes["datetime"], time.text) == (FOLLOWED["received_at"], "22/11/2026")


def test_erasing_asks_first(render: Callable[..., Page]) -> None:
    """The button that erases stands beside a box that must be ticked; an empty one is told."""
    page = render("receipt.html", action="/r", receipt="ABCD", wrong="Cochez.", followed=FOLLOWED)
    (box,) = [node for node in page.controls() if node.attributes["type"] == "checkbox"]
    assert (box.attributes["name"], "checked" in box.attributes) == ("pv-sure", False)
    assert "pv-sure-e" in box.attributes["aria-describedby"].split()
    assert page.all("button")[-1].attributes["name"] == "pv-erase"
    assert page.form()["pv-receipt"] == ["ABCD"]


def test_a_message_says_where_to_go(render: Callable[..., Page]) -> None:
    """A page that has one thing to say gives a heading, sentences and a way on."""
    link = {"href": "/r", "label": "Retour"}
    page = render("message.html", title="Effacé", sentences=["C’est fait."], link=link)
    assert [node.text for node in page.all("h1", "p")] == ["Effacé", "C’est fait.", "Retour"]
    assert page.all("a")[0].attributes["href"] == "/r"
