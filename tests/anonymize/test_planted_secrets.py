"""Nothing of a document survives but pixels: secrets planted everywhere are looked for after."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from PIL import Image, PngImagePlugin

from widget_backend.anonymize import sandbox
from widget_backend.anonymize.documents import sanitize

Make = Callable[..., bytes]
PLANTED = "SECRET-7788-PLANTED"


def leaks(data: bytes, secrets: tuple[str, ...]) -> list[str]:
    """Name the secrets that the bytes, the streams or the text of a file hold."""
    places = [data, *_streams(data), _visible_text(data).encode()]
    return [
        secret
        for secret in secrets
        if any(written in place for place in places for written in _writings(secret))
    ]


def _writings(secret: str) -> set[bytes]:
    """Write a secret in the ways that files do."""
    encodings = ("latin-1", "utf-16-be", "utf-16-le")
    plain = {secret.encode(encoding) for encoding in encodings}
    return plain | {written.hex().encode() for written in plain}


def _streams(data: bytes) -> list[bytes]:
    """Inflate whatever can be inflated in a PDF."""
    inflated = []
    for part in data.split(b"stream")[1:]:
        try:
            inflated.append(zlib.decompressobj().decompress(part.lstrip(b"\r\n")))
        except zlib.error:
            continue
    return inflated


def _visible_text(data: bytes) -> str:
    """Extract what a PDF reader can select, and its metadata."""
    if not data.startswith(b"%PDF"):
        return ""
    document = pypdfium2.PdfDocument(data)
    text = [page.get_textpage().get_text_bounded() for page in document]
    text += map(str, document.get_metadata_dict().values())
    document.close()
    return "".join(text)


def hide_metadata(pdf: Any) -> None:
    """Put the secret into title, author, keywords, and XMP."""
    pdf.set_title(PLANTED)
    pdf.set_author(PLANTED)
    pdf.set_keywords(PLANTED)
    pdf.set_xmp_metadata(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{PLANTED}</x:xmpmeta>")


def hide_attachment(pdf: Any) -> None:
    """Attach a file."""
    pdf.embed_file(bytes=PLANTED.encode() * 3, basename="a.txt")


def hide_annotations(pdf: Any) -> None:
    """Leave a note, a comment on the page, and a link."""
    pdf.text_annotation(10, 10, PLANTED)
    pdf.free_text_annotation(PLANTED, x=20, y=100, w=100, h=10)
    pdf.link(10, 10, 50, 50, f"https://exemple.fr/?token={PLANTED}")


def hide_words(pdf: Any) -> None:
    """Write in white, under a black rectangle, outside the page, and invisibly."""
    pdf.set_text_color(255, 255, 255)
    pdf.text(20, 200, PLANTED)
    pdf.set_text_color(0, 0, 0)
    pdf.text(20, 220, PLANTED)
    pdf.rect(15, 210, 100, 15, style="F")
    pdf.text(-300, 50, PLANTED)


def hide_in_picture(pdf: Any) -> None:
    """Place a small picture whose EXIF and comment speak."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = PLANTED
    Image.new("RGB", (40, 40), "gray").save(out, "JPEG", exif=exif, comment=PLANTED.encode())
    pdf.image(out, x=150, y=250, w=10)


HIDING = [hide_metadata, hide_attachment, hide_annotations, hide_words, hide_in_picture]


def appended(data: bytes) -> bytes:
    """Add bytes after the end of a file, as a comment, an object and as they are."""
    extra = f"\n99 0 obj\n({PLANTED})\nendobj\n% {PLANTED}\n{PLANTED}"
    return data + extra.encode()


@pytest.mark.parametrize("hide", HIDING)
def test_nothing_hidden_in_a_pdf_survives(
    hide: Any, make_letter: Make, secrets: tuple[str, ...]
) -> None:
    """Text, metadata, attachments, annotations and hidden words are gone from the rebuilt PDF."""
    data = make_letter(prepare=hide)
    assert PLANTED in leaks(data, secrets)
    result = sanitize(appended(data))
    assert result.pdf is not None
    assert leaks(result.pdf, secrets) == []


def test_passing_the_file_through_is_caught(make_letter: Make, secrets: tuple[str, ...]) -> None:
    """Control: a sanitizer that gives the file back as it came fails the same search."""
    assert leaks(appended(make_letter(prepare=hide_metadata)), secrets) == list(secrets)


def speaking_jpeg(image: Image.Image) -> bytes:
    """Encode with EXIF, a comment, and bytes after the end."""
    exif = Image.Exif()
    exif[0x010E] = PLANTED
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=PLANTED.encode())
    return appended(out.getvalue())


def speaking_png(image: Image.Image) -> bytes:
    """Encode with text chunks, plain and compressed, and bytes after the end."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", PLANTED)
    info.add_text("Author", PLANTED, zip=True)
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=info)
    return appended(out.getvalue())


@pytest.mark.parametrize("encode", [speaking_jpeg, speaking_png])
def test_nothing_beside_the_pixels_of_a_picture_survives(
    encode: Callable[[Image.Image], bytes], scan: Image.Image, secrets: tuple[str, ...]
) -> None:
    """EXIF, comments, text chunks and trailing bytes are gone from the rebuilt PDF."""
    data = encode(scan)
    assert PLANTED in leaks(data, secrets)
    result = sanitize(data, ocr=False)
    assert result.pdf is not None
    assert leaks(result.pdf, secrets) == []


def test_a_polyglot_is_what_it_begins_as(
    scan: Image.Image, make_letter: Make, secrets: tuple[str, ...]
) -> None:
    """A picture that is also a PDF is rebuilt as the picture; the rest of it is gone."""
    result = sanitize(speaking_jpeg(scan) + make_letter(3), ocr=False)
    assert result.pdf is not None
    assert len(result.pages) == 1
    assert leaks(result.pdf, secrets) == []


def test_ocr_does_not_see_what_was_burned(make_letter: Make) -> None:
    """Read again, by OCR where it is installed, the rebuilt letter shows no finding."""
    first = sanitize(make_letter())
    assert first.pdf is not None
    again = sanitize(first.pdf)
    read_by = "ocr" if sandbox.find_tesseract() else "unread"
    assert [(page.read_by, page.boxes) for page in again.pages] == [(read_by, ())]
