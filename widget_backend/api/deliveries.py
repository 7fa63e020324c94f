"""What a site's backend asks of its collector."""

from __future__ import annotations

import zlib
from dataclasses import asdict
from io import BytesIO
from typing import Any

from flask import request

from ..errors import BodyTooLarge, Invalid, MalformedJson
from ..services import receiving
from .blueprint import Blueprint
from .feed import CURSOR
from .guards import backend, caller, staff
from .strict_json import loads

AFTER = "Porte-Voix-After"
MAX_LINES = 10_000
"""Of a page: a gzip of nothing but `{}` would fill the memory within the limit of bytes."""

Json = dict[str, Any]

blp = Blueprint("deliveries", __name__, url_prefix="/v1", description="Collecting from sites")


@blp.get("/deliveries")
@staff("deliveries:write")
@blp.response(200)
def get_position() -> Json:
    """Tell a source how far it has been received."""
    return receiving.position(caller())


@blp.post("/deliveries")
@staff("deliveries:write")
@blp.response(200)
def receive() -> Json:
    """Take a page of a source's feed in, with its cursor: all of it, or nothing."""
    cursor = request.headers.get(CURSOR)
    if not cursor:
        rule = f"Send where the page ends in the header {CURSOR}."
        raise Invalid.at("", "missing_cursor", rule)
    after = request.headers.get(AFTER) or None
    page = _lines(_unpacked())
    return asdict(receiving.receive(backend(), caller(), page, after=after, cursor=cursor))


@blp.put("/deliveries/documents/<sha256>")
@staff("deliveries:write")
@blp.response(204)
def receive_document(sha256: str) -> None:
    """Take in the bytes of a document that a delivered response names."""
    request.max_content_length = backend().config.max_delivery_bytes
    receiving.receive_document(backend(), caller(), sha256, request.get_data(cache=False))


def _unpacked() -> bytes:
    """Give the body, unpacked up to the limit: a small gzip may hold a very large page."""
    limit = backend().config.max_delivery_bytes
    request.max_content_length = limit
    data = request.get_data(cache=False)
    if request.headers.get("Content-Encoding") != "gzip":
        return data
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, limit + 1)
    except zlib.error:
        raise MalformedJson("The body is not the gzip that it claims to be.") from None
    if len(unpacked) > limit:
        raise BodyTooLarge("Send a shorter page.")
    if not unpacker.eof or unpacker.unused_data:
        raise MalformedJson("The gzip ends too early or too late; send the page again.")
    return unpacked


def _lines(data: bytes) -> list[object]:
    page: list[object] = []
    for number, line in enumerate(BytesIO(data)):
        if number == MAX_LINES:
            raise BodyTooLarge("Send a shorter page.")
        try:
            page.append(loads(line))
        except ValueError:
            rule = "Each line must be one JSON object, in UTF-8."
            raise Invalid.at(f"/{number}", "malformed_json", rule) from None
    return page
