"""The shape that a delivered change must have."""

from __future__ import annotations

from typing import Any

from ..errors import FieldError, Invalid
from ..store.models import Response

Json = dict[str, Any]

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
    if checked["type"] == "response":
        response = _object(checked.get("response"), RESPONSE, f"{pointer}/response")
        for index, document in enumerate(response["documents"]):
            _object(document, DOCUMENT, f"{pointer}/response/documents/{index}")
        _check_owner(checked["id"], source, pointer)
    return checked


def _object(value: object, fields: dict[str, tuple[type, ...]], pointer: str) -> Json:
    if not isinstance(value, dict):
        raise _wrong(pointer, "Send a JSON object here.")
    for name, kinds in fields.items():
        if not isinstance(value.get(name), kinds):
            names = " or ".join("null" if k is type(None) else k.__name__ for k in kinds)
            raise _wrong(f"{pointer}/{name}", f"This must be {names}.")
    return value


def _check_owner(response_id: str, source: str, pointer: str) -> None:
    """Refuse that one source writes over another's response."""
    row = Response.get_or_none(Response.id == response_id)
    if row is not None and row.source != source:
        raise _wrong(f"{pointer}/id", "Another source delivered a response with this id.")


def _wrong(pointer: str, message: str) -> Invalid:
    return Invalid(errors=[FieldError(pointer, "invalid_change", message)])
