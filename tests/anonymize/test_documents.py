"""What becomes of a document: accepted, held for a person, or refused with a reason."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from widget_backend.anonymize import sandbox
from widget_backend.anonymize.documents import (
    ACCEPTED,
    NEEDS_REVIEW,
    REFUSED,
    Box,
    Limits,
    preview,
    sanitize,
)

Make = Callable[..., bytes]


def codes(result: Any) -> list[str]:
    """Give the codes of the reasons of a result."""
    return [reason.code for reason in result.reasons]


def test_a_letter_is_accepted(make_letter: Make) -> None:
    """A PDF with a text layer is read, its personal data boxed by type, and accepted."""
    result = sanitize(make_letter())
    assert (result.decision, result.reasons) == (ACCEPTED, ())
    (page,) = result.pages
    assert page.read_by == "text_layer"
    assert {box.type for box in page.boxes} == {"name", "email", "phone"}


def test_what_was_found_is_black(make_letter: Make, look: Any) -> None:
    """Every box is burned into the pixels, edge to edge."""
    result = sanitize(make_letter())
    assert result.pdf is not None
    (image,) = look(result.pdf)
    for box in result.pages[0].boxes:
        assert darkest_to_lightest(image, box)[1] < 60


def darkest_to_lightest(image: Image.Image, box: Box) -> tuple[int, int]:
    """Give the extremes of the gray values under a box."""
    left, top = int(box.x * image.width), int(box.y * image.height)
    right = int((box.x + box.width) * image.width)
    bottom = int((box.y + box.height) * image.height)
    return image.crop((left, top, right, bottom)).getextrema()  # type: ignore[return-value]


def test_unburned_words_would_be_seen(make_letter: Make, look: Any) -> None:
    """Control: in the letter as received, the same places are not black."""
    boxes = sanitize(make_letter()).pages[0].boxes
    (image,) = look(make_letter())
    assert all(darkest_to_lightest(image, box)[1] > 200 for box in boxes)


def test_the_same_document_gives_the_same_bytes(make_letter: Make) -> None:
    """A rebuilt PDF holds no date, no identifier, nothing of the moment."""
    assert sanitize(make_letter()).pdf == sanitize(make_letter()).pdf


def test_drawn_boxes_are_burned_too(make_letter: Make, look: Any) -> None:
    """The boxes that a person drew are burned beside those that were found."""
    drawn = Box(2, 0.05, 0.03, 0.5, 0.03)
    result = sanitize(make_letter(2), boxes=[drawn])
    assert result.pdf is not None
    first, second = look(result.pdf)
    assert darkest_to_lightest(second, drawn)[1] < 60 < darkest_to_lightest(first, drawn)[1]


@pytest.mark.parametrize(
    "box",
    [
        Box(3, 0.1, 0.1, 0.1, 0.1),
        Box(0, 0.1, 0.1, 0.1, 0.1),
        Box(1, -0.1, 0.1, 0.1, 0.1),
        Box(1, 0.1, 0.1, float("nan"), 0.1),
    ],
)
def test_a_misplaced_box_is_not_lost(make_letter: Make, box: Box) -> None:
    """A box that lies on no page refuses the document: somebody counts on it."""
    assert codes(sanitize(make_letter(2), boxes=[box])) == ["invalid_box"]


def test_a_preview_keeps_nothing_and_burns_nothing(make_letter: Make) -> None:
    """A preview gives each page as a PNG in the size of its boxes, and what would be burned."""
    result = preview(make_letter(2))
    assert (result.decision, len(result.pages)) == (ACCEPTED, 2)
    for number, page in enumerate(result.pages, start=1):
        assert page.number == number
        assert page.image is not None
        assert page.image.startswith(b"\x89PNG")
        assert {box.type for box in page.boxes} == {"name", "email", "phone"}


def test_a_scan_is_read_where_ocr_is_installed(scan: Image.Image, encode: Make) -> None:
    """A picture of a letter is accepted when tesseract reads it, held for a person without it."""
    result = sanitize(encode(scan, "PNG"))
    installed = sandbox.find_tesseract() is not None
    assert result.decision == (ACCEPTED if installed else NEEDS_REVIEW)
    found = {box.type for box in result.pages[0].boxes}
    assert found == ({"name", "email", "phone"} if installed else set())


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_without_ocr_is_held(scan: Image.Image, encode: Make, kind: str) -> None:
    """Without OCR a picture becomes a PDF that a person must look at."""
    result = sanitize(encode(scan, kind), ocr=False)
    assert (result.decision, codes(result)) == (NEEDS_REVIEW, ["unread_page"])
    assert result.reasons[0].page == 1
    assert result.pdf is not None


def test_a_scanned_page_among_others_is_named(scan: Image.Image, make_letter: Make) -> None:
    """A page that is a picture under a thin text layer is not taken for read."""

    def add_scan(pdf: Any) -> None:
        pdf.add_page()
        pdf.image(scan, x=0, y=0, w=pdf.w)
        pdf.text(100, 290, "page 2")

    result = sanitize(make_letter(prepare=add_scan), ocr=False)
    assert [(reason.code, reason.page) for reason in result.reasons] == [("unread_page", 2)]


def test_a_blank_page_is_read(make_letter: Make) -> None:
    """A page that shows nothing needs no person and no OCR."""
    result = sanitize(make_letter(prepare=lambda pdf: pdf.add_page()), ocr=False)
    assert result.decision == ACCEPTED
    assert [page.read_by for page in result.pages] == ["text_layer", "blank"]


def test_pictures_are_turned_upright(scan: Image.Image, encode: Make) -> None:
    """The orientation that EXIF gives is applied to the pixels before EXIF is dropped."""
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,) = sanitize(encode(scan, "JPEG", exif=exif), ocr=False).pages
    assert page.width > page.height


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_picture_is_taken(encode: Make, mode: str) -> None:
    """PNG pictures of any depth, palette or transparency are rebuilt."""
    result = sanitize(encode(Image.new(mode, (60, 40)), "PNG"), ocr=False)
    assert result.decision == ACCEPTED


def test_limits_are_kept(make_letter: Make, scan: Image.Image, encode: Make) -> None:
    """Bytes, pages and pixels above the limits are refused, each with its code."""
    letter = make_letter(3)
    assert codes(sanitize(letter, limits=Limits(bytes=100))) == ["too_many_bytes"]
    assert codes(sanitize(letter, limits=Limits(pages=2))) == ["too_many_pages"]
    assert codes(sanitize(letter, limits=Limits(pixels=10_000))) == ["too_many_pixels"]
    picture = encode(scan, "PNG")
    assert codes(sanitize(picture, limits=Limits(pixels=10_000))) == ["too_many_pixels"]


def test_a_locked_pdf_is_refused(make_letter: Make) -> None:
    """A PDF that asks for a password is refused; one that only forbids printing is not."""
    locked = make_letter(prepare=lambda pdf: pdf.set_encryption("owner", "user"))
    restricted = make_letter(prepare=lambda pdf: pdf.set_encryption("owner"))
    assert codes(sanitize(locked)) == ["encrypted_document"]
    assert sanitize(restricted).decision == ACCEPTED


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "empty_document", "empty"),
        (b"\0 \n", "empty_document", "empty"),
        (b"PK\x03\x04word/document.xml", "unsupported_document", "Word"),
        (b"\0\0\0\x18ftypheic", "unsupported_document", "HEIC"),
        (b"<svg xmlns='x'>%PDF-1.4</svg>", "unsupported_document", "SVG"),
        (b"hello", "unsupported_document", "another kind"),
        (b"%PDF-1.7\nnot one", "damaged_document", "cannot be opened"),
        (b"\xff\xd8\xff\xe0 not one", "damaged_document", "cannot be opened"),
        (b"\x89PNG\r\n\x1a\n not one", "damaged_document", "cannot be opened"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, code: str, word: str) -> None:
    """Other files are refused by their content, with a sentence that says what to send."""
    result = sanitize(data)
    assert (result.decision, result.pdf, codes(result)) == (REFUSED, None, [code])
    assert word in result.reasons[0].message


def test_a_truncated_picture_is_refused(scan: Image.Image, encode: Make) -> None:
    """A picture whose end is missing is refused instead of half shown."""
    data = encode(scan, "JPEG")
    assert codes(sanitize(data[: len(data) // 2])) == ["damaged_document"]


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_whatever_comes_gets_a_decision(data: st.DataObject, make_letter: Make) -> None:
    """Damaged documents get a decision, never an exception."""
    original = bytearray(make_letter())
    for _ in range(data.draw(st.integers(1, 12))):
        place = data.draw(st.integers(0, len(original) - 1))
        original[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(original)))
    whole = data.draw(st.booleans())
    result = sanitize(bytes(original if whole else original[:cut]), ocr=False)
    assert result.decision in {ACCEPTED, NEEDS_REVIEW, REFUSED}
    assert (result.pdf is None) == (result.decision == REFUSED)
    assert bool(result.reasons) == (result.decision != ACCEPTED)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_follow_turned_and_cropped_pages(make_letter: Make, look: Any, rotation: int) -> None:
    """On a page that is turned and cropped by the file, boxes lie on the words they hide."""
    document = pypdfium2.PdfDocument(make_letter())
    page = document[0]
    page.set_rotation(rotation)
    page.set_cropbox(10, 400, 560, 840)
    out = io.BytesIO()
    document.save(out)
    document.close()
    result = sanitize(out.getvalue())
    assert result.pdf is not None
    (before,), (after,) = look(out.getvalue()), look(result.pdf)
    assert before.size == after.size
    assert {box.type for box in result.pages[0].boxes} == {"name", "email", "phone"}
    for box in result.pages[0].boxes:
        low, high = darkest_to_lightest(before, box)
        assert low < 100 < 200 < high
        assert darkest_to_lightest(after, box)[1] < 60
