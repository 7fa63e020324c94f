"""Rebuild a document from pixels, so that nothing else of it survives.

A PDF, JPEG or PNG is rendered to pixels in a process of its own, the personal data that can be
read in it is burned black, and a new PDF is written from the pixels alone: metadata, scripts,
attachments, annotations, form values, hidden text and earlier revisions have nowhere to be.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import sandbox
from .frames import Request
from .reasons import reason
from .shapes import (
    ACCEPTED,
    NEEDS_REVIEW,
    REFUSED,
    Box,
    Decision,
    Limits,
    Page,
    Preview,
    Reason,
    Sanitized,
)

__all__ = [
    "ACCEPTED",
    "NEEDS_REVIEW",
    "REFUSED",
    "Box",
    "Decision",
    "Limits",
    "Page",
    "Preview",
    "Reason",
    "Sanitized",
    "preview",
    "sanitize",
]


def sanitize(
    data: bytes, *, limits: Limits | None = None, boxes: Sequence[Box] = (), ocr: bool = True
) -> Sanitized:
    """Rebuild a document, with what was found in it and the given boxes burned black.

    Accepted: every page was read. Needs review: a person must look at the pages that were not,
    before anybody else sees the PDF. Refused: there is no PDF, the reasons say what to do.
    Without `ocr`, or without tesseract on the machine, pages without a text layer are not read.
    """
    return _run(data, limits or Limits(), tuple(boxes), ocr=ocr, with_images=False)


def preview(data: bytes, *, limits: Limits | None = None, ocr: bool = True) -> Preview:
    """Give the pages as PNG pictures, not yet burned, with the boxes that are proposed."""
    result = _run(data, limits or Limits(), (), ocr=ocr, with_images=True)
    return Preview(result.decision, result.reasons, result.pages)


def _run(
    data: bytes, limits: Limits, boxes: tuple[Box, ...], *, ocr: bool, with_images: bool
) -> Sanitized:
    if len(data) > limits.bytes:
        megabytes = f"{limits.bytes / 2**20:g}"
        return Sanitized(REFUSED, (reason("too_many_bytes", limit=megabytes),), None, ())
    tesseract = sandbox.find_tesseract() if ocr else None
    return sandbox.run(Request(limits, boxes, with_images, tesseract), data)
