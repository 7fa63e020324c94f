"""What the widget never does to the page that embeds it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest

FORM = "/v1/s/satisfaction/form"


def answer_everything(widget: Any, **parts: str) -> None:
    """Fill `everything`, load what helps to answer, send it twice, and wait for the receipt."""
    widget.open("everything", **parts)
    widget.pick("Votre humeur", "Mauvais")
    widget.pick("Où", "Au guichet")
    widget.tick("Téléphone")
    widget.pick("Téléphone", "Moyen")
    widget.page.get_by_label("Racontez").fill("Appelez-moi au 06 12 34 56 78.")
    widget.form.locator("[type=file]").wait_for()
    widget.send()
    widget.page.get_by_role("button", name="Envoyer en les masquant").click()
    widget.receipt()


def test_strictest_policy_has_nothing_to_object(widget: Any) -> None:
    """A whole answer breaks neither a policy without any exception nor Trusted Types."""
    answer_everything(widget)
    assert widget.watched("violations") == []


@pytest.mark.parametrize("body", [' style="color: red"', ' onclick="1"'])
def test_violations_are_noticed(widget: Any, body: str) -> None:
    """Control: an inline style or handler in the page is noticed."""
    widget.open(body=body)
    assert len(widget.watched("violations")) == 1


def test_markup_in_script_is_noticed(widget: Any) -> None:
    """Control: Trusted Types are enforced in the page, so that writing markup fails."""
    widget.open()
    write = "() => { try { document.body.innerHTML = '<b>' } catch { return 'refused' } }"
    assert widget.page.evaluate(write) == "refused"


STORED = "() => localStorage.length + sessionStorage.length"


def test_nothing_is_stored(widget: Any) -> None:
    """Neither before nor after an answer is there a cookie or a key in any storage."""
    widget.open("everything")
    assert widget.page.evaluate(STORED) == 0
    answer_everything(widget)
    assert widget.page.context.cookies() == []
    assert widget.page.evaluate(STORED) == 0
    assert widget.page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_what_is_stored_is_noticed(widget: Any) -> None:
    """Control: the draft, which is there while someone answers, is counted."""
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    area = widget.page.get_by_label("Que voulez-vous ajouter")
    area.fill("Clair")
    while widget.page.evaluate(STORED) == 0:
        area.press_sequentially("!")
    assert widget.page.evaluate(STORED) == 1


def test_no_third_party_is_asked(widget: Any) -> None:
    """Every request goes to the page or to the backend, without referrer and without cookie."""
    seen: list[Any] = []
    widget.page.on("request", lambda request: seen.append(request))
    answer_everything(widget)
    ours = {urlsplit(widget.host.origin).netloc, urlsplit(widget.host.backend).netloc}
    assert {urlsplit(request.url).netloc for request in seen} == ours
    calls = [request.all_headers() for request in seen if "/v1/" in request.url]
    assert calls
    assert not [headers for headers in calls if {"referer", "cookie"} & set(headers)]


def test_two_requests_bring_the_question(widget: Any) -> None:
    """The script and the survey: nothing else is asked before the question is shown."""
    seen: list[str] = []
    widget.page.on("request", lambda request: seen.append(request.url))
    widget.open()
    own = [url for url in seen if url.startswith(widget.host.backend)]
    assert [urlsplit(url).path for url in own] == ["/w/porte-voix.js", FORM]


def test_no_global_is_added(widget: Any) -> None:
    """The page's own names stay its own."""
    widget.host.policy = "default-src *"
    widget.page.goto(widget.host.origin)
    before = set(widget.page.evaluate("Object.keys(window)"))
    widget.open()
    assert set(widget.page.evaluate("Object.keys(window)")) - before == set()
