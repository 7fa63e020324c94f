"""Postal addresses: a number with a street, or a named place with its postal code.

A town alone, a postal code alone, a street without a number are no address; neither is the
address of a service ("la mairie, 1 place de l'Hôtel de Ville").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .address_parts import POSTAL_CODE, rest_end, street_end
from .findings import Candidate
from .view import View
from .wordlists import words

_NUMBER = re.compile(
    r"(?<![\w.,/\-€])\d{1,4}(?:[ ]?(?:bis|ter|quater|[a-d](?![a-z'])))?(?:[ ]?[-/][ ]?\d{1,4})?"
    r"[ ]?,?[ \n]{1,2}(?P<kind>[a-z]+(?:['\-][a-z]+)?)(?=[ .\n'])"
)
_NAMED_PLACE = re.compile(
    r"(?<![a-z])(?:lieu-?dit|lieu dit|residence|hameau|lotissement|ferme|domaine|chateau|villa"
    r"|quartier|le bourg|immeuble|batiment|moulin|cite|clos"
    r"|chez (?:mr?|mme|mlle|monsieur|madame))(?:[. ][^\n.;:!?]{2,60}?)?[ ,\n]{1,3}"
    rf"(?={POSTAL_CODE} [^\W\d])"
)
_ENGLISH = re.compile(
    r"(?<![\w.,/\-])\d{1,4}[a-z]?,? (?:[A-Z][a-z]{1,20} ){1,3}(?:Street|Road|Avenue|Lane|Drive"
    r"|Close|Court|Gardens|Square|Terrace|Crescent|St|Rd|Ave|Ln)(?![a-z])"
)
_SERVICE = re.compile(
    r"(?<![a-z])(?:mairie|(?:sous-)?prefecture|caf|cpam|tribunal|impots|finances publiques"
    r"|tresorerie|france services|poste|commissariat|gendarmerie|hopital|guichet|centre|agence"
    r"|ecole|college|lycee|bibliotheque|mediatheque|france travail|pole emploi|ccas|mdph|urssaf"
    r"|mission locale|accueil|service|musee|piscine|point)s?(?![a-z])"
)
# Between the service and the number, these words say that the address is a person's.
_PERSON = re.compile(
    r"(?<![a-z])(?:j'|je|mon|ma|mes|chez|moi|nous|notre|domicil|habit|demeur|resid|loge|vis |il "
    r"|elle)"
)
_REACH = 60


def detect(view: View) -> Iterator[Candidate]:
    """Find addresses, the town, building and floor included."""
    if not view.has_digits:
        return
    for number in _NUMBER.finditer(view.plain):
        end = _street(view, number)
        if end is not None and not _is_of_a_service(view, number.start()):
            yield Candidate(number.start(), end, "address")
    for place in _NAMED_PLACE.finditer(view.plain):
        if not _is_of_a_service(view, place.start()):
            yield Candidate(place.start(), rest_end(view, place.end() - 1), "address")
    for street in _ENGLISH.finditer(view.text):
        yield Candidate(street.start(), rest_end(view, street.end()), "address")


def _street(view: View, number: re.Match[str]) -> int | None:
    """Read the street after its number; an ordinary word ("3 cours") needs a capital or a town."""
    kind = number["kind"]
    is_street = kind in words("street_types")
    if not is_street and kind not in words("street_types_ordinary"):
        return None
    name = street_end(view, number.end("kind"))
    if name is None or view.plain.startswith(" et ", number.end("kind")):
        return None
    end = rest_end(view, name)
    written = view.text[number.end("kind") : name]
    return end if is_street or end > name or any(map(str.isupper, written)) else None


def _is_of_a_service(view: View, position: int) -> bool:
    """Tell whether the words before, in the same sentence, name a service and nobody."""
    sentence = re.split(r"[.;!?\n]", view.plain[max(0, position - _REACH) : position])[-1]
    services = list(_SERVICE.finditer(sentence))
    return bool(services) and not _PERSON.search(sentence, services[-1].end())
