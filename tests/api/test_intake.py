"""The way in, as the widget uses it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

GOOD = {"satisfaction": "good"}
PERSONAL = "Rappelez-moi au 06 12 34 56 78, merci."


def problem(answer: Any) -> dict[str, Any]:
    """Read a problem, and check that it is one."""
    assert answer.content_type == "application/problem+json"
    body: dict[str, Any] = answer.get_json()
    assert body["status"] == answer.status_code
    assert body["detail"]
    return body


def test_receipt_is_given(town: Any) -> None:
    """A response is acknowledged with a receipt that can be read aloud."""
    answer = town.submit(GOOD)
    assert answer.status_code == 201
    body = answer.get_json()
    assert [len(group) for group in body["receipt"].split("-")] == [4, 4, 4, 4, 1]
    assert body["receipt_page"] == "http://backend.test/r"
    assert body["anonymization"] == {"status": "clean", "findings": []}
    assert body["redacted"] == {}


def test_response_reaches_the_feed(town: Any) -> None:
    """What was submitted is in the feed, with what the server derived itself."""
    town.submit(GOOD, contact_point="guichet", language="en", context={"page": "/demarche"})
    (response,) = town.responses()
    assert response == {
        "survey": "satisfaction",
        "version": 1,
        "kind": "satisfaction",
        "organisation": "etat-civil",
        "service": "actes",
        "contact_point": "guichet",
        "channel": "widget",
        "language": "en",
        "submitted_at": "2026-11-22T10:00:00.000Z",
        "answers": GOOD,
        "context": {"page": "/demarche"},
        "anonymization": {"status": "clean", "findings": []},
        "documents": [],
    }


def test_personal_data_is_masked_before_it_is_stored(town: Any) -> None:
    """A phone number never reaches the database; the respondent is told what was masked."""
    body = town.submit(GOOD | {"verbatim": PERSONAL}).get_json()
    assert body["anonymization"] == {
        "status": "redacted",
        "findings": [{"question": "verbatim", "type": "phone"}],
    }
    assert body["redacted"] == {"verbatim": "Rappelez-moi au [téléphone], merci."}
    assert every_byte(town).count(b"06 12 34 56 78") == 0


def test_every_byte_would_show_a_leak(town: Any) -> None:
    """The search above finds what is kept: a word that is not personal (control)."""
    town.submit(GOOD | {"verbatim": "Une phrase bien reconnaissable."})
    assert b"reconnaissable" in every_byte(town)


def every_byte(town: Any) -> bytes:
    """Give the bytes of every file of the backend."""
    files = town.backend.config.data_dir.rglob("*")
    return b"".join(path.read_bytes() for path in files if path.is_file())


def test_page_path_is_masked_too(town: Any) -> None:
    """A page's path that holds an address is masked like any text."""
    town.submit(GOOD, context={"page": "/compte/jean.dupont@exemple.fr/avis"})
    assert "jean.dupont" not in json.dumps(town.responses())


def test_page_is_a_path_alone(town: Any) -> None:
    """What stands behind a path, such as a session or a search, is never kept."""
    town.submit(GOOD, context={"page": "/avis?dossier=A1-B2&x=1#moi"})
    assert town.responses()[0]["context"] == {"page": "/avis"}


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<b>Très</b> long", "Très long"),
        ("3 < 5 et 5 > 3", "3 < 5 et 5 > 3"),
        ("AT&T et &eacute;cole", "AT&T et école"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "alert(1)"),
        ("ligne 1\nligne 2", "ligne 1\nligne 2"),
    ],
)
def test_text_is_kept_plain(town: Any, sent: str, kept: str) -> None:
    """Markup is removed at the door, and what only looks like it stays."""
    town.submit(GOOD | {"verbatim": sent})
    assert town.responses()[0]["answers"]["verbatim"] == kept


def test_markup_cannot_hide_an_address(town: Any) -> None:
    """An address that only appears once its tags are gone is masked as well."""
    town.submit(GOOD | {"verbatim": "Écrire à jean.dup<b></b>ont@exem<i></i>ple.fr svp"})
    assert town.responses()[0]["answers"]["verbatim"] == "Écrire à [e-mail] svp"


def test_repetition_gets_the_first_receipt(town: Any) -> None:
    """The same key and the same content give the same receipt, and one response."""
    first = town.submit(GOOD, key="once")
    second = town.submit(GOOD, key="once")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json() == second.get_json()
    assert len(town.responses()) == 1


def test_other_content_under_the_same_key_is_refused(town: Any) -> None:
    """A key that was used says 409 to another content, and nothing is added."""
    town.submit(GOOD, key="once")
    answer = town.submit({"satisfaction": "bad"}, key="once")
    assert answer.status_code == 409
    assert problem(answer)["code"] == "idempotency_conflict"
    assert len(town.responses()) == 1


def test_other_place_under_the_same_key_is_refused(town: Any) -> None:
    """The contact point is part of what is sent: another one under the same key is a conflict."""
    town.submit(GOOD, key="once")
    assert town.submit(GOOD, key="once", contact_point="guichet").status_code == 409
    with town.sdk() as sdk:
        other = sdk.sites.create("Autre", organisation="etat-civil", origins=[])
    town.site = other.key
    assert town.submit(GOOD, key="once", origin=None).status_code == 409
    assert len(town.responses()) == 1


def test_other_key_is_another_response(town: Any) -> None:
    """Two respondents who say the same are two (control of the repetition)."""
    assert town.submit(GOOD).get_json()["receipt"] != town.submit(GOOD).get_json()["receipt"]
    assert len(town.responses()) == 2


def test_same_key_at_the_same_moment_is_one_response(town: Any) -> None:
    """Twenty sendings at once of one response store it once, under one receipt."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: town.submit(GOOD, key="at once"), range(20)))
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert sum(answer.status_code == 201 for answer in answers) == 1
    assert len({answer.get_json()["receipt"] for answer in answers}) == 1
    assert len(town.responses()) == 1


def test_too_long_a_key_is_refused(town: Any) -> None:
    """A key is never cut: two long ones that begin alike are not the same."""
    assert problem(town.submit(GOOD, key="k" * 201))["errors"][0]["code"] == (
        "idempotency_key_too_long"
    )
    assert town.submit(GOOD, key="k" * 200).status_code == 201


def test_key_is_forgotten_after_its_days(town: Any, clock: Any) -> None:
    """A key is kept for thirty days; after them it makes a new response, with its own receipt."""
    first = town.submit(GOOD, key="once").get_json()["receipt"]
    clock.move(days=29)
    assert town.submit(GOOD, key="once").status_code == 200
    clock.move(days=2)
    town.submit(GOOD)
    again = town.submit(GOOD, key="once")
    assert again.status_code == 201
    assert again.get_json()["receipt"] != first
    assert len(town.responses()) == 3


def test_erased_response_does_not_come_back(town: Any) -> None:
    """Repeating a submission whose response was erased does not store it again."""
    town.submit(GOOD, key="once")
    with town.sdk() as sdk:
        (response,) = sdk.responses.list()
        sdk.responses.erase(response.id)
    answer = town.submit(GOOD, key="once")
    assert (answer.status_code, problem(answer)["code"]) == (404, "receipt_not_found")
    assert town.responses() == []


def test_every_wrong_answer_is_pointed_at(town: Any) -> None:
    """Wrong answers get 422 with a pointer each, and nothing is kept."""
    answer = town.submit({"satisfaction": "great", "colour": "red", "verbatim": 7})
    body = problem(answer)
    assert (answer.status_code, body["code"]) == (422, "invalid_answers")
    found = {(error["pointer"], error["code"]) for error in body["errors"]}
    assert found == {
        ("/answers/satisfaction", "unknown_choice"),
        ("/answers/colour", "unknown_question"),
        ("/answers/verbatim", "wrong_type"),
    }
    assert town.responses() == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed_json"),
        (b"{", 400, "malformed_json"),
        (b'{"site": NaN}', 400, "malformed_json"),
        (b"\xff\xfe", 400, "malformed_json"),
        (b"[" * 100_000, 400, "malformed_json"),
        (b"[]", 422, "invalid"),
        (b"{}", 422, "invalid"),
        (b'{"site": "\\ud800", "answers": {}}', 422, "invalid"),
        (b'{"site": "none", "answers": {}}', 404, "site_not_found"),
        (b'{"site": "none", "answers": []}', 422, "invalid"),
        (b'{"site": "none", "answers": {}, "colour": 1}', 422, "invalid"),
        (b'{"site": "' + b"x" * 300_000 + b'"}', 413, "body_too_large"),
    ],
)
def test_bad_body_is_told_apart(town: Any, body: bytes, status: int, code: str) -> None:
    """Every kind of bad body gets its own problem, never a server error."""
    answer = town.client.post("/v1/s/satisfaction/r", data=body, content_type="application/json")
    assert (answer.status_code, problem(answer)["code"]) == (status, code)
    assert town.responses() == []


def test_other_media_type_is_refused(town: Any) -> None:
    """A body that is neither JSON nor a form gets 415 with what to send."""
    answer = town.client.post("/v1/s/satisfaction/r", data="x", content_type="text/plain")
    assert (answer.status_code, problem(answer)["code"]) == (415, "unsupported_media_type")


def test_unknown_survey_is_not_found(town: Any) -> None:
    """A survey that was never published gets 404."""
    answer = town.submit(GOOD, survey="none")
    assert (answer.status_code, problem(answer)["code"]) == (404, "survey_not_found")


def test_closed_survey_is_gone(town: Any) -> None:
    """A closed survey says so; what it gathered stays."""
    town.submit(GOOD)
    with town.sdk() as sdk:
        sdk.surveys.close("satisfaction")
    answer = town.submit(GOOD)
    assert (answer.status_code, problem(answer)["code"]) == (410, "survey_closed")
    assert len(town.responses()) == 1


def test_repetition_is_answered_after_the_closing(town: Any) -> None:
    """A respondent whose answer was lost gets the receipt, although the survey has closed."""
    first = town.submit(GOOD, key="once").get_json()
    with town.sdk() as sdk:
        sdk.surveys.close("satisfaction")
    assert town.submit(GOOD, key="once").get_json() == first


def test_old_page_may_still_answer_its_version(town: Any) -> None:
    """A page opened before a new version was published is judged by the version it shows."""
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
        kept = [q for q in definition["questions"] if q["key"] == "satisfaction"]
        sdk.surveys.draft("satisfaction", definition | {"questions": kept})
        sdk.surveys.publish("satisfaction")
    answers = GOOD | {"verbatim": "Bien."}
    assert town.submit(answers, version=1).status_code == 201
    assert town.submit(answers).status_code == 422
    assert town.submit(answers, version=2).status_code == 422
    assert problem(town.submit(GOOD, version=3))["errors"][0]["pointer"] == "/version"
    assert [r["version"] for r in town.responses()] == [1]


def test_contact_point_of_another_branch_is_refused(town: Any) -> None:
    """A page cannot speak for a contact point outside of its organisation."""
    with town.sdk() as sdk:
        site = sdk.sites.create(
            "Autre", organisation="etat-civil", origins=["https://www.ville.example"]
        )
        sdk.organisations.create("voirie", "Voirie", parent="ville")
        sdk.services.create("routes", "Routes", organisation="voirie")
        sdk.contact_points.create("chantier", "Chantier", service="routes")
    town.site = site.key
    body = problem(town.submit(GOOD, contact_point="chantier"))
    assert body["errors"][0]["pointer"] == "/contact_point"
    assert town.submit(GOOD, contact_point="guichet").status_code == 201


@pytest.mark.parametrize(
    ("asked", "kept"), [("en-GB", "en"), ("FR-Simple", "fr-simple"), ("xx", "fr")]
)
def test_a_language_is_kept_as_it_was_spoken(town: Any, asked: str, kept: str) -> None:
    """A response keeps the language that the survey speaks to whoever asks for that one."""
    town.submit(GOOD, language=asked)
    assert town.responses()[0]["language"] == kept
