"""The shared vectors of text findings, and documents with planted secrets."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

Prepare = Callable[[FPDF], object]
Span = tuple[int, int, str]
VECTORS = Path(__file__).parents[1] / "vectors" / "text_findings.json"


def expected_spans(vector: dict[str, Any]) -> list[Span]:
    """Place the values of a vector in its text, each after the one before; in code points."""
    spans: list[Span] = []
    position = 0
    for finding in vector["findings"]:
        start = vector["text"].index(finding["value"], position)
        position = start + len(finding["value"])
        spans.append((start, position, finding["type"]))
    return spans


@pytest.fixture(scope="session")
def text_vectors() -> dict[str, list[dict[str, Any]]]:
    """Give the development set: `found` has personal data, `clean` has traps."""
    vectors: dict[str, list[dict[str, Any]]] = json.loads(VECTORS.read_text("utf-8"))
    return vectors


@pytest.fixture(scope="session")
def spans_of() -> Callable[[dict[str, Any]], list[Span]]:
    """Give the function that says which spans a vector expects."""
    return expected_spans


SECRETS = ("0639981234", "kermarrec.secret@orange.fr", "SECRET-7788-PLANTED")
LETTER = (
    "Madame, Monsieur,\nnous vous informons que votre dossier est incomplet.\n"
    "Monsieur Jean Kermarrec, kermarrec.secret@orange.fr, joignable au 0639981234,\n"
    "doit fournir un justificatif de domicile.\n"
)


def letter_pdf(pages: int = 1, text: str = LETTER, prepare: Prepare | None = None) -> bytes:
    """Write a letter with a text layer; `prepare` may hide things in the file."""
    pdf = FPDF()
    pdf.set_font("helvetica", size=12)
    for _ in range(pages):
        pdf.add_page()
        pdf.multi_cell(0, 7, text)
    if prepare is not None:
        prepare(pdf)
    return bytes(pdf.output())


def letter_picture() -> Image.Image:
    """Render the letter, as somebody would scan it."""
    document = pypdfium2.PdfDocument(letter_pdf())
    image = document[0].render(scale=150 / 72).to_pil().convert("RGB")
    document.close()
    return image


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Encode a picture as "JPEG" or "PNG"."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.fixture(scope="session")
def make_letter() -> Callable[..., bytes]:
    """Give the function that writes a letter as PDF."""
    return letter_pdf


@pytest.fixture(scope="session")
def scan() -> Image.Image:
    """Give the letter as a picture, without text layer."""
    return letter_picture()


@pytest.fixture(scope="session")
def encode() -> Callable[..., bytes]:
    """Give the function that encodes a picture."""
    return encoded


@pytest.fixture(scope="session")
def secrets() -> tuple[str, ...]:
    """Give the strings that are planted in documents and must never come out."""
    return SECRETS


@pytest.fixture(scope="session")
def look() -> Callable[[bytes], list[Image.Image]]:
    """Give the function that renders the pages of a PDF at 150 dpi, in gray."""

    def render(data: bytes) -> list[Image.Image]:
        document = pypdfium2.PdfDocument(data)
        pages = [page.render(scale=150 / 72).to_pil().convert("L") for page in document]
        document.close()
        return pages

    return render
