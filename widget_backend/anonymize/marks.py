"""The typed marks that take the place of what was found."""

from __future__ import annotations

from .findings import FindingType

FRENCH: dict[FindingType, str] = {
    "email": "[e-mail]",
    "phone": "[téléphone]",
    "nir": "[numéro de sécurité sociale]",
    "iban": "[coordonnées bancaires]",
    "credit_card": "[carte bancaire]",
    "fiscal_number": "[numéro fiscal]",
    "siret": "[SIRET]",
    "siren": "[SIREN]",
    "vat": "[numéro de TVA]",
    "plate": "[plaque d’immatriculation]",
    "birth_date": "[date de naissance]",
    "caf_number": "[numéro CAF]",
    "ft_number": "[numéro France Travail]",
    "passport": "[numéro de passeport]",
    "id_card": "[numéro de carte d’identité]",
    "residence_permit": "[numéro de titre de séjour]",
    "driving_licence": "[numéro de permis de conduire]",
    "url_token": "[lien personnel]",
    "ip": "[adresse IP]",
    "name": "[nom]",
    "address": "[adresse]",
    "dossier_ref": "[référence de dossier]",
    "username": "[identifiant]",
    "password": "[mot de passe]",
}

ENGLISH: dict[FindingType, str] = {
    "email": "[email]",
    "phone": "[phone]",
    "nir": "[social security number]",
    "iban": "[bank details]",
    "credit_card": "[bank card]",
    "fiscal_number": "[tax number]",
    "siret": "[SIRET]",
    "siren": "[SIREN]",
    "vat": "[VAT number]",
    "plate": "[number plate]",
    "birth_date": "[date of birth]",
    "caf_number": "[CAF number]",
    "ft_number": "[France Travail number]",
    "passport": "[passport number]",
    "id_card": "[identity card number]",
    "residence_permit": "[residence permit number]",
    "driving_licence": "[driving licence number]",
    "url_token": "[personal link]",
    "ip": "[IP address]",
    "name": "[name]",
    "address": "[address]",
    "dossier_ref": "[file reference]",
    "username": "[username]",
    "password": "[password]",
}

ALL_MARKS = frozenset(FRENCH.values()) | frozenset(ENGLISH.values())


def marks(language: str) -> dict[FindingType, str]:
    """Give the marks of a language tag such as `en` or `en-GB`; French when it has none."""
    return ENGLISH if language.lower().split("-")[0] == "en" else FRENCH
