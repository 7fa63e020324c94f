"""Forms that cannot be taken in: what is told, to whom, and that nothing is kept."""

from __future__ import annotations

from typing import Any

import pytest

from widget_backend.api import form_posts
from widget_backend.services import intake
from widget_backend.store.database import Refused

ORIGIN = "https://www.ville.example"


@pytest.mark.parametrize(
    ("form", "code", "place"),
    [
        ({"colour": "red"}, "unknown_question", ""),
        ({"contact_reached:nowhere": "yes"}, "unknown_question", "contact_reached:nowhere"),
        ({"satisfaction:other": "x"}, "unknown_question", "satisfaction:other"),
        ({"verbatim/x": "x"}, "unknown_question", ""),
        ({"": "x"}, "unknown_question", ""),
        ([("satisfaction", "good"), ("satisfaction", "bad")], "too_many", "satisfaction"),
        ([("verbatim", "a"), ("verbatim", "b")], "too_many", "verbatim"),
        ({"satisfaction": "great"}, "unknown_choice", "satisfaction"),
        ({"satisfaction": "good", "verbatim": "x" * 15_001}, "too_long", "verbatim"),
    ],
)
def test_stray_control_is_refused(widget: Any, town: Any, form: Any, code: str, place: str) -> None:
    """A control that the survey does not have, or that says two things, is never passed over."""
    pairs = list(form.items() if isinstance(form, dict) else form)
    if "satisfaction" not in dict(pairs):
        pairs.append(("satisfaction", "good"))
    body = widget.problem(widget.post(pairs), 422, "invalid_answers")
    assert code in [error["code"] for error in body["errors"]]
    assert place in [marked for marked, _ in body["marks"]]
    assert town.responses() == []


@pytest.mark.parametrize(
    ("name", "code"),
    [("colour", "unknown_question"), ("mood", "unknown_question"), ("pv-x", "unknown_question")],
)
def test_stray_file_is_refused(
    pdf: Any, widget: Any, every_type: Any, name: str, code: str
) -> None:
    """A file where the survey takes none is never passed over."""
    form = {"mood": "good", "grid:site": "yes", "grid:letter": "no", name: [pdf("Un.")]}
    if name == "mood":
        form = {"grid:site": "yes", "grid:letter": "no", name: [pdf("Un.")]}
    body = widget.problem(widget.post_files(form, "every-type"), 422, "invalid_answers")
    assert code in [error["code"] for error in body["errors"]]
    assert every_type.responses() == []


def test_text_in_place_of_a_file_is_refused(widget: Any, every_type: Any) -> None:
    """The control of a document takes files alone."""
    form = {"mood": "good", "grid:site": "yes", "grid:letter": "no", "papers": "scan.pdf"}
    body = widget.problem(widget.post(form, "every-type"), 422, "invalid_answers")
    assert [place for place, _ in body["marks"]] == ["papers"]


def test_empty_controls_are_nothing(widget: Any, town: Any) -> None:
    """What was left empty, and the form's own controls, are no answers."""
    form = {"satisfaction": "good", "verbatim": "", "colour": "", "pv-else": "x"}
    assert widget.post(form).status_code == 201
    assert town.responses()[0]["answers"] == {"satisfaction": "good"}


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"pv-version": "x"}, 422, "invalid"),
        ({"pv-version": "0"}, 422, "invalid"),
        ({"pv-version": "-1"}, 422, "invalid"),
        ({"pv-version": "1.0"}, 422, "invalid"),
        ({"pv-version": "\u0661"}, 422, "invalid"),
        ({"pv-version": "2"}, 422, "invalid"),
        ({"pv-version": "9" * 30}, 422, "invalid"),
        ({"pv-page": "/" * 2001}, 422, "invalid"),
        ({"pv-channel": "paper"}, 422, "invalid"),
        (b"satisfaction=good&verbatim=%E9t%E9", 422, "invalid"),
        (b"satisfaction=good&verbatim=%ED%A0%80", 422, "invalid"),
        ("satisfaction=good&verbatim=été".encode("latin-1"), 422, "invalid"),
        (b"a=1&" * 1001, 413, "body_too_large"),
        (b"verbatim=" + b"x" * 800_000, 413, "body_too_large"),
        (b"", 422, "invalid_answers"),
        (b"&&&=&%", 422, "invalid_answers"),
    ],
)
def test_bad_form_is_told_apart(widget: Any, town: Any, form: Any, status: int, code: str) -> None:
    """Every kind of bad form gets its own problem, a sentence to read, and nothing is kept."""
    if isinstance(form, dict):
        form = {"satisfaction": "good"} | form
    body = widget.problem(widget.post(form), status, code)
    assert body.get("marks") or widget.text_of(body["panel"])
    assert town.responses() == []


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=x", "multipart/mixed"]
)
def test_broken_multipart_is_told(widget: Any, town: Any, content_type: str) -> None:
    """A form whose parts cannot be told apart is no form with answers."""
    answer = widget.post(b"--y\r\nnot a form", content_type=content_type)
    assert answer.status_code in (415, 422)
    assert town.responses() == []


def test_too_large_a_document_is_told(widget: Any, every_type: Any) -> None:
    """A file beyond every limit gets a sentence, in the respondent's language."""
    config = every_type.backend.config
    object.__setattr__(config, "max_document_bytes", 1000)
    form = {"mood": "good", "papers": [b"0" * (config.max_body_bytes + 20_000)]}
    body = widget.problem(
        widget.post_files(form, "every-type", language="en"), 413, "body_too_large"
    )
    assert widget.text_of(body["panel"]).startswith("This is too much at once")


@pytest.mark.parametrize(
    ("survey", "query", "status", "code", "words"),
    [
        ("none", {}, 404, "survey_not_found", "Cette enquête n’existe pas"),
        ("satisfaction", {"site": "none"}, 404, "site_not_found", "Ce lien n’est pas complet"),
        ("satisfaction", {"site": ""}, 404, "site_not_found", "Ce lien n’est pas complet"),
        ("satisfaction", {"contact_point": "none"}, 422, "invalid", "Cela n’a pas marché"),
    ],
)
def test_wrong_address_is_told(
    widget: Any, survey: str, query: Any, status: int, code: str, words: str
) -> None:
    """A wrong survey, site or contact point is told in the respondent's language."""
    body = widget.problem(widget.post({"satisfaction": "good"}, survey, **query), status, code)
    assert body["panel"][:2] == ["div", {}]
    assert words in widget.text_of(body["panel"])


def test_closed_survey_is_told_before_mistakes(widget: Any, town: Any) -> None:
    """Nobody is sent back to correct answers that no one will take."""
    with town.sdk() as sdk:
        sdk.surveys.close("satisfaction")
    for form in ({"satisfaction": "good"}, {"satisfaction": "great"}):
        body = widget.problem(widget.post(form, language="en"), 410, "survey_closed")
        assert widget.text_of(body["panel"]) == "This survey has ended."


def test_sentences_are_in_the_language_of_the_form(widget: Any, town: Any) -> None:
    """The query's language decides; one that the survey does not speak is the survey's own."""
    for language, sentence in (("en", "An answer is missing."), ("xx", "Il manque une réponse.")):
        body = widget.problem(
            widget.post({"verbatim": "x"}, language=language), 422, "invalid_answers"
        )
        assert body["marks"] == [["satisfaction", sentence]]
    assert widget.post({"satisfaction": "good"}, language="en").get_json()["panel"][2][2] == (
        "Thank you, your response has arrived"
    )
    assert town.responses()[0]["language"] == "en"


def test_busy_service_says_when_to_come_back(widget: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full service keeps nothing, says so, and lets the page's script read when to try again."""

    def refuse(*_: Any, **__: Any) -> None:
        raise Refused("locked")

    monkeypatch.setattr(intake, "submit", refuse)
    answer = widget.post({"satisfaction": "good"})
    body = widget.problem(answer, 503, "unavailable")
    assert "très demandé" in widget.text_of(body["panel"])
    assert answer.headers["Retry-After"]
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]


def test_bug_is_told_too(widget: Any, town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """When something breaks inside, the respondent still reads a sentence, and no trace of it."""

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(intake, "submit", fail)
    town.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = widget.post({"satisfaction": "good"})
    assert (
        widget.text_of(widget.problem(answer, 500, "internal")["panel"]) == "Cela n’a pas marché."
    )
    assert "secret detail" not in answer.text


def test_page_of_another_origin_is_refused(widget: Any, town: Any) -> None:
    """A form is taken from the site's own pages alone, and a preflight says so."""
    answer = widget.post({"satisfaction": "good"}, origin="https://evil.example")
    assert "panel" in widget.problem(answer, 403, "origin_not_allowed")
    assert "Access-Control-Allow-Origin" not in answer.headers
    preflight = {"Access-Control-Request-Headers": "idempotency-key"}
    for origin, allowed in ((ORIGIN, ORIGIN), ("https://evil.example", None)):
        asked = town.client.options("/v1/s/satisfaction/r", headers={"Origin": origin} | preflight)
        assert asked.headers.get("Access-Control-Allow-Origin") == allowed
    assert town.responses() == []


def test_words_of_people_stay_words(
    widget: Any, town: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Markup that someone typed reaches a panel as text."""
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
    town.publish("ask", definition=definition | {"anonymization": "ask"})
    typed = '<script>alert("1")</script> 06 12 34 56 78'
    body = widget.problem(
        widget.post({"satisfaction": "good", "verbatim": typed}, "ask"), 422, "personal_data_found"
    )
    assert '<script>alert("1")</script> ' in widget.text_of(body["panel"])
    monkeypatch.setattr(form_posts, "render_template", lambda *_, **__: f"<p>{typed}</p>")
    town.app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = widget.post({"satisfaction": "good"})
    assert answer.status_code == 500  # control: a template that did not escape would give nothing
