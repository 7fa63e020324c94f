"""What two citizens of the demo send, and what of it must never be kept."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

SECRETS = ("Garance", "Tournebise", "06 12 34 56 78", "garance.tournebise@courriel.example")
"""Personal data that the samples contain; none may come out at the other end."""

SATISFACTION: dict[str, Any] = {
    "satisfaction": "medium",
    "comprehension": "good",
    "contact_tried": ["phone", "website"],
    "contact_reached": {"phone": "no"},
    "verbatim": (
        "Le formulaire est clair, mais personne ne répond au téléphone. "
        "Rappelez-moi au 06 12 34 56 78. Mme Garance Tournebise"
    ),
}


def letter() -> bytes:
    """Give a letter of the town hall, as a PDF with a text layer, made up for the demo."""
    return files("widget_backend").joinpath("demo/lettre.pdf").read_bytes()


DOCUMENT_REPORT: dict[str, Any] = {
    "document_kind": "letter",
    "sender": "La mairie, affaires scolaires",
    "passage": "« Il appert que le quotient familial y afférent n’a pas été produit »",
    "reasons": ["jargon", "negative_words"],
    "clearer": "Dire quel papier manque, et qui appeler. Merci. Mme Tournebise",
    "document": [{"part": "document-1"}],
}
