"""Burn boxes into pixels, and write a PDF that holds pixels and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .shapes import Box

_QUALITY = 80
# A4 at 150 dpi: what was needed for reading may be larger than what is kept.
_LONGEST_KEPT = 1754


@dataclass(frozen=True, slots=True)
class Picture:
    """A page ready to be written: JPEG bytes, its size in pixels and in points."""

    jpeg: bytes
    pixels: tuple[int, int]
    points: tuple[float, float]
    is_gray: bool


def kept(image: Image.Image, points: tuple[float, float]) -> Image.Image:
    """Give the pixels alone, at 150 dpi of the page's size in points, A4's worth at least."""
    pixels = Image.new("RGB", image.size)
    pixels.paste(image)
    longest = max(_LONGEST_KEPT, round(max(points) * 150 / 72))
    pixels.thumbnail((longest, longest))
    return pixels


def burned(image: Image.Image, points: tuple[float, float], boxes: Iterable[Box]) -> Picture:
    """Paint the boxes black over the pixels of a page (see `kept`), and encode it."""
    _paint(image, boxes)
    is_gray = _has_no_colour(image)
    out = io.BytesIO()
    (image.convert("L") if is_gray else image).save(out, "JPEG", quality=_QUALITY)
    return Picture(out.getvalue(), image.size, points, is_gray)


def _paint(image: Image.Image, boxes: Iterable[Box]) -> None:
    """Paint outwards to whole pixels, so that no edge of a letter shows."""
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for box in boxes:
        left, top = int(box.x * width) - 1, int(box.y * height) - 1
        right = int((box.x + box.width) * width) + 1
        bottom = int((box.y + box.height) * height) + 1
        draw.rectangle((left, top, max(left, right), max(top, bottom)), fill="black")


def _has_no_colour(image: Image.Image) -> bool:
    """Tell a page in black and white, which needs a third of the bytes."""
    small = image.resize((64, 64), Image.Resampling.BOX).convert("HSV")
    saturation = small.getchannel("S").getextrema()
    return isinstance(saturation[1], int) and saturation[1] < 24


def write_pdf(pictures: Sequence[Picture]) -> bytes:
    """Write one page per picture: the same pictures always give the same bytes.

    There is no title, date, producer or identifier (ISO 32000-1, 7.5: all are optional).
    """
    kids = " ".join(f"{3 + 3 * index} 0 R" for index in range(len(pictures)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pictures)} >>".encode(),
    ]
    for index, picture in enumerate(pictures):
        objects += _page_objects(3 + 3 * index, picture)
    return _file(objects)


def _page_objects(first: int, picture: Picture) -> tuple[bytes, bytes, bytes]:
    """Give a page, its content (draw the picture on the whole page), its picture."""
    width, height = picture.points
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.2f} {height:.2f}]"
        f" /Resources << /XObject << /P {first + 2} 0 R >> >> /Contents {first + 1} 0 R >>"
    )
    content = f"{width:.2f} 0 0 {height:.2f} 0 0 cm /P Do".encode()
    colours = "/DeviceGray" if picture.is_gray else "/DeviceRGB"
    header = (
        f"<< /Type /XObject /Subtype /Image /Width {picture.pixels[0]} /Height {picture.pixels[1]}"
        f" /ColorSpace {colours} /BitsPerComponent 8 /Filter /DCTDecode"
        f" /Length {len(picture.jpeg)} >>"
    )
    return (
        page.encode(),
        _stream(f"<< /Length {len(content)} >>", content),
        _stream(header, picture.jpeg),
    )


def _stream(header: str, data: bytes) -> bytes:
    return header.encode() + b"\nstream\n" + data + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    """Number the objects and say where each begins."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
