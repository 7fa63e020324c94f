"""Pages as pixels: PDF pages at 150 dpi, pictures upright and without what surrounds the pixels."""

from __future__ import annotations

import io
import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from .formats import Format
from .reasons import Refused
from .shapes import Limits
from .text_layer import TextLayer, read_text_layer

DPI = 150
# Pages larger than this are rendered with fewer dots, so that memory stays within its limit.
_MOST_RENDERED = 12_000_000
# A4 at 212 dpi: enough for OCR, little enough for memory.
_LONGEST_SIDE = 2480
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD
_NO_TEXT = TextLayer([], is_complete=False)
_WRONG_PICTURE = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error)


@dataclass(frozen=True, slots=True)
class Raster:
    """One page: RGB pixels, its size in points (1/72 inch), and its text layer if it has one."""

    number: int
    image: Image.Image
    points: tuple[float, float]
    layer: TextLayer


def rasters_of(kind: Format, data: bytes, limits: Limits) -> Iterator[Raster]:
    """Render a document page by page, one in memory at a time; raises Refused."""
    return _pages(data, limits) if kind == "pdf" else iter([_picture(kind, data, limits)])


def _pages(data: bytes, limits: Limits) -> Iterator[Raster]:
    pdf = _open(data)
    try:
        count = len(pdf)
        if count == 0:
            raise Refused("empty_document")
        if count > limits.pages:
            raise Refused("too_many_pages", limit=limits.pages)
        for index in range(count):
            yield _page(pdf, index, limits)
    except pdfium.PdfiumError as error:
        raise Refused("damaged_document") from error
    finally:
        pdf.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        is_locked = error.err_code == _PASSWORD_ERROR
        raise Refused("encrypted_document" if is_locked else "damaged_document") from error


def _page(pdf: pdfium.PdfDocument, index: int, limits: Limits) -> Raster:
    """Render what the page itself paints; annotations and form values are left behind."""
    page = pdf[index]
    try:
        width, height = page.get_size()
        scale = _scale(width, height, limits)
        bitmap = page.render(
            scale=scale, may_draw_forms=False, draw_annots=False, limit_image_cache=True
        )
        image = bitmap.to_pil().convert("RGB")
        bitmap.close()
        return Raster(index + 1, image, (width, height), read_text_layer(page))
    finally:
        page.close()


def _scale(width: float, height: float, limits: Limits) -> float:
    """Give pixels per point: 150 dpi, less for posters; raises Refused for what is no paper."""
    if not (math.isfinite(width * height) and width >= 1 and height >= 1):
        raise Refused("damaged_document")
    scale = DPI / 72
    if width * height * scale**2 > limits.pixels or max(width, height) * scale > 32_000:
        raise Refused("too_many_pixels")
    return min(scale, math.sqrt(_MOST_RENDERED / (width * height)))


def _picture(kind: Format, data: bytes, limits: Limits) -> Raster:
    """Decode a picture, turn it upright, flatten it on white, bring it to a readable size."""
    Image.MAX_IMAGE_PIXELS = None  # our own limit comes first, and refuses instead of warning
    try:
        picture = Image.open(io.BytesIO(data), formats=[kind.upper()])
        if picture.width * picture.height > limits.pixels:
            raise Refused("too_many_pixels")
        if kind == "jpeg":
            picture.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        image = _on_white(picture)
    except _WRONG_PICTURE as error:
        raise Refused("damaged_document") from error
    width, height = image.size
    scale = 842 / max(width, height)  # shown as large as A4
    return Raster(1, image, (width * scale, height * scale), _NO_TEXT)


def _on_white(picture: Image.Image) -> Image.Image:
    """Shrink first, then give the pixels alone: no palette, no transparency, no metadata."""
    if picture.mode in {"P", "1"} or picture.mode.startswith("I"):
        picture = picture.convert("RGBA" if picture.mode == "P" else "L")
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        pixels = picture.convert("RGBA")
        image = Image.new("RGB", pixels.size, "white")
        image.paste(pixels, mask=pixels.getchannel("A"))
        return image
    image = Image.new("RGB", picture.size, "white")
    image.paste(picture.convert("RGB"))
    return image
