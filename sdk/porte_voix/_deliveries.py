"""Handing one backend's feed to another, the collector."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from porte_voix import _fields
from porte_voix._caller import NDJSON, Caller, read_json, segment
from porte_voix._collection import parsed
from porte_voix._records import Ack


class Deliveries:
    """What a source has delivered so far (scope deliveries:write, a token with a source)."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def position(self) -> str | None:
        """The cursor up to which the collector has everything; None before the first delivery."""
        return parsed(
            lambda raw: _fields.optional_text(raw, "cursor"),
            self._caller.json("GET", "/v1/deliveries"),
        )

    def send(self, lines: Iterable[bytes], *, cursor: str, after: str | None = None) -> Ack:
        """Deliver the changes between two cursors, one JSON object a line; Conflict.

        `after` is where the collector stands (None before the first delivery), `cursor` the place
        after the last line. Conflict says that the collector stands elsewhere: ask `position()`
        and go on from there. Sent as gzip NDJSON, from memory: give some hundreds at a time.
        """
        plain = b"".join(map(_ended, lines))
        headers = {
            "Content-Type": NDJSON,
            "Content-Encoding": "gzip",
            "Porte-Voix-Cursor": cursor,
            **({} if after is None else {"Porte-Voix-After": after}),
            "Idempotency-Key": hashlib.sha256(cursor.encode() + b"\n" + plain).hexdigest(),
        }
        body = gzip.compress(plain, compresslevel=6, mtime=0)
        return parsed(Ack.from_json, self._call("POST", "/v1/deliveries", body, headers))

    def put_document(self, sha256: str, data: bytes) -> None:
        """Hand over a document that an Ack said was missing; ValueError when it is another one."""
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ValueError("these bytes do not have that sha256")
        path = f"/v1/deliveries/documents/{segment(sha256)}"
        self._call("PUT", path, data, {"Content-Type": "application/octet-stream"})

    def _call(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Any:
        request = self._caller.request(method, path, None, headers, body)
        return self._caller.fetch(request, read_json)


def _ended(line: bytes) -> bytes:
    """The line with one newline; ValueError when it hides another one, or says nothing."""
    bare = line.rstrip(b"\r\n")
    if not bare or b"\n" in bare:
        raise ValueError("give one change a line")
    return bare + b"\n"
