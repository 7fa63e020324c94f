"""What document sanitizing takes and gives: plain data, carried between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .findings import FindingType

Decision = Literal["accepted", "needs_review", "refused"]
# How the words of a page were read; "blank" pages have none, "unread" ones a person must look at.
ReadBy = Literal["text_layer", "ocr", "blank", "unread"]

ACCEPTED: Decision = "accepted"
NEEDS_REVIEW: Decision = "needs_review"
REFUSED: Decision = "refused"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost.

    `pixels` is per page: of a picture as sent, of a PDF page at 150 dpi. `seconds` is for all but
    OCR; OCR may add `ocr_seconds`, and pages it does not reach in time stay unread.
    Of `memory` (bytes) the worker may take five eighths, and so may the OCR program that it starts
    once the page is small: together they stay below the whole.
    """

    bytes: int = 10 * 2**20
    pages: int = 20
    pixels: int = 50_000_000
    seconds: float = 8.0
    ocr_seconds: float = 20.0
    memory: int = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle to burn black: `page` from 1, the rest as fractions of the page (0 to 1).

    `type` is that of the finding underneath; None for one that a person drew.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    type: FindingType | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document was not simply accepted: a stable code, what to do about it, which page."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size in pixels, what was (or would be) burned, how it was read.

    `image` is a PNG of the page before burning, in a preview only.
    """

    number: int
    width: int
    height: int
    boxes: tuple[Box, ...]
    read_by: ReadBy
    image: bytes | None = None


@dataclass(frozen=True, slots=True)
class Sanitized:
    """A document rebuilt from pixels; `pdf` is None when it was refused."""

    decision: Decision
    reasons: tuple[Reason, ...]
    pdf: bytes | None
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages of a document as pictures, with the boxes that sanitizing would burn."""

    decision: Decision
    reasons: tuple[Reason, ...]
    pages: tuple[Page, ...]
