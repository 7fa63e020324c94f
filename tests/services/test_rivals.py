"""Two people who act on one thing at the same moment: the second sees what the first did."""

from __future__ import annotations

from typing import Any

import pytest

from widget_backend.errors import Conflict, NotFound
from widget_backend.services import access, responses, tree
from widget_backend.store.models import Change, Response

OPERATOR = access.operator()
ORIGIN = "https://m.ville.example"


@pytest.fixture
def held(town: Any, backend: Any) -> str:
    """Give the id of a response that waits for a person."""
    town.submit({"satisfaction": "good"})
    Response.update(state="held").execute()
    Change.delete().execute()
    return str(Response.get().id)


def changes() -> list[str]:
    """Give the types of the changes in the log."""
    return [row.type for row in Change.select().order_by(Change.number)]


def test_response_let_through_twice_enters_the_feed_once(
    backend: Any, held: str, meanwhile: Any
) -> None:
    """The second of two decisions at the same moment finds nothing to decide."""

    def review() -> None:
        responses.review(backend, OPERATOR, held, "accept")

    meanwhile(responses, review)
    with pytest.raises(Conflict):
        review()
    assert changes() == ["response"]


def test_response_erased_meanwhile_stays_erased(backend: Any, held: str, meanwhile: Any) -> None:
    """Letting a response through just after its author erased it announces nothing."""
    meanwhile(responses, lambda: responses.erase(backend, Response.get_by_id(held)))
    with pytest.raises(NotFound):
        responses.review(backend, OPERATOR, held, "accept")
    assert changes() == ["erasure"]


def test_response_erased_twice_leaves_one_tombstone(
    backend: Any, held: str, meanwhile: Any
) -> None:
    """Its author and staff who erase a response at the same moment leave one tombstone."""
    row = Response.get_by_id(held)
    meanwhile(responses, lambda: responses.erase(backend, row))
    responses.erase(backend, row)
    assert changes() == ["erasure"]


def test_site_keeps_both_of_two_changes(town: Any, backend: Any, meanwhile: Any) -> None:
    """A name changed just after the origins leaves the new origins as they are."""
    meanwhile(tree, lambda: tree.change_site(OPERATOR, town.site, origins=[ORIGIN]))
    changed = tree.change_site(OPERATOR, town.site, name="Nouveau site")
    assert (changed["name"], changed["origins"]) == ("Nouveau site", [ORIGIN])
