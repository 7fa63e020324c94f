"""The way in as the widget uses it: a form, answered for a form, in the respondent's language."""

from __future__ import annotations

import json
from typing import Any

URLENCODED = "application/x-www-form-urlencoded"
PERSONAL = "Rappelez-moi au 06 12 34 56 78, merci."


def test_form_is_one_response(widget: Any, town: Any) -> None:
    """A form takes the same way in as JSON, with the page that it came from."""
    answer = widget.post(
        [
            *(("satisfaction", "good"), ("contact_tried", "email"), ("contact_tried", "phone")),
            *(("contact_reached:phone", "yes"), ("contact_reached:email", "no")),
            *(("contact_satisfaction:phone", "good"), ("verbatim", " Un.\r\nDeux. ")),
            *(("pv-version", "1"), ("pv-page", "/avis?dossier=A1"), ("pv-language", "fr")),
        ],
        contact_point="guichet",
    )
    assert answer.status_code == 201
    (response,) = town.responses()
    assert response["answers"] == {
        "satisfaction": "good",
        "contact_tried": ["phone", "email"],
        "contact_reached": {"phone": "yes", "email": "no"},
        "contact_satisfaction": {"phone": "good"},
        "verbatim": "Un.\nDeux.",
    }
    assert (response["channel"], response["version"], response["language"]) == ("widget", 1, "fr")
    assert response["contact_point"] == "guichet"
    assert response["context"] == {"page": "/avis"}


def test_every_type_of_question_is_read(pdf: Any, widget: Any, every_type: Any) -> None:
    """Each control is read as its question's type wants it, several files of one question too."""
    answer = widget.post_files(
        {
            "mood": "bad",
            "clarity": "low",
            "mark": "9",
            "way": "other",
            "way:other": "à pied",
            "tried": ["phone", "counter"],
            "reached:counter": "yes",
            "grid:site": "yes",
            "grid:letter": "no",
            "story": "Voilà.",
            "mail:address": "a@b.fr",
            "mail:consent": "1",
            "papers": [pdf("Un."), pdf("Deux.")],
        },
        "every-type",
    )
    assert answer.status_code == 201, answer.text
    (response,) = every_type.responses()
    assert response["answers"] == {
        "mood": "bad",
        "clarity": "low",
        "mark": 9,
        "way": "other",
        "way:other": "à pied",
        "tried": ["counter", "phone"],
        "reached": {"counter": "yes"},
        "grid": {"site": "yes", "letter": "no"},
        "story": "Voilà.",
    }
    assert [document["question"] for document in response["documents"]] == ["papers", "papers"]


def test_long_texts_fit_in_any_alphabet(widget: Any, town: Any) -> None:
    """Percent-encoding makes six bytes of an Arabic letter: the longest texts still fit."""
    keys = ("one", "two", "three")
    questions = [{"key": key, "type": "long_text", "label": {"fr": key}} for key in keys]
    base = {"kind": "custom", "default_language": "fr", "languages": ["fr"], "title": {"fr": "x"}}
    town.publish("long", definition=base | {"questions": questions})
    answer = widget.post(dict.fromkeys(keys, "ا" * 15_000), "long")
    assert answer.status_code == 201, answer.get_json()["code"]


def test_thanks_are_put_up(widget: Any) -> None:
    """The answer holds what the respondent reads: thanks, the receipt, where to follow it."""
    body = widget.post({"satisfaction": "good"}).get_json()
    panel = body["panel"]
    assert panel[:2] == ["div", {"class": "pv-thanks"}]
    heading = panel[2]
    assert heading[:2] == ["h2", {"class": "pv-title", "tabindex": "-1"}]
    assert ["code", {"class": "pv-receipt", "dir": "ltr"}, body["receipt"]] in panel
    (button,) = widget.found(panel, "button")
    assert (button[1]["data-copy"], button[2]) == ("Copié", "Copier")
    assert ["output", {}] in panel
    (link,) = widget.found(panel, "a")
    assert link[1] == {"class": "pv-link", "href": "http://backend.test/r"}


def test_what_was_masked_is_put_up(widget: Any) -> None:
    """The respondent reads what was kept of a text in which something was masked, line by line."""
    body = widget.post({"satisfaction": "good", "verbatim": f"Bonjour.\n{PERSONAL}"}).get_json()
    (kept,) = widget.found(body["panel"], "blockquote")
    assert kept[2] == "Bonjour.\nRappelez-moi au [téléphone], merci."


def test_mistakes_are_marked_in_order(widget: Any, every_type: Any) -> None:
    """Wrong answers come as places and sentences, in the order of the form, once a place."""
    form = {"mail:address": "a", "mark": "99", "way": "post", "way:other": "x", "tried": "?"}
    body = widget.problem(widget.post(form, "every-type"), 422, "invalid_answers")
    assert [place for place, _ in body["marks"]] == [
        *("mood", "mark", "way:other", "tried", "mail:address", "mail:consent"),
    ]
    assert body["marks"][0] == ["mood", "Il manque une réponse."]
    assert "panel" not in body
    assert every_type.responses() == []


def test_refused_document_is_marked(widget: Any, every_type: Any) -> None:
    """A file that cannot be rebuilt is told at its question, with what to do."""
    form = {"mood": "good", "grid:site": "yes", "grid:letter": "no", "papers": [b"hello"]}
    answer = widget.post_files(form, "every-type", language="en")
    (mark,) = widget.problem(answer, 422, "document_refused")["marks"]
    assert mark[0] == "papers"
    assert mark[1].startswith("This file is neither")
    assert every_type.responses() == []


def test_personal_data_is_shown_before_it_is_kept(widget: Any, town: Any) -> None:
    """With the policy "ask" nothing is kept: the panel shows what was found, and asks first."""
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
    town.publish("ask", definition=definition | {"anonymization": "ask"})
    form = {"satisfaction": "good", "verbatim": PERSONAL}
    body = widget.problem(widget.post(form, "ask", key="once"), 422, "personal_data_found")
    text = json.dumps(body["panel"], ensure_ascii=False)
    assert '["bdi", {}, "Rappelez-moi au ", ["mark", {}, "06 12 34 56 78"], ", merci."]' in text
    buttons = [node[1] for node in widget.found(body["panel"], "button")]
    assert (buttons[0]["name"], buttons[0]["value"]) == ("pv-accept", "1")
    assert (buttons[1]["type"], buttons[1]["data-to"]) == ("button", "verbatim")
    assert town.responses() == []
    assert widget.post(form | {"pv-accept": "1"}, "ask", key="once").status_code == 201
    assert town.responses()[0]["answers"]["verbatim"] == "Rappelez-moi au [téléphone], merci."


def test_what_is_not_asked_is_left_out(widget: Any, every_type: Any) -> None:
    """What a respondent answered before changing their mind is not kept."""
    form = {"mood": "good", "grid:site": "yes", "reached:phone": "yes", "story": "Écrit avant."}
    assert widget.post(form, "every-type").status_code == 201
    assert every_type.responses()[0]["answers"] == {"mood": "good"}


def test_document_that_is_not_asked_is_left_out(widget: Any, town: Any) -> None:
    """A file chosen at a question that is no longer asked is not even opened."""
    definition = {
        "kind": "custom",
        "default_language": "fr",
        "languages": ["fr"],
        "title": {"fr": "Essai"},
        "questions": [
            {
                "key": "found",
                "type": "single_choice",
                "label": {"fr": "Trouvé ?"},
                "choices": [{"key": k, "label": {"fr": k}} for k in ("yes", "no")],
            },
            {
                "key": "papers",
                "type": "document",
                "label": {"fr": "Lequel ?"},
                "show_if": {"question": "found", "equals": "no"},
            },
        ],
    }
    town.publish("found", definition=definition)
    answer = widget.post_files({"found": "yes", "papers": [b"not a document"]}, "found")
    assert answer.status_code == 201, answer.text
    assert town.responses()[0]["documents"] == []


def test_repetition_is_the_same_answer(widget: Any, town: Any) -> None:
    """The outbox may send twice, also after the closing: one response, one receipt, one panel."""
    form = {"satisfaction": "good"}
    first = widget.post(form, key="once")
    with town.sdk() as sdk:
        sdk.surveys.close("satisfaction")
    second = widget.post(form, key="once")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.get_json() == second.get_json()
    assert len(town.responses()) == 1
    other = widget.problem(
        widget.post({"satisfaction": "bad"}, key="once"), 409, "idempotency_conflict"
    )
    assert widget.text_of(other["panel"])


def test_old_form_answers_its_version(widget: Any, town: Any) -> None:
    """A form that was opened before a new version was published is judged by its own."""
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
        kept = [q for q in definition["questions"] if q["key"] == "satisfaction"]
        sdk.surveys.draft("satisfaction", definition | {"questions": kept})
        sdk.surveys.publish("satisfaction")
    form = {"satisfaction": "good", "verbatim": "Bien."}
    assert widget.post(form | {"pv-version": "1"}).status_code == 201
    body = widget.problem(widget.post(form), 422, "invalid_answers")
    assert [error["pointer"] for error in body["errors"]] == ["/answers/verbatim"]


def test_question_may_be_called_response(widget: Any, town: Any) -> None:
    """A form with a control `response` is told from JSON by the version that every form sends."""
    definition = {
        "kind": "custom",
        "default_language": "fr",
        "languages": ["fr"],
        "title": {"fr": "Essai"},
        "questions": [{"key": "response", "type": "short_text", "label": {"fr": "Oui ?"}}],
    }
    town.publish("response", definition=definition)
    form = {"response": "Oui.", "pv-version": "1"}
    for content_type in (URLENCODED, "multipart/form-data"):
        answer = widget.post(form, "response", content_type=content_type)
        assert answer.status_code == 201, answer.text
    assert [r["answers"] for r in town.responses()] == [{"response": "Oui."}] * 2


def test_programs_are_told_nothing_more(town: Any) -> None:
    """JSON, alone or in its part, is answered for programs, without panels or marks."""
    for files in (None, {"extra": b"x"}):
        body = town.submit({"satisfaction": "great"}, files=files).get_json()
        assert {"panel", "marks"} & set(body) == set()
    assert "panel" not in town.submit({"satisfaction": "good"}).get_json()


def test_a_kiosk_says_so(town: Any) -> None:
    """A form that says it is a kiosk's is kept under that channel, another under the widget's."""
    assert channel_of(town, "kiosk") == "kiosk"
    assert channel_of(town, "") == "widget"


def channel_of(town: Any, said: str) -> str:
    """Post a form that says its channel; give the channel under which it was kept."""
    query = {"site": town.site, "language": "fr"}
    form = {"satisfaction": "good", "pv-channel": said}
    headers = {"Origin": "https://www.ville.example"}
    sent = town.client.post("/v1/s/satisfaction/r", query_string=query, data=form, headers=headers)
    assert sent.status_code == 201
    channel: str = town.responses()[-1]["channel"]
    return channel
