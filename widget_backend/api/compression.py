"""gzip, for what holds no secret: what every cache may keep for anybody, and nothing else.

A page that makes a browser repeat a request, and watches how long the compressed answer is, learns
a secret that stands beside words of its choosing (BREACH). So a receipt, a form with its token, or
whatever answers a token is never compressed; `Cache-Control: public` tells them apart.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, request

AT_LEAST_BYTES = 500
"""Below, the headers weigh more than what is saved."""

WRITTEN_TYPES = ("text/", "application/json", "application/schema+json", "application/javascript")


def register(app: Flask) -> None:
    """Compress the public answers of an application."""
    app.after_request(compress)


def compress(answer: Response) -> Response:
    """Compress an answer that is public, written, and long enough, for a client that reads gzip.

    The ETag becomes a weak one (RFC 9110, 8.8.3.3): it names the content, not these bytes.
    """
    if not is_public(answer):
        return answer
    answer.vary.add("Accept-Encoding")
    if answer.status_code != 200 or not _is_wanted():
        return answer
    answer.direct_passthrough = False
    data = answer.get_data()
    if len(data) < AT_LEAST_BYTES:
        return answer
    answer.set_data(packed(data))
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers.pop("Accept-Ranges", None)
    tag, _ = answer.get_etag()
    if tag:
        answer.set_etag(tag, weak=True)
    return answer


def is_public(answer: Response) -> bool:
    """Tell whether any cache may keep an answer, and whether it is text."""
    is_written = (answer.mimetype or "").startswith(WRITTEN_TYPES)
    return is_written and answer.cache_control.public is True


@lru_cache(maxsize=64)
def packed(data: bytes) -> bytes:
    """Compress as far as gzip goes, once for the same bytes: the widget's files, each survey."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def _is_wanted() -> bool:
    encodings = ["gzip", "identity"]
    return request.accept_encodings.best_match(encodings, "identity") == "gzip"
