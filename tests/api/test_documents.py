"""A document report, from the upload to the centre: pixels only."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image

from porte_voix import NotFound
from widget_backend.app import create_app
from widget_backend.services.delivering import deliver
from widget_backend.store.models import Submission

SECRET = "06 12 34 56 78"
REPORT = {"reasons": ["jargon"], "document": [{"part": "letter"}]}


def letter(text: str = f"Appelez le {SECRET}.") -> bytes:
    """Make a letter with a text layer."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=14)
    pdf.multi_cell(0, 8, text)
    return bytes(pdf.output())


def picture() -> bytes:
    """Make a blank scan, which no machine can read."""
    stream = BytesIO()
    Image.effect_noise((400, 300), 80).save(stream, "PNG")
    return stream.getvalue()


def text_of(pdf: bytes) -> str:
    """Give the text layer of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


@pytest.fixture
def reports(town: Any) -> Any:
    """Give the town, with the document report published."""
    town.publish("document-report", template="document_report")
    return town


def report(town: Any, data: bytes, **more: Any) -> Any:
    """Send a report with one document."""
    return town.submit(REPORT, survey="document-report", files={"letter": data}, **more)


def test_document_is_kept_as_pixels(reports: Any) -> None:
    """What is kept of a letter is a PDF of pictures: no text, no original, nowhere."""
    original = letter()
    assert SECRET in text_of(original)
    answer = report(reports, original)
    assert answer.status_code == 201, answer.text
    ((document,),) = [response["documents"] for response in reports.responses()]
    assert document["pages"] == 1
    assert document["question"] == "document"
    with reports.sdk() as sdk:
        kept = sdk.documents.download(document["sha256"])
    assert text_of(kept).strip() == ""
    assert original[-200:] not in every_byte(reports)
    assert kept in every_byte(reports)


def test_what_was_masked_in_a_document_is_told(reports: Any) -> None:
    """The respondent and the feed learn which types were masked, and nothing more."""
    told = report(reports, letter()).get_json()["anonymization"]
    assert told == {
        "status": "redacted",
        "findings": [{"question": "document", "type": "phone"}],
    }
    assert reports.responses()[0]["anonymization"] == told


def every_byte(town: Any) -> bytes:
    """Give the bytes of every file of the backend."""
    files = town.backend.config.data_dir.rglob("*")
    return b"".join(path.read_bytes() for path in files if path.is_file())


def test_document_is_given_as_a_sandboxed_attachment(reports: Any) -> None:
    """A browser saves the document instead of opening it, and may run nothing of it."""
    report(reports, letter())
    ((document,),) = [response["documents"] for response in reports.responses()]
    answer = reports.staff("GET", f"/v1/documents/{document['sha256']}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_document_of_another_branch_is_not_found(reports: Any) -> None:
    """A document is given to the branch of its response, and to nobody else."""
    report(reports, letter())
    ((document,),) = [response["documents"] for response in reports.responses()]
    with reports.sdk(reports.new_token(organisation="etat-civil")) as sdk, pytest.raises(NotFound):
        sdk.documents.download(document["sha256"])


def test_unreadable_document_waits_for_a_person(reports: Any) -> None:
    """A picture that no machine can read is kept from every reader until a person accepts it."""
    body = report(reports, picture()).get_json()
    assert body["anonymization"]["status"] == "needs_review"
    assert reports.responses() == []
    with reports.sdk() as sdk:
        (held,) = sdk.responses.list()
        sdk.responses.review(held.id, "accept")
    assert len(reports.responses()[0]["documents"]) == 1


@pytest.mark.parametrize("data", [b"", b"hello", b"%PDF-1.7 cut", b"<svg/>", b"PK\x03\x04"])
def test_what_is_no_document_is_refused(reports: Any, data: bytes) -> None:
    """A file that is no document gets 422 with a pointer to it, and nothing is kept."""
    answer = report(reports, data)
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (422, "document_refused")
    assert body["errors"][0]["pointer"] == "/answers/document/0"
    assert reports.responses() == []
    assert not list(reports.backend.config.data_dir.glob("documents/*/*"))


def test_missing_and_unnamed_parts_are_told(reports: Any) -> None:
    """An answer that names no part sent, and a part that no answer names, are refused."""
    missing = reports.submit(REPORT, survey="document-report", files={})
    assert missing.get_json()["errors"][0]["code"] == "missing_part"
    unused = reports.submit(
        {"reasons": ["jargon"]}, survey="document-report", files={"letter": letter()}
    )
    assert unused.get_json()["errors"][0]["code"] == "unused_part"
    assert reports.responses() == []


def test_too_large_a_form_is_refused(reports: Any) -> None:
    """A form larger than its documents may be gets 413, before it is read."""
    config = reports.backend.config
    head = b'--b\r\nContent-Disposition: form-data; name="letter"; filename="x"\r\n\r\n'
    body = head + b"x" * (3 * config.max_document_bytes + config.max_body_bytes) + b"\r\n--b--\r\n"
    answer = reports.client.post(
        "/v1/s/document-report/r", data=body, content_type="multipart/form-data; boundary=b"
    )
    assert (answer.status_code, answer.get_json()["code"]) == (413, "body_too_large")


def test_respondent_s_box_is_burnt_in(reports: Any) -> None:
    """What the respondent covers is black in what is kept; without a box it is white (control)."""
    box = {"page": 1, "x": 0.0, "y": 0.5, "width": 1.0, "height": 0.5}
    for answers in (
        {"reasons": ["jargon"], "document": [{"part": "letter", "boxes": [box]}]},
        REPORT,
    ):
        reports.submit(answers, survey="document-report", files={"letter": letter("Bonjour.")})
    shades = [bottom_shade(reports, r["documents"][0]["sha256"]) for r in reports.responses()]
    assert shades[0] < 20 < 235 < shades[1]


def bottom_shade(town: Any, sha256: str) -> int:
    """Give the grey (0 black, 255 white) three quarters down the first page."""
    with town.sdk() as sdk:
        document = pypdfium2.PdfDocument(sdk.documents.download(sha256))
    image = document[0].render().to_pil().convert("L")
    document.close()
    return int(image.getpixel((image.width // 2, image.height * 3 // 4)))


def test_erased_response_takes_its_documents_along(reports: Any) -> None:
    """Erasing deletes the bytes, unless another response has the same document."""
    for _ in range(2):
        report(reports, letter())
    folder = reports.backend.config.data_dir / "documents"
    with reports.sdk() as sdk:
        first, second = sdk.responses.list()
        sdk.responses.erase(first.id)
        assert len(list(folder.glob("*/*"))) == 1
        sdk.responses.erase(second.id)
    assert list(folder.glob("*/*")) == []


def test_crash_leaves_no_document_behind(reports: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes written just before a crash are gone after the next start; kept ones stay (control)."""
    report(reports, letter("Bonjour."))
    monkeypatch.setattr(Submission, "create", crash)
    assert report(reports, letter()).status_code == 500
    folder = reports.backend.config.data_dir / "documents"
    assert len(list(folder.glob("*/*"))) == 2
    create_app(reports.backend.config).extensions["porte_voix"].database.close()
    assert len(list(folder.glob("*/*"))) == 1
    assert len(reports.responses()) == 1


def crash(**_: Any) -> None:
    """Stop in the middle of a transaction."""
    raise ZeroDivisionError


def test_preview_keeps_nothing(reports: Any) -> None:
    """A preview shows the pages and where it would mask, and nothing of it stays."""
    answer = reports.client.post(
        "/v1/documents/preview",
        data={"site": reports.site, "document": (BytesIO(letter()), "lettre.pdf")},
    )
    body = answer.get_json()
    assert (answer.status_code, body["decision"]) == (200, "accepted")
    (page,) = body["pages"]
    assert page["image"].startswith("data:image/")
    assert [box["type"] for box in page["boxes"]] == ["phone"]
    assert not list(reports.backend.config.data_dir.glob("documents/*/*"))


def test_preview_of_a_stranger_is_refused(reports: Any) -> None:
    """A preview is work: a page that is not on the site's list cannot ask for it."""
    answer = reports.client.post(
        "/v1/documents/preview",
        data={"site": reports.site, "document": (BytesIO(letter()), "lettre.pdf")},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.get_json()["code"] == "origin_not_allowed"


def test_documents_reach_the_collector(reports: Any, collector: Any) -> None:
    """A document is delivered once, by its content, and read at the centre as it was kept."""
    for _ in range(2):
        report(reports, letter())
    token = collector.new_token("deliveries:write", organisation="centre", source="site-a")
    with collector.sdk(token) as pipe, reports.backend.in_use():
        assert deliver(reports.backend, pipe).documents == 1
        assert deliver(reports.backend, pipe).documents == 0
    sha256 = collector.responses()[0]["documents"][0]["sha256"]
    with collector.sdk() as there, reports.sdk() as here:
        assert there.documents.download(sha256) == here.documents.download(sha256)


def test_forged_document_is_refused_by_the_collector(reports: Any, collector: Any) -> None:
    """The collector keeps only bytes that have the SHA-256 that a delivered response names."""
    report(reports, letter())
    token = collector.new_token("deliveries:write", organisation="centre", source="site-a")
    lines = reports.staff("GET", "/v1/feed")
    with collector.sdk(token) as pipe:
        cursor = lines.headers["Porte-Voix-Cursor"]
        (wanted,) = pipe.deliveries.send(lines.data.splitlines(), cursor=cursor).missing_documents
    for sha256, code in ((wanted, "invalid"), ("0" * 64, "not_found"), ("x", "not_found")):
        answer = collector.staff(
            "PUT", f"/v1/deliveries/documents/{sha256}", token=token, data=b"forged"
        )
        assert answer.get_json()["code"] == code
    with collector.sdk() as sdk, pytest.raises(NotFound):
        sdk.documents.download(wanted)
