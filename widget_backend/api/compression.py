"""Brotli or gzip, for what holds no secret: what any cache may keep for anybody, nothing else.

A page that makes a browser repeat a request, and watches how long the compressed answer is, learns
a secret that stands beside words of its choosing (BREACH). So a receipt, a form with its token, or
whatever answers a token is never compressed; `Cache-Control: public` tells them apart.
"""

from __future__ import annotations

import gzip
from functools import lru_cache

import brotli
from flask import Flask, Response, request

AT_LEAST_BYTES = 500
"""Below, the headers weigh more than what is saved."""

SLOW_BYTES = 65_536
"""Above, the last few per cent would take tenths of a second."""

ENCODINGS = ("br", "gzip", "identity")
"""The first of those that a client likes best: Brotli is a tenth smaller, and browsers ask for it
over HTTPS alone."""

WRITTEN_TYPES = ("text/", "application/json", "application/schema+json", "application/javascript")


def register(app: Flask) -> None:
    """Compress the public answers of an application."""
    app.after_request(compress)


def compress(answer: Response) -> Response:
    """Compress an answer that is public, written, and long enough, for a client that can read it.

    The ETag becomes a weak one (RFC 9110, 8.8.3.3): it names the content, not these bytes.
    """
    if not is_public(answer):
        return answer
    answer.vary.add("Accept-Encoding")
    encoding = request.accept_encodings.best_match(ENCODINGS, "identity")
    data = answer.get_data() if answer.status_code == 200 else b""
    if encoding == "identity" or len(data) < AT_LEAST_BYTES:
        return answer
    answer.set_data(packed(data, encoding))
    answer.headers["Content-Encoding"] = encoding
    answer.headers.pop("Accept-Ranges", None)
    tag, _ = answer.get_etag()
    if tag:
        answer.set_etag(tag, weak=True)
    return answer


def is_public(answer: Response) -> bool:
    """Tell whether any cache may keep an answer, and whether it is text."""
    is_written = (answer.mimetype or "").startswith(WRITTEN_TYPES)
    return is_written and answer.cache_control.public is True


@lru_cache(maxsize=256)
def packed(data: bytes, encoding: str) -> bytes:
    """Compress as far as it goes, once for the same bytes: the widget's files, each survey."""
    if encoding == "gzip":
        return gzip.compress(data, compresslevel=9, mtime=0)
    quality = 11 if len(data) <= SLOW_BYTES else 5
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality))
