"""Headers of every answer: request id, CORS by exact origin, what browsers may do with it."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

PREFLIGHT_SECONDS = 86_400

PAGES = {
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""What browsers heed on a page alone: elsewhere it would only be weight."""

NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The content security policy of everything that is not a page, but may be opened like one."""

SUBRESOURCES = ("text/javascript", "text/css")
"""What browsers show as text when it is opened: a policy would only be weight."""


def register(app: Flask) -> None:
    """Name every request, and set the headers of every answer."""
    app.before_request(_name_request)
    app.after_request(_set_headers)


def _name_request() -> None:
    g.request_id = secrets.token_hex(8)


def _set_headers(answer: Response) -> Response:
    for name, value in PAGES.items() if answer.mimetype == "text/html" else ():
        answer.headers.setdefault(name, value)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if answer.mimetype not in SUBRESOURCES:
        answer.headers.setdefault("Content-Security-Policy", NOTHING)
    answer.headers["Porte-Voix-Request-Id"] = g.get("request_id", "")
    if request.path.startswith("/v1/"):
        answer.headers.setdefault("Cache-Control", "no-store")
        _set_cors(answer)
    return answer


def _set_cors(answer: Response) -> None:
    """Allow the origin that a guard allowed, never a wildcard, never with credentials."""
    answer.vary.add("Origin")
    origin = g.get("allowed_origin")
    if origin is not None:
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Access-Control-Expose-Headers"] = "Retry-After, Porte-Voix-Request-Id"
