"""How pages are read: by their text layer, by OCR, or by a person."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from widget_backend.anonymize.ocr import Reading, Unreadable, reading_of
from widget_backend.anonymize.pipeline import Job
from widget_backend.anonymize.shapes import ACCEPTED, NEEDS_REVIEW, Limits
from widget_backend.anonymize.words import Word, boxes_of, in_lines

Make = Callable[..., bytes]


class FakeOcr:
    """An engine that sees the words it was told, or fails."""

    def __init__(self, reading: Reading | None) -> None:
        self.reading = reading
        self.pages = 0

    def read(self, image: Image.Image, seconds: float) -> Reading:
        """Answer as told; None is an engine that gives no answer."""
        self.pages += 1
        if self.reading is None:
            raise Unreadable
        return self.reading


def line_of(*texts: str, top: float = 0.1, line: int = 0) -> list[Word]:
    """Lay words on one line."""
    return [
        Word(text, 0.1 + index * 0.1, top, 0.19 + index * 0.1, top + 0.02, line)
        for index, text in enumerate(texts)
    ]


@pytest.fixture
def picture(scan: Image.Image, encode: Make) -> bytes:
    """Give the scan of a letter as PNG."""
    return encode(scan, "PNG")


def test_words_that_ocr_sees_are_burned(picture: bytes) -> None:
    """A page that OCR reads with confidence is accepted, its findings burned."""
    ocr = FakeOcr(Reading(line_of("Mme", "Kermarrec", "habite", "ici"), is_confident=True))
    result = Job(Limits(), engine=ocr).run(picture)
    assert result.decision == ACCEPTED
    (box,) = result.pages[0].boxes
    assert box.type == "name"
    assert (box.x, box.width) == pytest.approx((0.2, 0.09), abs=0.01)


def test_a_badly_read_page_is_held(picture: bytes) -> None:
    """A page that OCR is unsure of is held for a person, with what was found already burned."""
    ocr = FakeOcr(Reading(line_of("Mme", "Kermarrec"), is_confident=False))
    result = Job(Limits(), engine=ocr).run(picture)
    assert result.decision == NEEDS_REVIEW
    assert len(result.pages[0].boxes) == 1


def test_an_engine_that_fails_leaves_the_page_unread(picture: bytes) -> None:
    """When OCR gives no answer the page is held, never accepted."""
    result = Job(Limits(), engine=FakeOcr(None)).run(picture)
    assert result.decision == NEEDS_REVIEW
    assert result.pages[0].read_by == "unread"


def test_ocr_stops_when_its_time_is_over(picture: bytes) -> None:
    """A page that OCR has no time left for is held instead of being waited for."""
    ocr = FakeOcr(Reading(line_of("bonjour"), is_confident=True))
    result = Job(Limits(ocr_seconds=0), engine=ocr).run(picture)
    assert (result.decision, ocr.pages) == (NEEDS_REVIEW, 0)


def test_a_complete_text_layer_needs_no_ocr(make_letter: Make) -> None:
    """OCR is not started for a page whose text layer tells all."""
    ocr = FakeOcr(None)
    assert Job(Limits(), engine=ocr).run(make_letter()).decision == ACCEPTED
    assert ocr.pages == 0


def test_a_lying_engine_would_be_accepted(picture: bytes) -> None:
    """Control: the decision does hang on the engine's confidence."""
    decisions = {
        Job(Limits(), engine=FakeOcr(Reading([], is_confident=sure))).run(picture).decision
        for sure in (True, False)
    }
    assert decisions == {ACCEPTED, NEEDS_REVIEW}


def row(text: str, confidence: int, left: int = 10) -> dict[str, str]:
    """Write a row of tesseract's table."""
    numbers = {"block_num": "1", "par_num": "1", "line_num": "1", "top": "20", "height": "10"}
    place = {"left": str(left), "width": "30", "conf": str(confidence), "text": text}
    return {"level": "5", **numbers, **place}


def test_the_table_of_ocr_becomes_words() -> None:
    """Words come with fractions of the page; rows without words are left out."""
    table = [{**row("", -1), "level": "4"}, row("Bonjour", 96), row("à tous ici", 91, left=50)]
    reading = reading_of(table, 100, 50)
    assert [word.text for word in reading.words] == ["Bonjour", "à tous ici"]
    first = reading.words[0]
    assert (first.left, first.top, first.right, first.bottom) == pytest.approx((0.1, 0.4, 0.4, 0.6))
    assert reading.is_confident


@pytest.mark.parametrize(
    "table",
    [[], [row("peu", 99)], [row("illisible" * 3, 20)], [row("bien", 95), row("douteux" * 2, 30)]],
)
def test_few_or_doubtful_words_are_no_reading(table: list[dict[str, str]]) -> None:
    """A photograph, a drawing or a blurred page does not count as read."""
    assert not reading_of(table, 100, 50).is_confident


def test_findings_over_two_lines_get_two_boxes() -> None:
    """A number that breaks over lines is boxed on each."""
    words = line_of("tel", "06", "39", "98") + line_of("12", "34", top=0.2, line=1)
    boxes = boxes_of(1, words)
    assert sorted({round(box.y, 2) for box in boxes}) == [0.1, 0.2]


def test_labels_are_joined_to_their_values_by_place() -> None:
    """A form that lists its labels first and its values after is read line by line too."""
    labels = [Word("Nom", 0.1, 0.1, 0.2, 0.12, 0), Word(":", 0.2, 0.1, 0.21, 0.12, 0)]
    other = [Word("Objet", 0.1, 0.5, 0.2, 0.52, 1)]
    value = [Word("KERMARREC", 0.3, 0.1, 0.5, 0.12, 2)]
    assert [word.text for word in in_lines(labels + other + value)][2] == "KERMARREC"
    assert [box.type for box in boxes_of(1, labels + other + value)] == ["name"]


def test_pictures_end_as_pixels(picture: bytes) -> None:
    """A preview is a PNG without anything of the file it was made from."""
    result = Job(Limits(), with_images=True).run(picture)
    image = result.pages[0].image
    assert image is not None
    assert Image.open(io.BytesIO(image)).info == {}
    assert result.pdf is None
