"""Nothing typed is ever lost, and nothing is sent twice."""

from __future__ import annotations

from typing import Any

TEXT = "Tout était clair, merci."


def answered(widget: Any) -> Any:
    """Give the reference questionnaire, filled and ready to be sent."""
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    widget.page.get_by_label("Que voulez-vous ajouter").fill(TEXT)
    return widget


def typed(widget: Any) -> str:
    """Give what stands in the text now."""
    value: str = widget.page.get_by_label("Que voulez-vous ajouter").input_value()
    return value


def test_dead_network_keeps_the_text(widget: Any) -> None:
    """Three tries with one key, then a button to try again; the text stays, and arrives once."""
    keys: list[str] = []
    answered(widget)
    widget.page.clock.install()

    def drop(route: Any) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.abort()

    widget.page.route("**/r?*", drop)
    widget.send()
    for tries in (1, 2, 3):
        while len(keys) < tries:
            widget.page.clock.run_for(1_000)
    retry = widget.notice.get_by_role("button", name="Réessayer")
    retry.wait_for()
    assert typed(widget) == TEXT
    assert widget.watched("events")[-1] == ["error", {"code": "network"}]
    widget.page.unroute("**/r?*")
    with widget.page.expect_request("**/r?*") as last:
        retry.click()
    widget.receipt()
    assert len(keys) == 3
    assert set(keys) == {last.value.headers["idempotency-key"]}
    assert len(widget.town.responses()) == 1


def test_lost_answer_is_not_sent_twice(widget: Any) -> None:
    """The response was kept but its receipt got lost: the next try brings it, one is kept."""
    answered(widget)
    lost: list[int] = []

    def lose_first(route: Any) -> None:
        response = route.fetch()
        if lost:
            route.fulfill(response=response)
        else:
            lost.append(response.status)
            route.abort()

    widget.page.route("**/r?*", lose_first)
    widget.send()
    widget.receipt()
    assert lost == [201]
    assert len(widget.town.responses()) == 1


def test_changed_text_is_sent_under_a_new_key(widget: Any) -> None:
    """After a failure the text may change: it is then another response, with another key."""
    answered(widget)
    keys: list[str] = []

    def refuse(route: Any) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.fulfill(status=403, json={"code": "origin_not_allowed"})

    widget.page.route("**/r?*", refuse)
    widget.send()
    widget.notice.get_by_role("button", name="Réessayer").click()
    widget.page.get_by_label("Que voulez-vous ajouter").fill("Autre chose.")
    widget.send()
    widget.until("events.filter(([name]) => name == 'error').length == 3")
    assert keys[0] == keys[1] != keys[2]


def test_busy_widget_sends_once(widget: Any) -> None:
    """Pressing again while it is being sent does nothing; the focus stays on the button."""
    answered(widget)
    calls: list[str] = []

    def slowly(route: Any) -> None:
        calls.append(route.request.url)
        widget.page.wait_for_timeout(300)
        route.continue_()

    widget.page.route("**/r?*", slowly)
    send = widget.page.get_by_role("button", name="Envoyer", exact=True)
    send.focus()
    send.press("Enter")
    send.press("Enter")
    widget.form.locator("output", has_text="Envoi").wait_for()
    assert "Envoyer" in widget.focused()
    widget.receipt()
    assert len(calls) == 1


def test_mistakes_found_by_the_server_reach_their_fields(widget: Any) -> None:
    """A pointer leads to its row, its text, or the question around it; the text stays."""
    answered(widget)
    widget.tick("Par téléphone")
    pointers = {
        "/answers/verbatim": "too_long",
        "/answers/contact_reached/phone": "required",
        "/answers/contact_tried/0": "unknown_choice",
        "/version": "unknown",
    }
    errors = [{"pointer": at, "code": code} for at, code in pointers.items()]
    problem = {"code": "invalid_answers", "errors": errors}
    widget.page.route("**/r?*", lambda route: route.fulfill(status=422, json=problem))
    widget.send()
    widget.notice.wait_for()
    for place in ("verbatim", "contact_reached:phone", "contact_tried"):
        assert widget.form.locator(f"[id='{place}-e']").inner_text()
    assert widget.notice.get_by_role("listitem").count() == 4
    assert typed(widget) == TEXT


def test_personal_data_is_asked_about(widget: Any) -> None:
    """What looks personal is quoted; it may be changed, or hidden, and only then is kept."""
    widget.open("everything")
    widget.pick("Votre humeur", "Bon")
    widget.tick("Aucun")
    word = widget.page.get_by_label("Un mot")
    word.fill("😀 écrire à ines@exemple.fr svp")
    widget.send()
    widget.notice.locator("mark").wait_for()
    assert widget.notice.locator("mark").inner_text() == "ines@exemple.fr"
    widget.page.get_by_role("button", name="Modifier").click()
    assert widget.focused().startswith("word|")
    assert widget.town.responses() == []
    widget.send()
    widget.page.get_by_role("button", name="Envoyer en les masquant").click()
    widget.receipt()
    kept = widget.page.locator("porte-voix .pv-kept").inner_text()
    assert "ines@exemple.fr" not in kept
    [response] = widget.town.responses()
    assert response["answers"]["word"] == kept


def test_page_keeps_its_fallback_when_the_survey_fails(widget: Any) -> None:
    """An unknown survey leaves the page's own link, and the page hears why."""
    widget.host.write("unknown")
    widget.page.goto(widget.host.origin)
    widget.until("events.length")
    assert widget.watched("events") == [["error", {"code": "survey_not_found"}]]
    assert widget.page.get_by_role("link", name="Donner mon avis").is_visible()


def test_empty_element_falls_back_to_the_hosted_page(widget: Any) -> None:
    """With nothing of the page's own inside, a link to the hosted page appears."""
    widget.host.write("unknown", fallback="\n")
    widget.page.goto(widget.host.origin)
    link = widget.page.get_by_role("link", name="Donner mon avis")
    link.wait_for()
    assert link.get_attribute("href").startswith(f"{widget.host.backend}/s/unknown?site=")


def test_failed_language_keeps_the_survey(widget: Any) -> None:
    """When another language cannot be fetched, the survey stays as it is, with its text."""
    answered(widget)
    widget.page.route("**/v1/s/**", lambda route: route.abort())
    widget.page.evaluate("document.querySelector('porte-voix').setAttribute('language', 'en')")
    widget.until("events.some(([name]) => name == 'error')")
    assert typed(widget) == TEXT


def test_script_loaded_twice_does_no_harm(widget: Any) -> None:
    """A second copy of the script finds the element taken, and the page has no error."""
    errors: list[str] = []
    widget.page.on("pageerror", lambda error: errors.append(str(error)))
    script = f'<script src="{widget.host.backend}/w/porte-voix.js?2" defer></script>'
    widget.open(head=script)
    assert errors == []
    assert widget.form.count() == 1


def test_failures_do_not_reach_the_page(widget: Any) -> None:
    """A survey that cannot be loaded is no error of the page: `window.onerror` stays quiet."""
    widget.page.add_init_script(
        "window.heard = []; addEventListener('error', (e) => heard.push(e.type))"
    )
    widget.host.write("unknown")
    widget.page.goto(widget.host.origin)
    widget.until("events.length")
    assert widget.page.evaluate("heard") == []
    bubble = "dispatchEvent(new Event('error', { bubbles: true }))"  # control
    widget.page.evaluate(f"document.querySelector('porte-voix').{bubble}")
    assert widget.page.evaluate("heard") == ["error"]
