"""The documents of responses: pictures of pages, free of personal data."""

from __future__ import annotations

import hashlib
from functools import partial

from porte_voix._caller import Caller, segment
from porte_voix._problems import unexpected
from porte_voix._transport import Request, Response


class Documents:
    """Documents by the hash of their bytes (scope responses:read)."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def download(self, sha256: str) -> bytes:
        """The bytes, proven to be the ones that were asked for; NotFound."""
        path = f"/v1/documents/{segment(sha256)}"
        request = self._caller.request("GET", path, headers={"Accept": "*/*"})
        return self._caller.fetch(request, partial(_proven, sha256.lower()))


def _proven(sha256: str, request: Request, response: Response) -> bytes:
    with response:
        data = response.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        why = "The document is not the one that was asked for: its bytes do not have that hash."
        raise unexpected(request, response, why)
    return data
