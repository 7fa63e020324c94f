"""What one answer costs the network."""

from __future__ import annotations

from typing import Any

LIMIT_BYTES = 15_000
QUESTION_REQUESTS = 2


def test_whole_answer_is_light(wire: Any, answer: Any, widget: Any) -> None:
    """The reference questionnaire takes 15 kB from load to receipt, with every header."""
    answer()
    assert len(widget.town.responses()) == 1
    assert wire.bytes <= LIMIT_BYTES


def test_heavy_answer_is_noticed(wire: Any, answer: Any, widget: Any) -> None:
    """Control: were nothing compressed, it would take more."""
    widget.page.context.set_extra_http_headers({"Accept-Encoding": "identity"})
    answer()
    assert wire.bytes > LIMIT_BYTES


def test_two_requests_bring_the_question(wire: Any, widget: Any) -> None:
    """The script and the survey: nothing else is asked before the question is shown."""
    seen: list[str] = []
    widget.page.on("request", lambda request: seen.append(request.url))
    widget.open()
    assert len([url for url in seen if url.startswith(wire.origin)]) <= QUESTION_REQUESTS
    assert wire.received > 0
