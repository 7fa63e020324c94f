"""The time that the script takes, beside nothing and beside too much."""

from __future__ import annotations

from typing import Any

EMPTY = "<!doctype html><script>customElements.define('x-y', class extends HTMLElement {})</script>"
HEAVY = """<!doctype html><script>
const end = performance.now() + 300;
while (performance.now() < end) document.createElement("p");
</script>"""
PAGE = "{html}<p>…"


def test_script_time_is_nearer_to_nothing(widget: Any, stopwatch: Any) -> None:
    """On a slow processor it takes far less than a script of 300 ms; a control takes even less."""
    widget.host.policy = "default-src * 'unsafe-inline'"
    address = widget.host.origin
    widget.host.write()
    ours = stopwatch.milliseconds(address, "porte-voix .pv-form")
    widget.host.html = PAGE.format(html=EMPTY)
    nothing = stopwatch.milliseconds(address, "p")
    widget.host.html = PAGE.format(html=HEAVY)
    heavy = stopwatch.milliseconds(address, "p")
    assert nothing < ours < heavy
