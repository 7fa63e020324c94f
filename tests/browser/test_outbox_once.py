"""However often it is sent, it is one response, and the page hears of it once."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from widget_backend.services import intake

SUBMISSIONS = "**/v1/s/*/r?*"
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('porte-voix-outbox'))"
EVENTS = """
window.heard = [];
for (const name of ["shown", "answered", "queued", "submitted", "error"])
  document.addEventListener(name, (event) => heard.push(name), true);
"""


@pytest.fixture
def person(widget: Any) -> Any:
    """Give someone whose page notes what it hears."""
    widget.page.add_init_script(EVENTS)
    return widget


def send(widget: Any) -> None:
    """Pick the one answer that is required, and send it."""
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    widget.send()


def queue(widget: Any) -> Any:
    """Send it without a network; gives the notice."""
    widget.page.context.route(SUBMISSIONS, lambda route: route.abort())
    send(widget)
    notice = widget.form.locator("[data-panel=queued]")
    notice.wait_for()
    return notice


def test_pressing_again_sends_once(person: Any) -> None:
    """Sent by hand, what waited does not leave a second time, and is told of once."""
    person.page.clock.install()
    notice = queue(person)
    person.page.context.unroute(SUBMISSIONS)
    notice.get_by_role("button", name="Réessayer maintenant").click()
    person.receipt()
    assert person.page.evaluate(KEPT) == []
    sent: list[Any] = []
    person.page.on("request", lambda request: sent.append(request))
    person.page.clock.run_for(60_000)
    person.page.evaluate("dispatchEvent(new Event('online'))")
    person.page.wait_for_timeout(300)
    assert sent == []
    assert person.page.evaluate("heard") == ["shown", "answered", "queued", "submitted"]


def test_two_tabs_send_one_response(person: Any, monkeypatch: Any) -> None:
    """Two tabs that send the same entry at the same moment make one response."""
    queue(person)
    other = person.page.context.new_page()
    other.goto(person.host.origin)
    other.locator("porte-voix [data-panel=queued]").wait_for()
    tabs = [person.page, other]
    together = threading.Barrier(len(tabs), timeout=20)
    submit = intake.submit

    def wait_for_both(*given: Any, **more: Any) -> Any:
        together.wait()
        return submit(*given, **more)

    monkeypatch.setattr(intake, "submit", wait_for_both)
    person.page.context.unroute(SUBMISSIONS)
    for tab in tabs:
        tab.evaluate("dispatchEvent(new Event('online'))")
    receipts = {tab.locator("porte-voix .pv-receipt").inner_text() for tab in tabs}
    assert len(receipts) == 1
    assert len(person.town.responses()) == 1


def test_impatience_sends_once(person: Any) -> None:
    """Pressed twice, it is sent once: there is nothing left to press while it is being sent."""
    calls: list[Any] = []
    held: list[Any] = []
    person.page.on("request", lambda each: calls.append(each) if each.method == "POST" else None)
    person.page.route(SUBMISSIONS, lambda route: held.append(route))
    person.open()
    person.pick("Dans l’ensemble", "Bien")
    person.form.locator("[data-send]").dblclick()
    person.form.locator("[data-panel=sending]").wait_for()
    person.page.keyboard.press("Enter")
    person.page.wait_for_timeout(500)
    for route in held:
        route.continue_()
    person.receipt()
    assert len(calls) == 1
    assert person.page.evaluate("heard") == ["shown", "answered", "submitted"]


def test_reset_sends_another(person: Any) -> None:
    """After `reset()` the same answers are another person's: a second response (control)."""
    send(person)
    person.receipt()
    person.page.evaluate("document.querySelector('porte-voix').reset()")
    person.pick("Dans l’ensemble", "Bien")
    person.send()
    person.receipt()
    assert len(person.town.responses()) == 2


def test_impatience_while_help_loads_sends_once(person: Any) -> None:
    """Pressed twice before the assisting chunk is there, it is sent once, and told of once."""
    held: list[Any] = []
    calls: list[Any] = []
    person.page.on("request", lambda each: calls.append(each) if each.method == "POST" else None)
    person.page.route("**/porte-voix-assist.js", lambda route: held.append(route))
    person.open()
    person.pick("Dans l’ensemble", "Bien")
    person.send()
    person.send()
    person.page.wait_for_timeout(300)
    assert calls == []
    held[0].continue_()
    person.receipt()
    person.page.wait_for_timeout(500)
    assert person.page.evaluate("heard") == ["shown", "answered", "submitted"]
    assert len(calls) == 1
