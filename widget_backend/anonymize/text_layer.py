"""The words of a PDF page, from its text layer, and whether that layer tells all one can see."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from .words import Word

# A page with more characters than this is no letter; it is read by OCR, or by a person.
_MOST_CHARACTERS = 60_000
# Fonts without a Unicode map give characters that mean nothing: such a layer cannot be trusted.
_MOST_UNREADABLE = 0.05
# Pictures that cover more of the page than this may hold words that no text layer has.
_MOST_PICTURED = 0.08
_HYPHEN = 0x02  # how PDFium gives a hyphen at the end of a line
_SPACES = frozenset((0x00, 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000))


@dataclass(slots=True)
class _Run:
    """The characters of a word, and the box around them in points."""

    text: list[str] = field(default_factory=list)
    left: float = float("inf")
    bottom: float = float("inf")
    right: float = float("-inf")
    top: float = float("-inf")

    def add(self, character: str, rectangle: raw.FS_RECTF) -> None:
        """Take one more character; loose boxes cover accents and descenders."""
        self.text.append(character)
        self.left = min(self.left, rectangle.left, rectangle.right)
        self.right = max(self.right, rectangle.left, rectangle.right)
        self.bottom = min(self.bottom, rectangle.bottom, rectangle.top)
        self.top = max(self.top, rectangle.bottom, rectangle.top)


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of a page; `is_complete` says that they are all that a reader sees."""

    words: list[Word]
    is_complete: bool


def read_text_layer(page: pdfium.PdfPage) -> TextLayer:
    """Read the words of a page that has a text layer; hidden words come too, and do no harm."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if not 0 < count <= _MOST_CHARACTERS:
            return TextLayer([], is_complete=False)
        words = list(_words(page, textpage, count))
    finally:
        textpage.close()
    is_complete = bool(words) and _is_readable(words) and _pictured(page) <= _MOST_PICTURED
    return TextLayer(words, is_complete)


def _words(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, count: int) -> Iterator[Word]:
    """Gather characters into words, words into lines."""
    run, line = _Run(), 0
    rectangle = raw.FS_RECTF()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _SPACES:
            if run.text:
                yield _word(page, run, line)
                run = _Run()
            line += code == 0x0A
            continue
        raw.FPDFText_GetLooseCharBox(textpage, index, rectangle)
        run.add(_character(code), rectangle)
    if run.text:
        yield _word(page, run, line)


def _character(code: int) -> str:
    if code == _HYPHEN:
        return "-"
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"


def _word(page: pdfium.PdfPage, run: _Run, line: int) -> Word:
    """Turn the box of a word into fractions of the page."""
    x1, y1 = _fractions(page, (run.left, run.top))
    x2, y2 = _fractions(page, (run.right, run.bottom))
    return Word("".join(run.text), min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2), line)


_GRID = 100_000  # device units across a page: fractions to five digits


def _fractions(page: pdfium.PdfPage, point: tuple[float, float]) -> tuple[float, float]:
    """Turn points of the file into fractions of the page as it is shown (rotated, cropped)."""
    x, y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, *point, x, y)
    return x.value / _GRID, y.value / _GRID


def _is_readable(words: list[Word]) -> bool:
    """Tell whether the characters mean something: no private use, no replacement."""
    text = "".join(word.text for word in words)
    bad = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text)
    return bad <= _MOST_UNREADABLE * len(text)


def _pictured(page: pdfium.PdfPage) -> float:
    """Give the share of the page that pictures cover, overlaps counted twice."""
    return sum(
        _covered(page, picture)
        for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=5)
    )


def _covered(page: pdfium.PdfPage, picture: pdfium.PdfObject) -> float:
    """Give the share of the page under one picture, wherever it is nested."""
    left, bottom, right, top = picture.get_bounds()
    corners = [(left, bottom), (left, top), (right, bottom), (right, top)]
    container = picture.container
    while container is not None:
        corners = [container.get_matrix().on_point(*corner) for corner in corners]
        container = container.container
    places = [_fractions(page, corner) for corner in corners]
    across = _clipped(max(x for x, _ in places)) - _clipped(min(x for x, _ in places))
    down = _clipped(max(y for _, y in places)) - _clipped(min(y for _, y in places))
    return across * down


def _clipped(fraction: float) -> float:
    return min(1.0, max(0.0, fraction))
