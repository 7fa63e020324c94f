"""Delivery in the background: it goes on, whatever fails."""

from __future__ import annotations

from typing import Any

import pytest

from porte_voix import Client, TransportError
from widget_backend.errors import InvalidCursor
from widget_backend.services import delivering
from widget_backend.services.delivering import Deliverer, pause_seconds


@pytest.mark.parametrize("failure", [TransportError("away"), InvalidCursor()])
def test_background_delivery_goes_on_after_a_failure(
    town: Any, collector: Any, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    """A collector that is away at first, or answers nonsense, gets everything once it is back."""
    monkeypatch.setattr(delivering, "pause_seconds", lambda failures: 0.01)
    token = collector.new_token("deliveries:write", organisation="centre", source="site-a")
    tries: list[int] = []

    def open_client() -> Client:
        tries.append(len(tries))
        if len(tries) < 3:
            raise failure
        return collector.sdk(token)

    town.submit({"satisfaction": "good"})
    deliverer = Deliverer(town.backend, open_client)
    deliverer.start()
    for _ in range(500):
        if collector.responses():
            break
    deliverer.stop()
    assert len(collector.responses()) == 1
    assert len(tries) >= 3


def test_pause_grows_and_is_bounded() -> None:
    """After each failure the pause doubles, up to ten minutes, never all at the same moment."""
    assert 1.0 <= pause_seconds(1) <= 2.0
    assert 2.0 <= pause_seconds(2) <= 4.0
    assert pause_seconds(1000) <= 600.0
    assert len({pause_seconds(5) for _ in range(20)}) > 1
