"""An e-mail address given with consent."""

from __future__ import annotations

import re
from typing import Any

from .places import Place
from .reading import members
from .text import clean, is_storable

MAX_ADDRESS_LENGTH = 254  # RFC 5321, as are the lengths in the two patterns below
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\\\].]{1,64}(\.[^\s@\"(),:;<>\[\\\].]{1,64}){0,31}")
_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")


def check_email(place: Place) -> dict[str, Any] | None:
    """Check `{"address", "consent"}`; the consent must be given, in so many words."""
    errors_before = place.report.count
    found = members(place, ("address",), ("consent",))
    address = _address(found["address"]) if "address" in found else None
    if isinstance(place.value, dict):
        _check_consent(found.get("consent", place.at("consent")))
    is_right = place.report.count == errors_before
    return {"address": address, "consent": True} if is_right else None


def _check_consent(place: Place) -> None:
    if place.value is None or place.value is False:
        place.refuse("consent_required", "Agree that the address is kept, or remove it.")
    elif place.value is not True:
        place.refuse("wrong_type", "This must be true or false.")


def _address(place: Place) -> str | None:
    if not isinstance(place.value, str):
        place.refuse("wrong_type", "This must be a text.")
        return None
    if len(place.value) <= 4 * MAX_ADDRESS_LENGTH and is_storable(place.value):
        address = clean(place.value)
        if _is_address(address):
            return address
    place.refuse("invalid_email", "Write the address like name@example.org.")
    return None


def _is_address(text: str) -> bool:
    """Tell whether it has the form of an address; only a message sent to it would prove more."""
    local, _, domain = text.rpartition("@")
    labels = domain.split(".")
    return (
        len(text) <= MAX_ADDRESS_LENGTH
        and len(local) <= 64
        and _LOCAL.fullmatch(local) is not None
        and len(labels) > 1
        and not labels[-1].isdigit()
        and all(_LABEL.fullmatch(label) for label in labels)
    )
