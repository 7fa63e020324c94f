"""Words with their places on a page, and the boxes of the personal data they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .findings import FindingType
from .shapes import Box
from .text import find


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, as fractions of the page; `line` groups the words of one line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    line: int


_MARGIN = 0.0025  # of the page, around a box: about half a millimetre on A4
_SAME_LINE = 0.6  # of a word's height: how far apart the middles of two words of a line may be


def boxes_of(page: int, words: Sequence[Word]) -> tuple[Box, ...]:
    """Find personal data in the words of a page, and box whole words, line by line.

    The words are read twice, as they come and as they lie on the page: tables and forms keep
    their labels and values apart in the file, columns are torn apart by position.
    """
    boxes: dict[tuple[float, ...], Box] = {}
    for reading in (words, in_lines(words)):
        for kind, run in _found(reading):
            box = _around(page, run, kind)
            boxes[box.x, box.y, box.width, box.height] = box
    return tuple(sorted(boxes.values(), key=lambda box: (box.y, box.x)))


def in_lines(words: Sequence[Word]) -> list[Word]:
    """Put words in the order they lie on the page: line by line, from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.top + word.bottom):
        height = max(word.bottom - word.top, 0.001)
        middle = (word.top + word.bottom) / 2
        last = lines[-1][0] if lines else None
        if last and abs((last.top + last.bottom) / 2 - middle) <= _SAME_LINE * height:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [
        Word(word.text, word.left, word.top, word.right, word.bottom, number)
        for number, line in enumerate(lines)
        for word in sorted(line, key=lambda word: word.left)
    ]


def _found(words: Sequence[Word]) -> Iterator[tuple[FindingType, list[Word]]]:
    """Give the words of each finding, one line at a time."""
    text, starts = _joined(words)
    index = 0
    for finding in find(text):
        while index + 1 < len(starts) and starts[index + 1] <= finding.start:
            index += 1
        run: list[Word] = []
        for word in words[index:]:
            if starts[index + len(run)] >= finding.end and run:
                break
            run.append(word)
        yield from ((finding.type, line) for line in _by_line(run))


def _joined(words: Sequence[Word]) -> tuple[str, list[int]]:
    """Write words as a text, one line each line; give where each word starts in it."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for index, word in enumerate(words):
        starts.append(length)
        following = words[index + 1 : index + 2]
        same_line = bool(following) and following[0].line == word.line
        piece = word.text + (" " if same_line else "\n")
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces), starts


def _by_line(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Divide the words of a finding where its line breaks."""
    line: list[Word] = []
    for word in words:
        if line and word.line != line[-1].line:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _around(page: int, words: Sequence[Word], kind: FindingType) -> Box:
    """Box a run of words, with a margin, within the page."""
    left = max(0.0, min(word.left for word in words) - _MARGIN)
    top = max(0.0, min(word.top for word in words) - _MARGIN)
    right = min(1.0, max(word.right for word in words) + _MARGIN)
    bottom = min(1.0, max(word.bottom for word in words) + _MARGIN)
    return Box(page, left, top, max(0.0, right - left), max(0.0, bottom - top), kind)
