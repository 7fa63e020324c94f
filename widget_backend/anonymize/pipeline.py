"""From bytes to a decision: render, read, find, burn, rebuild. Runs in the worker.

What this cannot handle raises: the worker then dies, and the parent refuses the file.
"""

from __future__ import annotations

import io
import math
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image

from .formats import identify
from .ocr import OcrEngine, Unreadable
from .rasters import Raster, rasters_of
from .reasons import Refused, reason
from .rebuild import Picture, burned, kept, write_pdf
from .shapes import (
    ACCEPTED,
    NEEDS_REVIEW,
    REFUSED,
    Box,
    Limits,
    Page,
    ReadBy,
    Reason,
    Sanitized,
)
from .words import Word, boxes_of

# A page whose darkest and lightest pixels (after blurring) are this close shows nothing.
_BLANK_RANGE = 24


@dataclass(slots=True)
class _OcrTime:
    """What is left of the time that OCR may take on the whole file."""

    seconds: float

    def read(self, engine: OcrEngine, image: Image.Image) -> tuple[list[Word], bool]:
        """Let the engine read a page within what is left; an unread page has no words."""
        if self.seconds <= 0:
            return [], False
        begin = time.monotonic()
        alarm, _ = signal.setitimer(signal.ITIMER_REAL, 0)  # OCR has seconds of its own
        try:
            reading = engine.read(image, self.seconds)
        except Unreadable:
            return [], False
        finally:
            signal.setitimer(signal.ITIMER_REAL, alarm)
            self.seconds -= time.monotonic() - begin
        return reading.words, reading.is_confident


@dataclass(slots=True)
class Job:
    """One document on its way: how to read it, and what came of each page."""

    limits: Limits
    boxes: Sequence[Box] = ()
    engine: OcrEngine | None = None
    with_images: bool = False
    _pages: list[Page] = field(default_factory=list)
    _pictures: list[Picture] = field(default_factory=list)

    def run(self, data: bytes) -> Sanitized:
        """Rebuild a document, or refuse it with a reason."""
        try:
            _check_boxes(self.boxes, self.limits)
            ocr = _OcrTime(self.limits.ocr_seconds)
            for raster in rasters_of(identify(data), data, self.limits):
                self._take(raster, ocr)
            if any(box.page > len(self._pages) for box in self.boxes):
                raise Refused("invalid_box")
        except Refused as refused:
            return Sanitized(REFUSED, (refused.reason,), None, ())
        reasons = tuple(_unread(self._pages))
        decision = NEEDS_REVIEW if reasons else ACCEPTED
        pdf = None if self.with_images else write_pdf(self._pictures)
        return Sanitized(decision, reasons, pdf, tuple(self._pages))

    def _take(self, raster: Raster, ocr: _OcrTime) -> None:
        """Read one page, then keep it as pixels: burned, or as it is for a preview."""
        seen, read_by = self._read(raster, ocr)
        boxes = boxes_of(raster.number, raster.layer.words) + boxes_of(raster.number, seen)
        boxes += tuple(box for box in self.boxes if box.page == raster.number)
        image = kept(raster.image, raster.points)
        png = _png(image) if self.with_images else None
        self._pages.append(Page(raster.number, *image.size, boxes, read_by, png))
        if not self.with_images:
            self._pictures.append(burned(image, raster.points, boxes))

    def _read(self, raster: Raster, ocr: _OcrTime) -> tuple[list[Word], ReadBy]:
        """Give the words that OCR sees, where the text layer does not tell all."""
        if raster.layer.is_complete:
            return [], "text_layer"
        if not raster.layer.words and _is_blank(raster.image):
            return [], "blank"
        if self.engine is None:
            return [], "unread"
        words, is_confident = ocr.read(self.engine, raster.image)
        return words, "ocr" if is_confident else "unread"


def _check_boxes(boxes: Sequence[Box], limits: Limits) -> None:
    """A box that cannot be placed must not be lost: somebody counts on it."""
    for box in boxes:
        numbers = (box.x, box.y, box.width, box.height)
        if not all(map(math.isfinite, numbers)) or not 1 <= box.page <= limits.pages:
            raise Refused("invalid_box")
        if min(numbers) < 0 or max(numbers) > 1:
            raise Refused("invalid_box")


def _unread(pages: Sequence[Page]) -> list[Reason]:
    return [reason("unread_page", page.number) for page in pages if page.read_by == "unread"]


def _is_blank(image: Image.Image) -> bool:
    """Tell a page that shows nothing, the grain of the scanner aside."""
    small = image.convert("L").reduce(4)
    low, high = small.getextrema()
    return isinstance(low, int) and isinstance(high, int) and high - low < _BLANK_RANGE


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
