"""Nothing typed is ever lost, and nothing is sent twice."""

from __future__ import annotations

from typing import Any

TEXT = "Tout était clair, merci."
REFUSAL = ["div", {}, ["h3", {}, "Cela n’a pas marché."]]


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
    """It is kept, to be read, and tried again under one key, later or at a button; one arrives."""
    keys: list[str] = []
    answered(widget)
    widget.page.clock.install()

    def drop(route: Any) -> None:
        keys.append(widget.key_of(route.request))
        route.abort()

    widget.page.route("**/r?*", drop)
    widget.send()
    again = widget.notice.get_by_role("button", name="Réessayer maintenant")
    again.wait_for()
    assert "Gardée sur cet appareil" in widget.notice.inner_text()
    while len(keys) < 3:
        widget.page.clock.run_for(1_000)
    assert typed(widget) == TEXT
    assert widget.page.get_by_label("Que voulez-vous ajouter").is_visible()
    assert widget.watched("events")[-1] == ["queued", None]
    widget.page.unroute("**/r?*")
    with widget.page.expect_request("**/r?*") as last:
        again.click()
    widget.receipt()
    assert set(keys) == {widget.key_of(last.value)}
    assert len(widget.town.responses()) == 1


def test_what_waits_is_there_after_a_reload(widget: Any) -> None:
    """The page is left and found again: the text is there, and it goes when the network is back."""
    answered(widget)
    widget.page.route("**/r?*", lambda route: route.abort())
    widget.send()
    widget.notice.get_by_text("Gardée sur cet appareil").wait_for()
    widget.page.reload()
    widget.notice.get_by_text("Gardée sur cet appareil").wait_for()
    assert typed(widget) == TEXT
    assert widget.form.locator("[name=satisfaction]:checked").count() == 1
    widget.page.unroute("**/r?*")
    widget.page.evaluate("dispatchEvent(new Event('online'))")
    widget.receipt()
    [response] = widget.town.responses()
    assert response["answers"]["verbatim"] == TEXT
    widget.page.reload()
    widget.form.wait_for()
    assert typed(widget) == ""
    assert widget.notice.count() == 0


def test_what_waits_cannot_be_changed(widget: Any) -> None:
    """Under its key, another text would be another response: it can be read, not edited."""
    answered(widget)
    area = widget.page.get_by_label("Que voulez-vous ajouter")
    area.press_sequentially("!")
    assert typed(widget) == f"{TEXT}!"  # control
    widget.page.route("**/r?*", lambda route: route.abort())
    widget.send()
    widget.notice.get_by_text("Gardée sur cet appareil").wait_for()
    area.evaluate("(area) => area.focus()")
    widget.page.keyboard.type("?")
    assert typed(widget) == f"{TEXT}!"


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
        keys.append(widget.key_of(route.request))
        route.fulfill(status=403, json={"code": "origin_not_allowed", "panel": REFUSAL})

    widget.page.route("**/r?*", refuse)
    for errors in (1, 2):
        widget.send()
        widget.until(f"events.filter(([name]) => name == 'error').length == {errors}")
    assert widget.notice.inner_text() == "Cela n’a pas marché."
    widget.page.get_by_label("Que voulez-vous ajouter").fill("Autre chose.")
    widget.send()
    widget.until("events.filter(([name]) => name == 'error').length == 3")
    assert keys[0] == keys[1] != keys[2]


def test_busy_widget_sends_once(widget: Any) -> None:
    """Pressing again while it is being sent does nothing; the focus is where that is said."""
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
    widget.notice.get_by_text("Envoi…").wait_for()
    assert "Envoi…" in widget.focused()
    widget.receipt()
    assert len(calls) == 1


def test_mistakes_found_by_the_server_reach_their_fields(widget: Any) -> None:
    """A sentence is at its row, its text, or its question; the list has all; the text stays."""
    answered(widget)
    widget.tick("Par téléphone")
    marks = [
        ["contact_tried", "Ce choix n’existe pas."],
        ["contact_reached:phone", "Il manque une réponse."],
        ["verbatim", "Ce texte est trop long."],
        ["", "Cette version n’existe pas."],
    ]
    problem = {"code": "invalid_answers", "marks": marks}
    widget.page.route("**/r?*", lambda route: route.fulfill(status=422, json=problem))
    widget.send()
    widget.notice.get_by_text("À revoir").wait_for()
    for place, sentence in marks[:-1]:
        assert widget.form.locator(f"[id='{place}-e']").inner_text() == sentence
    items = widget.notice.get_by_role("listitem").all_inner_texts()
    assert len(items) == len(marks)
    for item, (_, sentence) in zip(items, marks, strict=True):
        assert item.endswith(sentence)
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
