"""The shape that a delivered change must have."""

from __future__ import annotations

import json
from typing import Any

from ..domain.places import escaped
from ..domain.text import is_storable
from ..errors import Invalid
from ..store.blobs import is_sha256
from ..store.models import Response

Json = dict[str, Any]

LARGEST = 2**31 - 1
"""Of a version, or a count of pages; every database holds it."""

ENVELOPE: dict[str, type] = {"change": str, "type": str, "id": str, "source": str, "at": str}

RESPONSE: dict[str, tuple[type, ...]] = {
    "survey": (str,),
    "version": (int,),
    "kind": (str,),
    "organisation": (str,),
    "service": (str, type(None)),
    "contact_point": (str, type(None)),
    "channel": (str,),
    "language": (str,),
    "submitted_at": (str,),
    "answers": (dict,),
    "context": (dict,),
    "anonymization": (dict,),
    "documents": (list,),
}

DOCUMENT: dict[str, tuple[type, ...]] = {
    "sha256": (str,),
    "media_type": (str,),
    "pages": (int,),
    "question": (str,),
}


def check_change(change: object, source: str, pointer: str) -> Json:
    """Give the change back if it has its shape and comes from `source`; raises Invalid."""
    checked = _object(change, {key: (kind,) for key, kind in ENVELOPE.items()}, pointer)
    if checked["source"] != source:
        raise _wrong(f"{pointer}/source", f"This token delivers for the source {source} alone.")
    if not is_storable(json.dumps(checked, ensure_ascii=False)):
        raise _wrong(pointer, "A text of this line is not valid Unicode; send it as it was.")
    if checked["type"] in {"response", "erasure"}:
        _check_owner(checked["id"], source, pointer)
    if checked["type"] == "response":
        _check_response(checked.get("response"), f"{pointer}/response")
    else:
        _check_body(checked, pointer)
    return checked


def _check_response(value: object, pointer: str) -> None:
    response = _object(value, RESPONSE, pointer)
    for index, document in enumerate(response["documents"]):
        here = f"{pointer}/documents/{index}"
        if not is_sha256(_object(document, DOCUMENT, here)["sha256"]):
            raise _wrong(f"{here}/sha256", "This must be 64 small hexadecimal digits.")


def _check_body(change: Json, pointer: str) -> None:
    """Refuse a type that would write over the envelope when the change is read again."""
    if change["type"] in ENVELOPE:
        raise _wrong(f"{pointer}/type", "No change has this type.")
    if not isinstance(change.get(change["type"]), dict | None):
        raise _wrong(f"{pointer}/{escaped(change['type'])}", "This must be an object.")


def _object(value: object, fields: dict[str, tuple[type, ...]], pointer: str) -> Json:
    if not isinstance(value, dict):
        raise _wrong(pointer, "Send a JSON object here.")
    for name, kinds in fields.items():
        if name not in value or not _fits(value[name], kinds):
            names = " or ".join("null" if k is type(None) else k.__name__ for k in kinds)
            raise _wrong(f"{pointer}/{name}", f"This must be {names}.")
    return value


def _fits(value: object, kinds: tuple[type, ...]) -> bool:
    """Tell whether a value is of a kind; true is no number in JSON, nor is one without bounds."""
    if isinstance(value, int):
        return int in kinds and not isinstance(value, bool) and abs(value) <= LARGEST
    return isinstance(value, kinds)


def _check_owner(response_id: str, source: str, pointer: str) -> None:
    """Refuse that one source writes over another's response, or erases it."""
    row = Response.get_or_none(Response.id == response_id)
    if row is not None and row.source != source:
        raise _wrong(f"{pointer}/id", "Another source delivered a response with this id.")


def _wrong(pointer: str, message: str) -> Invalid:
    return Invalid.at(pointer, "invalid_change", message)
