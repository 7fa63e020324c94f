"""What a file is, by its content; its name and its declared type are never looked at."""

from __future__ import annotations

from typing import Literal

from .reasons import Refused

Format = Literal["pdf", "jpeg", "png"]

# Readers accept a PDF header within the first kilobyte (ISO 32000-1, annex H, note 13).
_PDF_HEADER_REACH = 1024
_UNSUPPORTED = (
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"{\\rtf", "a rich text file"),
)
_TEXTS = (
    (b"<svg", "an SVG drawing"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
)


def identify(data: bytes) -> Format:
    """Tell a PDF, a JPEG or a PNG by its first bytes; raises Refused for anything else."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("empty_document")
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    what = _name(data)
    if what is None and b"%PDF-" in data[:_PDF_HEADER_REACH]:
        return "pdf"
    raise Refused("unsupported_document", what=what or "a file of another kind")


def _name(data: bytes) -> str | None:
    """Name what people often send instead, so that they know what to change."""
    for start, what in _UNSUPPORTED:
        if data.startswith(start):
            return what
    if data[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif"}:
        return "a HEIC or AVIF photo"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a WebP picture"
    beginning = data[:_PDF_HEADER_REACH].lower()
    return next((what for tag, what in _TEXTS if tag in beginning), None)
