"""A response sent with its documents: a form, the JSON in one part, each document in its own."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, cast

import requests

from porte_voix._caller import JSON

_KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")


def checked_key(key: str | None) -> str:
    """The caller's idempotency key, or a new one; ValueError when it cannot travel in a header.

    An empty one is refused too: it comes of an unset variable, and would protect from nothing.
    """
    if key is None:
        return str(uuid.uuid4())
    if not _KEY.fullmatch(key):
        raise ValueError("an idempotency key must be printable ASCII, such as form-2026-0012")
    return key


def attach(
    answers: Mapping[str, Any], documents: Mapping[str, Iterable[bytes]]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The answers, where document questions name the parts of their files, and these parts.

    The part of a document is `<question>.<n>`, with n from 0, as in the pointer of an error.
    ValueError when a question is answered twice, or by something else than a list of bytes.
    """
    complete = dict(answers)
    parts: dict[str, bytes] = {}
    for question, files in documents.items():
        if question in answers:
            raise ValueError(f"{question} is among the answers and the documents: give it once")
        named = {f"{question}.{n}": data for n, data in enumerate(_listed(question, files))}
        complete[question] = [{"part": name} for name in named]
        parts |= named
    return complete, parts


def encoded(payload: Mapping[str, Any], parts: Mapping[str, bytes]) -> tuple[bytes, str]:
    """The body and its content type: a form beside documents, plain JSON without any."""
    text = json.dumps(payload, ensure_ascii=False)
    if not parts:
        return text.encode(), JSON
    # The name of the file on the sender's disk may say whose it is: the part's name stands for it.
    files = [(name, (name, data, "application/octet-stream")) for name, data in parts.items()]
    # Prepared, never sent: requests writes the form, and the client's transport carries its bytes.
    form = requests.Request("POST", "http://form.invalid", data={"response": text}, files=files)
    prepared = form.prepare()
    return cast(bytes, prepared.body), prepared.headers["Content-Type"]


def _listed(question: str, files: Iterable[bytes]) -> tuple[bytes, ...]:
    listed = () if isinstance(files, bytes) else tuple(files)
    if isinstance(files, bytes) or not all(isinstance(data, bytes) for data in listed):
        raise ValueError(f"the documents of {question} must be a list of bytes")
    return listed
