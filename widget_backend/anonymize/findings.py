"""What detectors say: a span of text, its type, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from widget_backend.anonymize.view import View

FindingType = Literal[
    "email",
    "phone",
    "nir",
    "iban",
    "credit_card",
    "fiscal_number",
    "siret",
    "siren",
    "vat",
    "plate",
    "birth_date",
    "caf_number",
    "ft_number",
    "passport",
    "id_card",
    "residence_permit",
    "driving_licence",
    "url_token",
    "ip",
    "name",
    "address",
    "dossier_ref",
    "username",
    "password",
]


class Certainty(IntEnum):
    """How sure a detector is: a check digit proves, a clear form or context makes very likely."""

    LIKELY = 1
    VERY_LIKELY = 2
    PROVEN = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one detector proposes; offsets in characters of the view, end exclusive."""

    start: int
    end: int
    type: FindingType
    certainty: Certainty = Certainty.VERY_LIKELY


@dataclass(frozen=True, slots=True)
class Finding:
    """A place of the text where personal data was found; offsets in code points, end exclusive."""

    start: int
    end: int
    type: FindingType
    certainty: Certainty = Certainty.VERY_LIKELY


class Detector(Protocol):
    """One family of rules: reads a view once, in linear time, and proposes candidates."""

    def __call__(self, view: View, /) -> Iterable[Candidate]:
        """Propose candidates, in any order; they may overlap."""
        ...
