"""The hosted page over HTTP: steps, languages and what the address fills in."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest


@pytest.fixture
def stepped(town: Any) -> Any:
    """Give a town that has published a survey of two steps, with hidden questions."""

    def labelled(*questions: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"label": {"fr": q["key"], "en": q["key"]}} | q for q in questions]

    choices = labelled({"key": "yes"}, {"key": "no"})
    questions = labelled(
        {"key": "first", "type": "step"},
        {"key": "wish", "type": "short_text"},
        {"key": "papers", "type": "document"},
        {"key": "second", "type": "step"},
        {"key": "found", "type": "single_choice", "choices": choices, "required": True},
        {"key": "role", "type": "single_choice", "choices": choices, "hidden": True},
        {"key": "origin", "type": "short_text", "max_length": 10, "hidden": True},
    )
    texts = {"fr": "Essai", "en": "Trial"}
    base = {"kind": "custom", "default_language": "fr", "languages": ["fr", "en"], "title": texts}
    town.publish("stepped", definition=base | {"questions": questions})
    return town


def test_steps_lead_to_a_receipt(stepped: Any, visit: Any) -> None:
    """Each press shows the next step, and the last one brings the receipt."""
    visitor = visit("stepped", role="yes", origin="permis")
    page = visitor.send(wish="Vite")
    assert page.status_code == 200
    assert visitor.hidden()["pv-step"] == "1"
    page = visitor.send(wish="Vite")
    assert (page.status_code, visitor.hidden()["pv-step"]) == (422, "1")
    assert visitor.send(wish="Vite", found="yes").status_code == 201
    (response,) = stepped.responses()
    assert response["answers"] == {
        "wish": "Vite",
        "found": "yes",
        "role": "yes",
        "origin": "permis",
    }


@pytest.mark.parametrize(
    "query", [{"role": "perhaps"}, {"origin": "much too long"}, {"wish": "Vite"}, {"colour": "red"}]
)
def test_what_the_address_fills_in_wrongly_is_left_out(
    stepped: Any, visit: Any, query: dict[str, str]
) -> None:
    """A respondent could not put it right; and only hidden questions are filled in at all."""
    visitor = visit("stepped", **query)
    visitor.send()
    assert visitor.send(found="yes").status_code == 201
    assert stepped.responses()[0]["answers"] == {"found": "yes"}


def test_switching_the_language_loses_nothing(stepped: Any, visit: Any) -> None:
    """The page comes back in the other language, at the same step, with all that was typed."""
    visitor = visit("stepped")
    visitor.send(wish="Vite")
    page = visitor.send(wish="Vite", **{"pv-language": "en"})
    assert page.status_code == 200
    assert '<html lang="en"' in page.text
    assert 'value="Vite"' in page.text
    assert visitor.hidden()["pv-step"] == "1"
    assert "language=en" in page.text.split("<form", 1)[1].split(">", 1)[0]
    assert "Another look" not in page.text
    assert stepped.responses() == []


def test_switching_the_language_keeps_the_response_one(stepped: Any, visit: Any) -> None:
    """A page in another language is still the same page: sent twice, it is one response."""
    visitor = visit("stepped")
    before = visitor.hidden()["pv-form"]
    visitor.send(**{"pv-language": "en"})
    visitor.send()
    hidden = visitor.hidden()
    visitor.address = visitor.address.replace("language=fr", "language=en")
    for status in (201, 200):
        answer = stepped.client.post(visitor.address, data=hidden | {"found": "yes"})
        assert answer.status_code == status
    assert before
    assert len(stepped.responses()) == 1
    assert stepped.responses()[0]["language"] == "en"


def test_a_file_that_a_page_lost_is_asked_for_again(stepped: Any, visit: Any) -> None:
    """Whoever went back after choosing a file is told that it must be chosen once more."""
    visitor = visit("stepped")
    visitor.send()
    file = (BytesIO(b"%PDF-1.4"), "scan.pdf")
    assert 'id="papers-l"' in visitor.send(papers=file, **{"pv-go": "back"}).text
    page = visitor.send()
    assert visitor.asks("papers")
    assert 'id="papers-l"' in page.text
    assert visitor.send(found="yes").status_code == 201


def test_a_question_that_is_not_there_is_refused(stepped: Any, visit: Any) -> None:
    """A control that the page does not have is not passed over in silence."""
    page = visit("stepped").send(wish="Vite", colour="red")
    assert page.status_code == 422
    assert "Cette question n’est pas dans l’enquête." in page.text
