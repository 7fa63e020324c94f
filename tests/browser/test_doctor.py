"""What the doctor says of a policy is what a browser does with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from porte_voix._doctor.examination import examine
from porte_voix._doctor.findings import Finding
from porte_voix._doctor.visit import Visitor
from porte_voix._requests_transport import RequestsTransport

SETTLED = """() => {
  if (!customElements.get("porte-voix")) return document.readyState == "complete";
  const shown = document.querySelector("porte-voix").shadowRoot.querySelector(".pv-form");
  return shown || events.some(([name]) => name == "error");
}"""
PAGE = """<!doctype html><html lang="fr"><head><title>t</title>{before}
<script src="{backend}/w/porte-voix.js" defer{tag}></script>{after}</head>
<body><porte-voix site="{site}" survey="satisfaction"><a href="#">Avis</a></porte-voix></body>
</html>
"""
TODAY = date(2026, 11, 22)
META = '<meta http-equiv="Content-Security-Policy" content="{}">'
NONCE = "script-src 'strict-dynamic' 'nonce-abc'; connect-src {backend}"
EXACT = "script-src {backend}/w/porte-voix.js; connect-src {backend}/v1/s/"
# Policy of the header, then what the page has: whether the survey shows.
POLICIES: list[tuple[str, dict[str, str], bool]] = [
    ("default-src 'none'; script-src {backend}; connect-src {backend}", {}, True),
    ("script-src 'self'; connect-src *", {}, False),
    ("default-src {backend}; script-src-elem 'self'", {}, False),
    ("script-src *; default-src 'self'", {}, False),
    ("script-src 'none' {backend}; connect-src http:", {}, True),
    ("script-src 'none'; script-src *", {}, False),
    ("script-src *, script-src 'self'", {}, False),
    ("script-src *, connect-src 'self'", {}, False),
    (EXACT, {}, True),
    ("script-src {backend}/w", {}, False),
    ("script-src 127.0.0.1:*; connect-src 127.0.0.1:*", {}, True),
    ("script-src 127.0.0.1; connect-src *", {}, False),
    ("script-src https:", {}, False),
    (NONCE, {"tag": ' nonce="abc"'}, True),
    (NONCE, {"tag": ' nonce="ABC"'}, False),
    ("script-src 'strict-dynamic' {backend}", {}, False),
    ("default-src 'none' 'nonce-abc' {backend}", {"tag": ' nonce="abc"'}, True),
    ("", {"before": META.format("script-src 'self'")}, False),
    ("", {"after": META.format("script-src 'self'")}, True),
    ("", {"after": META.format("connect-src 'self'")}, False),
    ("", {"before": META.format("img-src *, script-src 'self'")}, False),
    ("", {"before": "<p></p>" + META.format("script-src 'self'")}, True),
    ("sandbox allow-scripts", {}, False),
    ("sandbox allow-scripts allow-same-origin allow-forms", {}, True),
    ("require-trusted-types-for 'script'; trusted-types 'none'", {}, True),
    ("style-src 'none'; img-src 'none'; form-action 'none'; base-uri 'none'", {}, True),
]


def diagnosed(url: str) -> list[Finding]:
    """Give what the doctor finds in the way."""
    transport = RequestsTransport()
    try:
        found = examine(url, Visitor(transport), today=TODAY)
        return [one for one in found if one.level == "blocking"]
    finally:
        transport.close()


def test_the_verdict_is_the_browsers(widget: Any) -> None:
    """For each policy, the widget shows in Chromium exactly when the doctor finds nothing wrong.

    Half of the table is the control: policies under which nothing shows.
    """
    host, page = widget.host, widget.page
    wrong = []
    for policy, parts, is_shown in POLICIES:
        given = {"before": "", "after": "", "tag": ""} | parts
        host.policy = policy
        host.html = PAGE.format(backend=host.backend, site=host.site, **given)
        found = [finding.code for finding in diagnosed(host.origin)]
        page.goto(host.origin)
        widget.until(SETTLED)
        seen = page.locator("porte-voix .pv-form").count() == 1
        if not seen == is_shown == (not found):
            wrong.append((policy, parts, seen, found))
    assert wrong == []
