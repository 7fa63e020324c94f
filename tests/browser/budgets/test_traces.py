"""What the widget leaves on a page, and whom it asks: nothing before somebody answers."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from widget_static import DIST

GLOBALS = 1
NAMES = "Object.getOwnPropertyNames(window)"
STORED = """async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys())]"""


def test_nothing_is_stored_before_an_answer(widget: Any) -> None:
    """A visitor who does nothing, or scrolls, leaves no key in any storage and gets no cookie."""
    widget.open()
    widget.page.mouse.wheel(0, 400)
    widget.page.wait_for_timeout(300)
    assert widget.page.evaluate(STORED) == []
    assert widget.page.context.cookies() == []


def test_what_is_stored_is_noticed(widget: Any) -> None:
    """Control: what is typed is kept until it is sent, and would be seen."""
    widget.open()
    widget.pick("Dans l’ensemble", "Bien")
    widget.form.locator("textarea").fill("Merci.")
    widget.until("sessionStorage.length + localStorage.length > 0")
    assert all(name.startswith("porte-voix") for name in widget.page.evaluate(STORED))


def test_no_stranger_is_asked(widget: Any, answer: Any) -> None:
    """From load to receipt, only the page and the backend are asked, without cookie or referrer."""
    seen: list[Any] = []
    widget.page.on("request", lambda request: seen.append(request))
    answer()
    ours = {urlsplit(widget.host.origin).netloc, urlsplit(widget.host.backend).netloc}
    assert {urlsplit(request.url).netloc for request in seen} == ours
    calls = [request.all_headers() for request in seen if "/v1/" in request.url]
    assert calls
    assert not [headers for headers in calls if {"referer", "cookie"} & set(headers)]


def test_one_global_at_most_is_added(widget: Any, answer: Any) -> None:
    """After a whole answer the page's window has one name more, or none."""
    widget.host.html = "<!doctype html><p>…"
    widget.page.goto(widget.host.origin)
    before = set(widget.page.evaluate(NAMES))
    answer()
    assert len(set(widget.page.evaluate(NAMES)) - before) <= GLOBALS


def test_nothing_is_needed_at_run_time() -> None:
    """The widget depends on no package."""
    package = json.loads((DIST.parent / "package.json").read_text("utf-8"))
    assert not {"dependencies", "peerDependencies", "optionalDependencies"} & set(package)
