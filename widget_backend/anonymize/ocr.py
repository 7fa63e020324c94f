"""Read the words of a picture with tesseract, where it is installed.

The worker itself starts it, so that the program runs under the worker's own limits: it inherits
the memory and CPU limits, the closed network and file system, and dies with the worker's group.
"""

from __future__ import annotations

import csv
import io
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PIL import Image

from .words import Word

# Words below this confidence (0 to 100) count as badly read.
_CONFIDENT = 60.0
# The share of a page's letters that confident words must hold.
_ENOUGH = 0.85
# Fewer letters than this on a page that is not blank: a photograph, a drawing, handwriting.
_FEWEST_LETTERS = 12
_LANGUAGES = ("fra", "eng")
_LISTING_SECONDS = 5.0


class Unreadable(Exception):
    """The engine gave no answer: it is missing, failed, or ran out of time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words that OCR saw, and whether it read the page with confidence."""

    words: list[Word]
    is_confident: bool


class OcrEngine(Protocol):
    """Reads one page; tests plug in their own."""

    def read(self, image: Image.Image, seconds: float) -> Reading:
        """Read a page's words within a time; raises Unreadable."""
        ...


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The tesseract program at a path; French when its data is installed."""

    path: str

    def read(self, image: Image.Image, seconds: float) -> Reading:
        """Start tesseract on one page: a picture on its stdin, a table of words on its stdout."""
        table = _run(
            [self.path, "stdin", "stdout", "-l", _language(self.path), "--psm", "1", "tsv"],
            _as_pnm(image),
            seconds,
        )
        rows = csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE)
        return reading_of(rows, *image.size)


@cache
def _language(path: str) -> str:
    """Give French when its data is installed; what is wrong with the program shows here first."""
    installed = _run([path, "--list-langs"], b"", _LISTING_SECONDS).split()
    return next((language for language in _LANGUAGES if language in installed), "eng")


def _run(command: list[str], data: bytes, seconds: float) -> str:
    """Run the program with one thread and no environment; raises Unreadable."""
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=max(seconds, 0.1),
            check=True,
            cwd="/",
            env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable from error
    return done.stdout.decode("utf-8", "replace")


def _as_pnm(image: Image.Image) -> bytes:
    """Write a picture in the simplest format there is, so that no decoder is between."""
    out = io.BytesIO()
    image.convert("L").save(out, "PPM")
    return out.getvalue()


def reading_of(rows: Iterable[dict[str, str]], width: int, height: int) -> Reading:
    """Turn tesseract's table into words, and judge it by the letters it is sure of."""
    words: list[Word] = []
    sure = letters = 0
    lines: dict[tuple[str, ...], int] = {}
    for row in rows:
        text = (row.get("text") or "").strip()
        if row.get("level") != "5" or not text:
            continue
        line = lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), len(lines))
        words.append(_word(row, text, line, width, height))
        count = sum(map(str.isalnum, text))
        letters += count
        sure += count if float(row["conf"]) >= _CONFIDENT else 0
    is_confident = letters >= _FEWEST_LETTERS and sure >= _ENOUGH * letters
    return Reading(words, is_confident)


def _word(row: dict[str, str], text: str, line: int, width: int, height: int) -> Word:
    left, top = int(row["left"]) / width, int(row["top"]) / height
    right, bottom = left + int(row["width"]) / width, top + int(row["height"]) / height
    return Word(text, left, top, right, bottom, line)
