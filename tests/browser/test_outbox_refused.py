"""Where nothing can be kept, nor sent: the form says so, and keeps what was typed."""

from __future__ import annotations

from typing import Any

import pytest

TEXT = "Tout était clair, merci."
SUBMISSIONS = "**/v1/s/*/r?*"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('porte-voix-outbox'))"
EVENTS = """
window.heard = [];
for (const name of ["queued", "submitted", "error"])
  document.addEventListener(name, (event) => heard.push(name), true);
"""


@pytest.fixture
def person(widget: Any) -> Any:
    """Give someone without a network, whose page notes what it hears."""
    widget.page.add_init_script(EVENTS)
    widget.page.route(SUBMISSIONS, lambda route: route.abort())
    return widget


def key_of(widget: Any, button: Any) -> str:
    """Press, and give the idempotency key that is sent."""
    with widget.page.expect_request(SUBMISSIONS) as sent:
        button.click()
    return str(widget.key_of(sent.value))


@pytest.mark.parametrize(("script", "storage"), [("", "none"), (FULL, "local")])
def test_form_keeps_what_storage_does_not(person: Any, script: str, storage: str) -> None:
    """Without storage, or with a full one, the form stays as it is, says so, and tries again."""
    person.page.add_init_script(script)
    person.answer(TEXT, attributes=f' storage="{storage}"')
    notice = person.panel("failed")
    assert "Vos réponses sont toujours là" in notice.inner_text()
    assert person.page.evaluate("heard") == ["error"]
    assert person.page.get_by_label("Que voulez-vous ajouter").is_editable()
    assert person.form.locator("textarea").last.input_value() == TEXT
    assert not person.form.locator("[inert]").count()
    person.page.unroute(SUBMISSIONS)
    notice.get_by_role("button", name="Réessayer").click()
    person.receipt()
    assert len(person.town.responses()) == 1
    assert person.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_changed_text_has_another_key(person: Any) -> None:
    """Sent again as it is, it has the same key; with another text, it is another response."""
    person.answer(TEXT, attributes=' storage="none"')
    again = person.panel("failed").get_by_role("button")
    first = key_of(person, again)
    person.panel("failed")
    assert key_of(person, again) == first
    person.panel("failed")
    person.page.get_by_label("Que voulez-vous ajouter").fill("Autre chose.")
    assert key_of(person, again) != first


def refused_later(person: Any) -> None:
    """Send an address that only the server finds wrong, while there is no network."""
    person.open("everything")
    person.pick("Votre humeur", "Bon")
    person.tick("Aucun")
    person.page.get_by_label("Votre adresse").fill("ines@exemple")
    person.tick("J’accepte")
    person.send()
    person.panel("queued")


def test_late_mistakes_come_back_to_the_form(person: Any) -> None:
    """What is refused once the network is back may be corrected, and is then sent."""
    refused_later(person)
    person.page.unroute(SUBMISSIONS)
    person.page.evaluate("dispatchEvent(new Event('online'))")
    assert "adresse" in person.panel("mistakes").inner_text()
    assert person.page.evaluate(KEPT) == []
    address = person.page.get_by_label("Votre adresse")
    assert address.input_value() == "ines@exemple"
    address.fill("ines@exemple.fr")
    person.send()
    person.receipt()
    assert person.town.responses()[0]["answers"].keys() == {"mood", "channels"}


def test_refusal_waits_for_its_form(person: Any) -> None:
    """Refused while another survey is on the page, it is kept; its own form says what is wrong."""
    refused_later(person)
    person.page.unroute(SUBMISSIONS)
    with person.page.expect_response(SUBMISSIONS) as refusal:
        person.open("satisfaction")
    assert refusal.value.status == 422
    person.page.wait_for_timeout(200)
    assert len(person.page.evaluate(KEPT)) == 1
    person.open("everything")
    assert "adresse" in person.panel("mistakes").inner_text()
    assert person.page.get_by_label("Votre adresse").input_value() == "ines@exemple"
    assert person.page.evaluate(KEPT) == []


def test_closed_survey_says_so(person: Any) -> None:
    """When the survey closed in between, its form says so, and the text is still there."""
    person.answer(TEXT)
    person.panel("queued")
    with person.town.sdk() as sdk:
        sdk.surveys.close("satisfaction")
    person.page.unroute(SUBMISSIONS)
    person.page.evaluate("dispatchEvent(new Event('online'))")
    assert "terminée" in person.panel("told").inner_text()
    assert person.form.locator("textarea").last.input_value() == TEXT
    assert person.town.responses() == []
