"""The budgets of the widget: limit, figure, and what stands beside it. Run by `make bench`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from widget_backend.api import compression
from widget_static import DIST

SIZES = {
    "full widget, gzip -9": ("porte-voix.js", 5_500),
    "one-question build": ("porte-voix-lite.js", 3_100),
    "enhancer of the hosted page": ("porte-voix-form.js", 1_000),
    "document chunk": ("porte-voix-document.js", 2_500),
    "hint chunk": ("porte-voix-hint.js", 2_000),
    "assist chunk, at the first focus": ("porte-voix-assist.js", 0),
}
ANY = "default-src * 'unsafe-inline'"
STORED = """async () => localStorage.length + sessionStorage.length
  + (await indexedDB.databases()).length + (document.cookie ? 1 : 0)"""
Row = tuple[str, str, str, str]


def sizes(peer: Any) -> Iterator[Row]:
    """Weigh the built files."""
    for what, (name, limit) in SIZES.items():
        path = DIST / name
        own = f"{len(gzip.compress(path.read_bytes(), 9, mtime=0))} B" if path.exists() else "none"
        beside = f"{peer.bytes} B, SurveyJS" if peer.is_here and name == "porte-voix.js" else ""
        yield what, f"{limit} B" if limit else "", own, beside


def locale(served: Any, host: Any) -> Row:
    """Weigh what one language's sentences add to the form that they travel with."""
    address = f"/v1/s/satisfaction/form?site={host.site}&language=fr"
    form = served.client.get(address).get_json()
    whole, bare = (
        len(gzip.compress(json.dumps(each, ensure_ascii=False).encode(), 9, mtime=0))
        for each in (form, form | {"texts": {}})
    )
    return "sentences of one language", "500 B", f"{whole - bare} B", f"{whole} B, the whole form"


def network(widget: Any, wire: Any, answer: Any, monkeypatch: Any) -> Iterator[Row]:
    """Count requests and bytes of one whole answer, then of one without compression."""
    seen: list[str] = []
    widget.page.on("request", lambda request: seen.append(request.url))
    widget.open()
    asked = [url for url in seen if url.startswith(wire.origin)]
    yield "requests before the question", "2", str(len(asked)), ""
    widget.page.context.clear_cookies()
    yield (
        "bytes, load to receipt",
        "15000 B",
        f"{counted(widget, wire, answer)} B",
        plain(widget, wire, answer, monkeypatch),
    )


def counted(widget: Any, wire: Any, answer: Any) -> int:
    """Count what passes for one answer, with an empty cache."""
    session = widget.page.context.new_cdp_session(widget.page)
    session.send("Network.clearBrowserCache")
    before: int = wire.bytes
    answer()
    return int(wire.bytes) - before


def plain(widget: Any, wire: Any, answer: Any, monkeypatch: Any) -> str:
    """Count the same when nothing is compressed."""
    monkeypatch.setattr(compression, "is_public", lambda _: False)
    return f"{counted(widget, wire, answer)} B, not compressed"


def time(widget: Any, stopwatch: Any, peer: Any, nothing: str, keys: Any) -> Iterator[Row]:
    """Measure the scripts at a quarter of the processor's speed."""
    address, see = widget.host.origin, "porte-voix .pv-form"
    pressed = keys()
    widget.host.policy = ANY
    ours = stopwatch.milliseconds(address, see)
    walked = stopwatch.milliseconds(address, "porte-voix .pv-receipt", pressed)
    widget.host.html = nothing
    empty = stopwatch.milliseconds(address, "porte-voix")
    idle = stopwatch.milliseconds(address, "porte-voix", pressed)
    beside = f"{empty:.1f} ms, empty element"
    if peer.is_here:
        widget.host.html = peer.html
        theirs = stopwatch.milliseconds(address, "textarea", files=peer.files)
        beside += f"; {theirs:.1f} ms, SurveyJS"
    yield "scripts to the question, 4x slower", "60 ms", f"{ours:.1f} ms", beside
    more = f"{idle:.1f} ms, empty element, same keys"
    yield f"scripts to the receipt, {len(pressed)} keys", "", f"{walked:.1f} ms", more


def nothing_left(widget: Any, wire: Any, answer: Any) -> Iterator[Row]:
    """Count what should not be there: violations, findings, traces, strangers, globals."""
    hosts: set[str] = set()
    widget.page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    widget.open()
    yield "storage keys and cookies before", "0", str(widget.page.evaluate(STORED)), ""
    yield "axe findings", "0", str(len(widget.axe())), ""
    answer()
    yield "violations: policy, Trusted Types", "0", str(len(widget.watched("violations"))), ""
    ours = {urlsplit(each).netloc for each in (widget.host.origin, wire.origin)}
    yield "third-party hosts", "0", str(len(hosts - ours)), ""
    package = json.loads((DIST.parent / "package.json").read_text("utf-8"))
    yield "runtime dependencies", "0", str(len(package.get("dependencies", {}))), ""
    yield "globals added", "1", str(len(globals_added(widget))), ""


def globals_added(widget: Any) -> set[str]:
    """Name what the script adds to the page's window."""
    names = "Object.getOwnPropertyNames(window)"
    widget.host.html = "<!doctype html><p>…"
    widget.page.goto(widget.host.origin)
    before = set(widget.page.evaluate(names))
    widget.open()
    return set(widget.page.evaluate(names)) - before


def test_budgets(
    widget: Any,
    wire: Any,
    answer: Any,
    stopwatch: Any,
    peer: Any,
    nothing: str,
    keys: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Any,
) -> None:
    """Each budget is printed with its limit, its figure, and what stands beside it."""
    rows = [("what", "limit", "figure", "beside"), *sizes(peer)]
    rows.append(locale(widget.town, widget.host))
    rows += nothing_left(widget, wire, answer)
    rows += time(widget, stopwatch, peer, nothing, keys)
    rows += network(widget, wire, answer, monkeypatch)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    with capsys.disabled():
        print()
        for row in rows:
            print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)))
        print("" if peer.is_here else "SurveyJS could not be fetched: no network.")
