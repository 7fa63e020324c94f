"""What the network does not take is kept on the device, said to be, and sent once it can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from widget_backend.services import intake

TEXT = "Tout était clair, merci."
SUBMISSIONS = "**/v1/s/*/r?*"
HEAR = """
window.heard = [];
for (const name of ["queued", "submitted", "error"])
  document.addEventListener(name, (event) => heard.push(name), true);
Math.random = () => 0.99;
"""
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('porte-voix-outbox'))"


@pytest.fixture
def person(widget: Any) -> Any:
    """Give someone whose page notes what it hears, and where no delay is left to chance."""
    widget.page.add_init_script(HEAR)
    return widget


@pytest.fixture
def requests(person: Any) -> list[Any]:
    """Note each submission that the page sends."""
    noted: list[Any] = []

    def note(request: Any) -> None:
        if request.method == "POST":
            noted.append(request)

    person.page.on("request", note)
    return noted


def test_kept_until_the_network_is_back(person: Any) -> None:
    """Without a network the respondent reads that it is kept; it leaves with the network."""
    person.open()
    person.pick("Dans l’ensemble", "Bien")
    person.page.context.set_offline(True)
    person.send()
    assert "partira toute seule" in person.panel("queued").inner_text()
    assert person.page.evaluate("heard") == ["queued"]
    assert len(person.page.evaluate(KEPT)) == 1
    person.page.context.set_offline(False)
    person.receipt()
    assert len(person.town.responses()) == 1
    assert person.page.evaluate(KEPT) == []


def test_what_waits_is_read_and_not_changed(person: Any) -> None:
    """While it waits, the text stands there and cannot be changed: it would be another response."""
    person.page.route(SUBMISSIONS, lambda route: route.abort())
    person.answer(TEXT)
    person.panel("queued")
    text = person.form.locator("textarea").last
    assert text.input_value() == TEXT
    changeable = "(node) => !node.closest('[inert]')"
    assert not text.evaluate(changeable)
    assert person.panel("queued").get_by_role("button").evaluate(changeable)  # control


def failing(monkeypatch: Any, error: Exception, times: int) -> None:
    """Have the server refuse so many submissions."""
    submit = intake.submit
    left = [error] * times

    def refuse(*given: Any, **more: Any) -> Any:
        if left:
            raise left.pop()
        return submit(*given, **more)

    monkeypatch.setattr(intake, "submit", refuse)


@pytest.mark.parametrize("error", [TooManyRequests(), ServiceUnavailable(), RuntimeError("a bug")])
def test_busy_server_loses_nothing(person: Any, monkeypatch: Any, error: Exception) -> None:
    """After 429, 503 or 500 the response is kept, and arrives a moment later."""
    failing(monkeypatch, error, 1)
    person.answer(TEXT)
    person.receipt()
    [response] = person.town.responses()
    assert response["answers"]["verbatim"] == TEXT
    assert person.page.evaluate("heard") == ["queued", "submitted"]


@pytest.mark.parametrize(("wait", "tries"), [(30, 1), (None, 2)])
def test_servers_delay_is_respected(
    person: Any, requests: list[Any], monkeypatch: Any, wait: int | None, tries: int
) -> None:
    """Nothing is sent before `Retry-After`; without one, it is sent two seconds later."""
    person.page.clock.install()
    failing(monkeypatch, TooManyRequests(retry_after=wait), 1)
    person.answer(TEXT)
    person.panel("queued")
    person.page.clock.run_for(29_000)
    person.page.wait_for_timeout(300)
    assert len(requests) == tries
    person.page.clock.run_for(2_000)
    person.receipt()


def cut(route: Any) -> None:
    """Let the server take it, and cut what it answers."""
    response = route.fetch()
    route.fulfill(response=response, body=response.text()[:20])


def lose(route: Any) -> None:
    """Let the server take it, and lose what it answers."""
    route.fetch()
    route.abort()


@pytest.mark.parametrize("spoil", [cut, lose])
def test_receipt_comes_after_a_reload(person: Any, spoil: Callable[[Any], None]) -> None:
    """The server has it and its answer was lost: loaded again, the page shows the one receipt."""
    person.page.route(SUBMISSIONS, spoil)
    person.answer(TEXT)
    person.panel("queued")
    [kept] = person.town.responses()
    person.page.unroute(SUBMISSIONS)
    person.page.reload()
    person.receipt()
    assert person.town.responses() == [kept]
    assert person.page.evaluate(KEPT) == []


def test_returning_visitor_sends_at_once(person: Any, requests: list[Any]) -> None:
    """A page that is seen again tries without waiting for its delay; an unseen event does not."""
    person.page.clock.install()
    person.page.route(SUBMISSIONS, lambda route: route.abort())
    person.answer(TEXT)
    person.panel("queued")
    person.page.unroute(SUBMISSIONS)
    person.page.evaluate("document.dispatchEvent(new Event('control'))")
    person.page.wait_for_timeout(300)
    assert len(requests) == 1
    person.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    person.receipt()
    assert len(requests) == 2


def test_age_is_not_the_delay(person: Any, requests: list[Any]) -> None:
    """What has waited two days is sent on load, then as often as if it had just failed."""
    clock = person.page.clock
    clock.install()
    person.page.route(SUBMISSIONS, lambda route: route.abort())
    person.answer(TEXT)
    person.panel("queued")
    for _ in range(10):
        count = len(requests)
        clock.fast_forward(3_600_000)
        while len(requests) == count:
            person.page.wait_for_timeout(20)
        person.page.wait_for_timeout(50)
    clock.run_for(60_000)
    assert len(requests) == 11  # control: this page has learnt to wait much longer
    clock.fast_forward(2 * 86_400_000)
    person.page.wait_for_timeout(200)
    requests.clear()
    person.page.reload()
    person.panel("queued")
    person.page.wait_for_timeout(200)
    assert len(requests) == 1
    for tries, milliseconds in ((2, 2_000), (3, 4_000), (4, 8_000)):
        clock.run_for(milliseconds)
        person.page.wait_for_timeout(200)
        assert len(requests) == tries
    assert len({person.key_of(request) for request in requests}) == 1
