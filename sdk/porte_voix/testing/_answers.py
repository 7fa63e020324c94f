"""Canned answers in the shapes of the service."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from porte_voix._changes import Change
from porte_voix.testing._fake import Answer

REQUEST_ID = "0123456789abcdef"


def json_answer(data: object, status: int = 200) -> Answer:
    """An answer with a JSON body."""
    return Answer(status, {"Content-Type": "application/json"}, json.dumps(data).encode())


def problem_answer(
    code: str,
    status: int,
    *,
    title: str = "Something is wrong",
    errors: Iterable[Mapping[str, str]] = (),
    retry_after_seconds: int | None = None,
    **members: Any,
) -> Answer:
    """A refusal as the service writes it; `members` are added to the problem."""
    body = {
        "type": f"https://voice.example.org/problems#{code}",
        "title": title,
        "status": status,
        "detail": title,
        "code": code,
        "request_id": REQUEST_ID,
        "errors": list(errors),
        **members,
    }
    headers = {"Content-Type": "application/problem+json"}
    if retry_after_seconds is not None:
        headers["Retry-After"] = str(retry_after_seconds)
    return Answer(status, headers, json.dumps(body).encode())


def feed_answer(
    changes: Iterable[Change], *, more: bool = False, cursor: str | None = None
) -> Answer:
    """A page of the feed; `cursor` is that of its last change when not given."""
    given = tuple(changes)
    place = cursor or (given[-1].cursor if given else "")
    lines = [json.dumps(dict(change.raw)).encode() + b"\n" for change in given]
    headers = {
        "Content-Type": "application/x-ndjson",
        "Porte-Voix-Cursor": place,
        "Porte-Voix-More": "true" if more else "false",
    }
    return Answer(200, headers, lines)
