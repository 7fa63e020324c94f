"""From a site to its collector, over the same HTTP that strangers use."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from porte_voix import Client, Conflict, Forbidden, Invalid
from widget_backend.services import delivering
from widget_backend.services.delivering import deliver
from widget_backend.store.models import Change, State


@pytest.fixture
def pipe(collector: Any) -> Iterator[Client]:
    """Give the site's client to the collector."""
    token = collector.new_token("deliveries:write", organisation="centre", source="site-a")
    with collector.sdk(token) as client:
        yield client


def delivered(town: Any, pipe: Client) -> Any:
    """Deliver once."""
    with town.backend.in_use():
        return deliver(town.backend, pipe)


def told(changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give changes without what each backend decides itself: its cursor and its time."""
    return [{k: v for k, v in change.items() if k not in {"change", "at"}} for change in changes]


def test_collector_has_what_the_site_has(town: Any, collector: Any, pipe: Client) -> None:
    """After a delivery, the collector's feed says what the site's says."""
    town.submit({"satisfaction": "good", "verbatim": "Mme Dupont"})
    town.submit({"satisfaction": "bad"}, contact_point="guichet")
    assert delivered(town, pipe).changes == 3
    assert told(collector.feed()) == told(town.feed())


def test_second_delivery_brings_only_what_is_new(town: Any, collector: Any, pipe: Client) -> None:
    """What was delivered is not delivered again."""
    town.submit({"satisfaction": "good"})
    delivered(town, pipe)
    assert delivered(town, pipe).changes == 0
    town.submit({"satisfaction": "bad"})
    assert delivered(town, pipe).changes == 1
    assert len(collector.responses()) == 2


def test_silence_costs_no_write(town: Any, collector: Any, pipe: Client) -> None:
    """A round without news writes nothing at the collector; one with news does (control)."""
    delivered(town, pipe)
    written = collector.backend.config.data_dir / "porte-voix.sqlite3-wal"
    before = written.read_bytes()
    delivered(town, pipe)
    assert written.read_bytes() == before
    town.submit({"satisfaction": "good"})
    delivered(town, pipe)
    assert written.read_bytes() != before


def test_erasure_reaches_the_collector(town: Any, collector: Any, pipe: Client) -> None:
    """A response erased at the site is gone at the collector with the next delivery."""
    town.submit({"satisfaction": "good", "verbatim": "Une phrase reconnaissable."})
    delivered(town, pipe)
    with town.sdk() as sdk:
        (response,) = sdk.responses.list()
        sdk.responses.erase(response.id)
    delivered(town, pipe)
    assert [c["type"] for c in collector.feed()] == ["survey", "erasure"]


def test_small_pages_bring_the_same(
    town: Any, collector: Any, pipe: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the feed is cut in pages, the collector ends with the same set."""
    for _ in range(7):
        town.submit({"satisfaction": "good"})
    monkeypatch.setattr(delivering, "PAGE", 2)
    delivered(town, pipe)
    assert told(collector.feed()) == told(town.feed())


@pytest.mark.parametrize(("most", "fits"), [(3000, True), (300, False)])
def test_page_too_large_for_the_collector_is_cut(
    town: Any, collector: Any, pipe: Client, most: int, fits: bool
) -> None:
    """A page beyond the collector's limit is cut until it fits; one change that never does is told.

    Otherwise a few hundred long texts would stop all delivery of a site for ever.
    """
    for number in range(8):
        town.submit({"satisfaction": "good", "verbatim": f"{number}" * 1000})
    with town.backend.in_use():
        Change.delete().where(Change.type == "survey").execute()
    object.__setattr__(collector.backend.config, "max_delivery_bytes", most)
    if fits:
        delivered(town, pipe)
        assert told(collector.feed()) == told(town.feed())
        return
    with pytest.raises(Invalid):
        delivered(town, pipe)
    assert collector.feed() == []


def page(town: Any, after: str = "", limit: int = 500) -> tuple[list[bytes], str]:
    """Take a page of the site's feed as it would be sent."""
    answer = town.staff("GET", f"/v1/feed?limit={limit}&after={after}")
    return answer.data.splitlines(), answer.headers["Porte-Voix-Cursor"]


def test_repeated_page_changes_nothing(town: Any, collector: Any, pipe: Client) -> None:
    """A page sent again, because its answer was lost, is refused, and the site asks where it is."""
    town.submit({"satisfaction": "good"})
    lines, cursor = page(town)
    pipe.deliveries.send(lines, cursor=cursor)
    with pytest.raises(Conflict):
        pipe.deliveries.send(lines, cursor=cursor)
    assert pipe.deliveries.position() == cursor
    assert len(collector.responses()) == 1


def test_page_out_of_order_is_refused(town: Any, collector: Any, pipe: Client) -> None:
    """A page that does not start where the collector stands is refused: nothing is skipped."""
    town.submit({"satisfaction": "good"})
    _, first = page(town, limit=1)
    lines, cursor = page(town, after=first)
    with pytest.raises(Conflict):
        pipe.deliveries.send(lines, after=first, cursor=cursor)
    assert collector.feed() == []
    delivered(town, pipe)
    assert told(collector.feed()) == told(town.feed())


def test_old_page_does_not_bring_an_erased_response_back(
    town: Any, collector: Any, pipe: Client
) -> None:
    """Sending everything again in a new epoch leaves what was erased erased."""
    town.submit({"satisfaction": "good"})
    old, _ = page(town)
    delivered(town, pipe)
    with town.sdk() as sdk:
        (response,) = sdk.responses.list()
        sdk.responses.erase(response.id)
    delivered(town, pipe)
    with town.backend.in_use():
        State.update(value="restored").where(State.name == "epoch").execute()
    _, cursor = page(town)
    ack = pipe.deliveries.send(old, cursor=cursor)
    assert ack.accepted == 0
    assert collector.responses() == []


def test_restored_site_is_taken_in_again(town: Any, collector: Any, pipe: Client) -> None:
    """After the site was restored from a backup, delivery begins again, and doubles nothing."""
    town.submit({"satisfaction": "good"})
    delivered(town, pipe)
    with town.backend.in_use():
        State.update(value="restored").where(State.name == "epoch").execute()
    town.submit({"satisfaction": "bad"})
    delivered(town, pipe)
    assert told(collector.feed()) == told(town.feed())


def test_source_speaks_for_itself_alone(town: Any, collector: Any, pipe: Client) -> None:
    """A token delivers for its own source: another's name is refused with its line."""
    town.submit({"satisfaction": "good"})
    lines, cursor = page(town)
    forged = [line.replace(b'"source": "site-a"', b'"source": "site-b"') for line in lines]
    with pytest.raises(Invalid) as refused:
        pipe.deliveries.send(forged, cursor=cursor)
    assert refused.value.errors[0].pointer == "/0/source"
    assert collector.feed() == []


def test_source_cannot_take_over_another_s_response(
    town: Any, collector: Any, pipe: Client
) -> None:
    """A response keeps the source that brought it."""
    town.submit({"satisfaction": "good"})
    lines, cursor = page(town)
    delivered(town, pipe)
    token = collector.new_token("deliveries:write", organisation="centre", source="site-b")
    forged = [line.replace(b'"source": "site-a"', b'"source": "site-b"') for line in lines]
    with collector.sdk(token) as other, pytest.raises(Invalid) as refused:
        other.deliveries.send(forged, cursor=cursor)
    assert refused.value.errors[0].pointer == "/1/id"
    assert [change["source"] for change in collector.feed()] == ["site-a", "site-a"]


def test_delivering_needs_its_scope_and_a_source(town: Any, collector: Any) -> None:
    """A token without the scope is refused, and so is one that names no source."""
    for token in (
        collector.new_token("feed:read", organisation="centre"),
        collector.new_token("deliveries:write", organisation="centre"),
    ):
        with collector.sdk(token) as client, pytest.raises(Forbidden):
            client.deliveries.position()


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        (b"{", 422, "/0"),
        (b'{"change": "c"}', 422, "/0/type"),
        (b"[]", 422, "/0"),
        (
            b'{"change":"c","type":"response","id":"i","source":"site-a","at":"t"}',
            422,
            "/0/response",
        ),
        (b"[" * 100_000, 422, "/0"),
    ],
)
def test_wrong_line_refuses_the_whole_page(
    town: Any, collector: Any, body: bytes, status: int, pointer: str
) -> None:
    """One wrong line and nothing of the page is kept, not even its cursor."""
    token = collector.new_token("deliveries:write", organisation="centre", source="site-a")
    town.submit({"satisfaction": "good"})
    lines, cursor = page(town)
    answer = collector.staff(
        "POST",
        "/v1/deliveries",
        token=token,
        data=b"\n".join([body, *lines]),
        headers={"Porte-Voix-Cursor": cursor},
    )
    assert answer.status_code == status
    assert answer.get_json()["errors"][0]["pointer"] == pointer
    assert collector.feed() == []
    position = collector.staff("GET", "/v1/deliveries", token=token).get_json()
    assert position == {"source": "site-a", "cursor": None}


def test_gzip_is_read_within_bounds(town: Any, collector: Any) -> None:
    """A gzip that unpacks to too much, none at all, a cut one, and a second one are refused."""
    token = collector.new_token("deliveries:write", organisation="centre", source="site-a")
    bomb = gzip.compress(b" " * (collector.backend.config.max_delivery_bytes + 1))
    _, cursor = page(town)
    for body, status in (
        (bomb, 413),
        (b"plain", 400),
        (gzip.compress(b"{}")[:-4], 400),
        (gzip.compress(b"{}\n") + gzip.compress(b"{}\n"), 400),
        (gzip.compress(b"{}\n" * 100_000), 413),
    ):
        answer = collector.staff(
            "POST",
            "/v1/deliveries",
            token=token,
            data=body,
            headers={"Porte-Voix-Cursor": cursor, "Content-Encoding": "gzip"},
        )
        assert answer.status_code == status
    assert collector.feed() == []


def test_missing_or_wrong_cursor_is_told(collector: Any) -> None:
    """A page without its cursor, or with one that is none, is refused."""
    token = collector.new_token("deliveries:write", organisation="centre", source="site-a")
    answer = collector.staff("POST", "/v1/deliveries", token=token, data=b"")
    assert answer.get_json()["errors"][0]["code"] == "missing_cursor"
    answer = collector.staff(
        "POST", "/v1/deliveries", token=token, data=b"", headers={"Porte-Voix-Cursor": "x"}
    )
    assert answer.get_json()["code"] == "invalid_cursor"
