"""The feed over HTTP: order, cursors, tombstones."""

from __future__ import annotations

from typing import Any

import pytest

from porte_voix import CursorExpired, ProblemError
from widget_backend.store.models import Change, State


def test_feed_says_what_changed_in_order(town: Any) -> None:
    """A publication, a response and an erasure are three changes, in the order they happened."""
    town.submit({"satisfaction": "good"})
    town.submit({"satisfaction": "bad"})
    with town.sdk() as sdk:
        first, _ = sdk.responses.list()
        sdk.responses.erase(first.id)
    types = [(change["type"], change["id"] == first.id) for change in town.feed()]
    assert types == [("survey", False), ("response", False), ("erasure", True)]


def test_tombstone_is_an_id_alone(town: Any) -> None:
    """An erasure tells which response is gone, and nothing of what it said."""
    town.submit({"satisfaction": "good"})
    with town.sdk() as sdk:
        (response,) = sdk.responses.list()
        sdk.responses.erase(response.id)
    (tombstone,) = [change for change in town.feed() if change["type"] == "erasure"]
    assert set(tombstone) == {"change", "type", "id", "source", "at"}


def test_survey_change_has_its_definition(town: Any) -> None:
    """The centre can read the answers: the published definition is in the feed."""
    (change,) = [change for change in town.feed() if change["type"] == "survey"]
    assert (change["survey"]["key"], change["survey"]["version"]) == ("satisfaction", 1)
    assert change["survey"]["definition"]["kind"] == "satisfaction"


def test_pages_neither_repeat_nor_skip(town: Any) -> None:
    """Reading one by one gives what reading at once gives."""
    for _ in range(7):
        town.submit({"satisfaction": "good"})
    whole = town.feed()
    one_by_one, cursor, more = [], "", "true"
    while more == "true":
        answer = town.staff("GET", f"/v1/feed?limit=1&after={cursor}")
        one_by_one += [town.app.json.loads(line) for line in answer.text.splitlines()]
        cursor, more = answer.headers["Porte-Voix-Cursor"], answer.headers["Porte-Voix-More"]
    assert one_by_one == whole
    assert len(whole) == 8


def test_page_of_erased_responses_still_moves_on(town: Any) -> None:
    """A page whose responses are all erased is empty, and its cursor goes past them."""
    for _ in range(3):
        town.submit({"satisfaction": "good"})
    with town.sdk() as sdk:
        for response in list(sdk.responses.list()):
            sdk.responses.erase(response.id)
    answer = town.staff("GET", "/v1/feed?limit=4")
    assert (len(answer.text.splitlines()), answer.headers["Porte-Voix-More"]) == (1, "true")
    assert [change["type"] for change in town.feed()] == ["survey"] + ["erasure"] * 3


@pytest.mark.parametrize("cursor", ["x", "💥", "YQ", "YWJjLjE", "a.1", "YWJjZC4tMQ", "0" * 500])
def test_wrong_cursor_is_refused(town: Any, cursor: str) -> None:
    """What is not a cursor of this feed gets 400, never a reading from the start."""
    with town.sdk() as sdk, pytest.raises(ProblemError) as refused:
        next(sdk.feed(after=cursor))
    assert refused.value.code in {"invalid_cursor", "cursor_expired"}


def test_restored_feed_asks_to_begin_again(town: Any, backend: Any) -> None:
    """After the epoch changed, an old cursor gets 410, told apart from the end."""
    (change,) = town.feed()
    State.update(value="restored").where(State.name == "epoch").execute()
    with town.sdk() as sdk, pytest.raises(CursorExpired):
        next(sdk.feed(after=change["change"]))


def test_number_is_never_used_twice(town: Any, backend: Any) -> None:
    """Erasing the newest change and adding one gives a new number (SQLite would reuse it)."""
    town.submit({"satisfaction": "good"})
    newest = Change.select().order_by(Change.number.desc()).get()
    number = newest.number
    newest.delete_instance()
    town.submit({"satisfaction": "good"})
    assert Change.select().order_by(Change.number.desc()).get().number == number + 1


def test_private_things_are_never_in_the_feed(town: Any) -> None:
    """Receipts, their digests and e-mail addresses stay out of the feed."""
    question = {
        "key": "mail",
        "type": "email",
        "label": {"fr": "Votre adresse ?"},
        "consent": {"fr": "J’accepte qu’on m’écrive."},
    }
    definition = {
        "kind": "custom",
        "default_language": "fr",
        "languages": ["fr"],
        "title": {"fr": "Panel"},
        "questions": [question],
    }
    town.publish("panel", definition=definition)
    given = {"address": "garance@exemple.fr", "consent": True}
    receipt = town.submit({"mail": given}, survey="panel").get_json()["receipt"]
    fed = town.app.json.dumps(town.feed())
    assert receipt not in fed
    assert "garance" not in fed
    (response,) = town.responses()
    assert response["answers"] == {}


def test_address_given_with_consent_is_sealed(town: Any) -> None:
    """An e-mail address is in no file in clear; its holder reads it behind the receipt."""
    test_private_things_are_never_in_the_feed(town)
    folder = town.backend.config.data_dir
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"garance" not in kept
