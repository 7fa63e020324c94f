"""A picked PDF is shown only when asked; it leaves as pixels, or as it is for the server."""

from __future__ import annotations

from typing import Any

import pypdfium2

PERSON = "KERMARREC-1984"


def test_a_pdf_is_shown_only_when_asked(part: Any, pdf: Any) -> None:
    """Nothing is sent to show a PDF before the person asks for it."""
    asked: list[str] = []
    part.page.on("request", lambda request: asked.append(request.url))
    part.open("document").pick(pdf)
    part.page.get_by_role("button", name="Afficher pour masquer").wait_for()
    assert not [url for url in asked if "preview" in url]
    assert "notre serveur" in part.page.locator("#papers").inner_text()
    assert part.files() == []


def test_a_shown_pdf_becomes_pixels(part: Any, pdf: Any, look: Any) -> None:
    """The pages come with the boxes that the server proposes; what is sent holds no text."""
    part.open("document").pick(pdf)
    part.press("Afficher pour masquer")
    part.page.locator("canvas").wait_for()
    proposed = part.page.locator(".pv-box").count()
    assert proposed >= 1
    assert part.status.inner_text() == f"Zones masquées : {proposed}"
    part.press("Terminer")
    part.page.wait_for_function("() => field.files.length")
    data = part.only()
    [page] = look(data)
    assert abs(page.width - 1240) < 5
    document = pypdfium2.PdfDocument(data)
    assert document[0].get_textpage().get_text_bounded().strip() == ""
    original = pypdfium2.PdfDocument(pdf["buffer"])
    assert PERSON in original[0].get_textpage().get_text_bounded()  # control
    assert (0, 0, 0) in {colour for _, colour in page.getcolors(maxcolors=10**7)}


def test_a_pdf_may_be_left_to_the_server(part: Any, pdf: Any) -> None:
    """Left to the server, the PDF goes as it is, without its name."""
    part.open("document").pick(pdf)
    part.press("Laisser le serveur masquer")
    assert part.only() == pdf["buffer"]
    assert "Le serveur masquera" in part.status.inner_text()


def test_a_pdf_that_cannot_be_shown_is_told(part: Any) -> None:
    """The reason of a refusal is told, and the choice remains."""
    broken = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 rien"}
    part.open("document").pick(broken)
    part.press("Afficher pour masquer")
    part.hears("damaged_document")
    assert part.page.get_by_role("button", name="Laisser le serveur masquer").is_visible()
