"""A document that came on paper: scanned at the counter, entered by staff, kept as pixels."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest
from fpdf import FPDF

from porte_voix import Forbidden, Invalid

SECRET = "06 12 34 56 78"
ANSWERS = {"reasons": ["jargon"]}


@pytest.fixture
def scan() -> bytes:
    """Give a letter whose text can be read."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=14)
    pdf.multi_cell(0, 8, f"Appelez le {SECRET}.")
    return bytes(pdf.output())


@pytest.fixture
def counter(town: Any) -> Any:
    """Give the town, with the document report published."""
    town.publish("document-report", template="document_report")
    return town


def enter(town: Any, *files: bytes, token: str | None = None, key: str | None = None) -> Any:
    """Enter a report that was given at the counter."""
    with town.sdk(token) as sdk:
        return sdk.responses.submit(
            "document-report",
            ANSWERS,
            documents={"document": files},
            channel="counter",
            contact_point="guichet",
            idempotency_key=key,
        )


def text_of(pdf: bytes) -> str:
    """Give the text layer of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


def test_scanned_document_is_kept_as_pixels(counter: Any, scan: bytes) -> None:
    """What is kept of a letter that staff entered is pictures of its pages, without its text."""
    assert SECRET in text_of(scan)
    assert enter(counter, scan).receipt
    (response,) = counter.responses()
    assert (response["channel"], response["contact_point"]) == ("counter", "guichet")
    (document,) = response["documents"]
    assert (document["question"], document["pages"]) == ("document", 1)
    with counter.sdk() as sdk:
        kept = sdk.documents.download(document["sha256"])
    assert kept != scan
    assert text_of(kept).strip() == ""


def test_several_scans_keep_their_places(counter: Any, scan: bytes) -> None:
    """A refused document is named by its place among those of its question."""
    with pytest.raises(Invalid) as caught:
        enter(counter, scan, b"hello")
    assert [error.pointer for error in caught.value.errors] == ["/answers/document/1"]


def test_refused_scan_keeps_nothing(counter: Any) -> None:
    """A file that is no document raises Invalid, points at it, and nothing is kept."""
    with pytest.raises(Invalid) as caught:
        enter(counter, b"hello")
    assert caught.value.code == "document_refused"
    assert caught.value.errors[0].pointer == "/answers/document/0"
    assert counter.responses() == []


def test_same_form_is_entered_once(counter: Any, scan: bytes) -> None:
    """A form entered twice under its number is kept once, whatever boundary its parts had."""
    first, again = (enter(counter, scan, key="form-12") for _ in range(2))
    assert first.receipt == again.receipt
    assert len(counter.responses()) == 1


def test_scan_without_the_scope_is_refused(counter: Any, scan: bytes) -> None:
    """A token that may only read cannot enter a document."""
    with pytest.raises(Forbidden):
        enter(counter, scan, token=counter.new_token("responses:read"))
    assert counter.responses() == []
