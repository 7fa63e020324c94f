"""The page without JavaScript, and the page behind a receipt."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from fpdf import FPDF

from widget_backend.api.texts import texts


def test_survey_is_answered_without_javascript(visit: Any, town: Any) -> None:
    """The page takes the same way in as the widget, and shows a receipt."""
    answer = visit().send(satisfaction="good", verbatim="Merci <b>bien</b>.")
    assert answer.status_code == 201
    assert re.search(r'<code class="pv-receipt"[^>]*>[0-9A-Z-]{19}', answer.text)
    (response,) = town.responses()
    assert response["answers"] == {"satisfaction": "good", "verbatim": "Merci bien."}
    assert response["channel"] == "page"


def test_too_large_a_form_is_told_in_a_page(town: Any) -> None:
    """A person who sends too large a document reads a sentence, not a program's problem."""
    with town.sdk() as sdk:
        sdk.surveys.create("report", organisation="ville", template="document_report")
        sdk.surveys.publish("report")
    config = town.backend.config
    object.__setattr__(config, "max_document_bytes", 1000)
    answer = town.client.post(
        f"/s/report?site={town.site}",
        data={"document": (BytesIO(b"0" * (config.max_body_bytes + 4000)), "scan.pdf")},
        content_type="multipart/form-data",
    )
    assert (answer.status_code, answer.mimetype) == (413, "text/html")
    assert texts("fr")["error.body_too_large"] in answer.text


def test_answers_reveal_more_questions(visit: Any, town: Any) -> None:
    """What an answer makes worth asking comes on the next page, with all that was typed."""
    visitor = visit()
    assert not visitor.asks("contact_reached")
    again = visitor.send(satisfaction="bad", contact_tried="phone", verbatim="Déjà écrit.")
    assert again.status_code == 200
    assert visitor.asks("contact_reached:phone")
    assert "Déjà écrit." in again.text
    assert town.responses() == []
    done = visitor.send(
        satisfaction="bad", contact_tried="phone", **{"contact_reached:phone": "no"}
    )
    assert done.status_code == 201
    assert town.responses()[0]["answers"]["contact_reached"] == {"phone": "no"}


def test_mistake_is_said_and_nothing_is_lost(visit: Any, town: Any) -> None:
    """A missing answer brings the page back with its sentence, tied to its question."""
    page = visit().send(verbatim="Tout ce que j’ai tapé.")
    assert page.status_code == 422
    assert "Tout ce que j’ai tapé." in page.text
    assert 'href="#satisfaction-i"' in page.text
    assert 'aria-invalid="true"' in page.text
    assert town.responses() == []


def test_page_sent_twice_is_one_response(visit: Any, town: Any) -> None:
    """A respondent who presses twice, or reloads, gets the same receipt."""
    visitor = visit()
    hidden = visitor.hidden()
    receipts = []
    for _ in range(2):
        page = town.client.post(visitor.address, data=hidden | {"satisfaction": "good"})
        receipts.append(re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}-.", page.text))
    assert receipts[0][0] == receipts[1][0]
    assert len(town.responses()) == 1


def test_altered_form_is_a_new_one(visit: Any, town: Any) -> None:
    """A page whose token was altered is taken in under a key of its own, in today's version."""
    visitor = visit()
    hidden = visitor.hidden()
    first = visitor.send(satisfaction="good")
    forged = hidden | {"pv-form": "forged", "satisfaction": "bad"}
    answer = town.client.post(visitor.address, data=forged)
    assert (first.status_code, answer.status_code) == (201, 201)
    assert [r["answers"]["satisfaction"] for r in town.responses()] == ["good", "bad"]


def test_masked_text_is_shown(visit: Any) -> None:
    """The respondent reads what was kept of a text in which something was masked."""
    page = visit().send(satisfaction="good", verbatim="Mon numéro : 06 12 34 56 78")
    assert "Mon numéro : [téléphone]" in page.text
    assert "06 12 34 56 78" not in page.text


def test_ask_first_on_the_page(visit: Any, town: Any) -> None:
    """With the policy "ask", the page shows what was found, and sends it masked when told to."""
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
    town.publish("ask", definition=definition | {"anonymization": "ask"})
    visitor = visit("ask")
    typed = {"satisfaction": "good", "verbatim": "Mon numéro : 06 12 34 56 78"}
    page = visitor.send(**typed)
    assert page.status_code == 422
    assert "<mark>06 12 34 56 78</mark>" in page.text
    assert town.responses() == []
    assert visitor.send(**typed, **{"pv-accept": "1"}).status_code == 201
    assert "06 12" not in town.responses()[0]["answers"]["verbatim"]


def test_document_is_sent_from_the_page(visit: Any, town: Any) -> None:
    """A document chosen on the page is rebuilt and kept; a wrong file brings the page back."""
    town.publish("document-report", template="document_report")
    visitor = visit("document-report")
    page = visitor.send(reasons="jargon", document=(BytesIO(b"hello"), "x.pdf"))
    assert page.status_code == 422
    assert 'id="document-e"' in page.text
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=14)
    pdf.multi_cell(0, 8, "Bonjour.")
    page = visitor.send(reasons="jargon", document=(BytesIO(bytes(pdf.output())), "x.pdf"))
    assert page.status_code == 201
    assert len(town.responses()[0]["documents"]) == 1


def test_page_without_a_file_is_fine(visit: Any, town: Any) -> None:
    """An empty file field, as browsers send it when nothing was chosen, is no document."""
    town.publish("document-report", template="document_report")
    page = visit("document-report").send(reasons="jargon", document=(BytesIO(b""), ""))
    assert page.status_code == 201, page.text


def test_page_speaks_english(visit: Any, town: Any) -> None:
    """The language of the address decides; without one, the browser's."""
    assert '<html lang="en"' in visit(language="en").page.text
    page = town.client.get(
        f"/s/satisfaction?site={town.site}", headers={"Accept-Language": "en-GB, fr;q=0.5"}
    )
    assert '<html lang="en"' in page.text


def test_page_runs_nothing_from_elsewhere(visit: Any) -> None:
    """The policy of the page allows no inline script or style, and no other origin."""
    policy = visit().page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in visit().page.text


def test_typed_markup_is_shown_as_text(visit: Any) -> None:
    """What was typed comes back escaped, never as markup."""
    page = visit().send(verbatim='"><script>alert(1)</script>')
    assert "<script>alert(1)" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/s/none?site={site}", 404),
        ("/s/satisfaction?site=none", 404),
        ("/s/satisfaction", 404),
        ("/s/satisfaction?site={site}&contact_point=none", 422),
    ],
)
def test_missing_page_is_told_in_a_page(town: Any, address: str, status: int) -> None:
    """A person who follows a dead link reads a page, not JSON."""
    answer = town.client.get(address.format(site=town.site))
    assert (answer.status_code, answer.mimetype) == (status, "text/html")


def test_closed_survey_is_told_in_a_page(visit: Any, town: Any) -> None:
    """A survey that closed while the page was open says so."""
    visitor = visit()
    with town.sdk() as sdk:
        sdk.surveys.close("satisfaction")
    answer = visitor.send(satisfaction="good")
    assert (answer.status_code, answer.mimetype) == (410, "text/html")


def test_form_of_another_site_is_refused(town: Any) -> None:
    """Another site's page cannot send a form here in a visitor's name."""
    answer = town.client.post(
        f"/s/satisfaction?site={town.site}",
        data={"satisfaction": "good"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403
    assert town.responses() == []


def receipt_page(town: Any, receipt: str, **form: str) -> Any:
    """Use a receipt on its page."""
    return town.client.post("/r", data={"pv-receipt": receipt, "pv-language": "fr"} | form)


def test_receipt_shows_what_is_kept(town: Any) -> None:
    """Whoever holds the receipt reads all that is kept, in words, however it is typed."""
    body = town.submit({"satisfaction": "good", "verbatim": "Très bien."}).get_json()
    page = receipt_page(town, body["receipt"].lower().replace("-", " "))
    assert page.status_code == 200
    assert "Très bien." in page.text


@pytest.mark.parametrize("typed", ["", "x", "0000-0000-0000-0000-0", "<script>"])
def test_wrong_receipt_shows_nothing(town: Any, typed: str) -> None:
    """Mistyped, unknown and erased receipts get one and the same answer."""
    page = receipt_page(town, typed)
    assert page.status_code == 404
    assert "<script>" not in page.text


def test_receipt_erases(town: Any) -> None:
    """Erasing asks to be sure, then it is gone for good."""
    receipt = town.submit({"satisfaction": "good", "verbatim": "Très bien."}).get_json()["receipt"]
    assert "Très bien." in receipt_page(town, receipt, **{"pv-erase": "1"}).text
    assert len(town.responses()) == 1
    erased = receipt_page(town, receipt, **{"pv-erase": "1", "pv-sure": "1"})
    assert erased.status_code == 200
    assert town.responses() == []
    assert receipt_page(town, receipt).status_code == 404
    assert [change["type"] for change in town.feed()] == ["survey", "erasure"]


def test_receipt_page_is_empty_at_first(client: Any) -> None:
    """The page asks for a receipt, and keeps it out of the address."""
    page = client.get("/r?language=en")
    assert page.status_code == 200
    assert 'method="post"' in page.text


def test_problems_are_explained(client: Any) -> None:
    """The `type` of every problem leads to its explanation."""
    problem = client.get("/v1/feed").get_json()
    _, _, code = problem["type"].partition("/problems#")
    assert f'id="{code}"' in client.get("/problems").text
