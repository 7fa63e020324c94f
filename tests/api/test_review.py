"""The policies of a survey: ask first, or hold until a person has looked."""

from __future__ import annotations

from typing import Any

import pytest

from porte_voix import Conflict, NotFound

PERSONAL = {"satisfaction": "good", "verbatim": "Mon numéro : 06 12 34 56 78"}


def publish(town: Any, policy: str) -> None:
    """Publish the reference questionnaire with a policy."""
    with town.sdk() as sdk:
        definition = dict(sdk.surveys.get("satisfaction").raw["draft"])
    town.publish(policy, definition=definition | {"anonymization": policy})


def test_ask_gives_the_findings_and_keeps_nothing(town: Any) -> None:
    """With the policy "ask", the respondent decides before anything is kept."""
    publish(town, "ask")
    answer = town.submit(PERSONAL, survey="ask", key="k")
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (422, "personal_data_found")
    assert body["findings"] == [{"question": "verbatim", "type": "phone", "start": 13, "end": 27}]
    assert town.responses() == []


def test_ask_lets_the_respondent_accept_the_marks(town: Any) -> None:
    """The same submission, with the marks accepted, is kept masked."""
    publish(town, "ask")
    town.submit(PERSONAL, survey="ask", key="k")
    assert town.submit(PERSONAL, survey="ask", key="k", accept_redaction=True).status_code == 201
    assert town.responses()[0]["answers"]["verbatim"] == "Mon numéro : [téléphone]"


def test_ask_says_nothing_of_a_clean_text(town: Any) -> None:
    """Without personal data there is nothing to ask (control)."""
    publish(town, "ask")
    assert (
        town.submit({"satisfaction": "good", "verbatim": "Merci."}, survey="ask").status_code == 201
    )


@pytest.fixture
def held(town: Any) -> str:
    """Give the id of a response that waits for a person."""
    publish(town, "review")
    town.submit(PERSONAL, survey="review")
    with town.sdk() as sdk:
        (response,) = sdk.responses.list(survey="review")
    return str(response.id)


def test_held_response_is_kept_from_every_reader(town: Any, held: str) -> None:
    """A response under review is not in the feed; one without free text is (control)."""
    assert town.responses() == []
    town.submit({"satisfaction": "good"}, survey="review")
    assert len(town.responses()) == 1


def test_accepted_response_enters_the_feed(town: Any, held: str) -> None:
    """What a person let through is read by all, and its status says so."""
    with town.sdk() as sdk:
        sdk.responses.review(held, "accept")
        with pytest.raises(Conflict):
            sdk.responses.review(held, "accept")
    (response,) = town.responses()
    assert response["anonymization"]["status"] == "reviewed"


def test_rejected_response_is_erased(town: Any, held: str) -> None:
    """What a person rejected is gone."""
    with town.sdk() as sdk:
        sdk.responses.review(held, "reject")
        with pytest.raises(NotFound):
            sdk.responses.get(held)
    assert town.responses() == []


def test_unknown_decision_is_refused(town: Any, held: str) -> None:
    """A decision is accept or reject."""
    answer = town.staff("POST", f"/v1/responses/{held}/review", json={"decision": "maybe"})
    assert answer.get_json()["errors"][0]["pointer"] == "/decision"
