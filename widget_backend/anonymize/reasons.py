"""Why a document is refused or held, in one sentence that says what to do."""

from __future__ import annotations

from .shapes import Reason

MESSAGES = {
    "unsupported_document": "This is {what}; send a PDF, a JPEG or a PNG instead.",
    "encrypted_document": "This PDF asks for a password; save a copy without one and send that.",
    "empty_document": "This file is empty; choose the document again.",
    "damaged_document": "This file cannot be opened; save or photograph the document again.",
    "too_many_bytes": "This file is larger than {limit} MB; send fewer pages or a smaller picture.",
    "too_many_pages": "This document has more than {limit} pages; send the pages that matter.",
    "too_many_pixels": "A page or picture is too large; send it with fewer pixels.",
    "too_much_memory": "This file needs too much memory; send it as smaller pictures.",
    "took_too_long": "This file takes too long to read; send fewer pages, or pictures of them.",
    "invalid_box": "A box lies outside the document's pages; draw it again.",
    "unread_page": "Page {page} could not be read with confidence; a person must look at it.",
}


class Refused(Exception):
    """The document cannot be rebuilt; `reason` says why and what to do."""

    def __init__(self, code: str, **facts: object) -> None:
        self.reason = reason(code, None, **facts)
        super().__init__(code)


def reason(code: str, page: int | None = None, **facts: object) -> Reason:
    """Make the reason of a code, with the facts that its sentence names."""
    return Reason(code, MESSAGES[code].format(page=page, **facts), page)
