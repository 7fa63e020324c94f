"""E-mail addresses, also as people spell them: `jean point dupont arobase orange point fr`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Candidate, Certainty
from .view import View
from .wordlists import words

_REACH = 100
_AT = re.compile(
    r"(?P<sign> ?@\s?)"
    r"|\s?[(\[{<]\s?(?:@|at|a|arr?obas[ea]?)\s?[)\]}>]\s?"
    r"|\s(?:arr?obas[ea]?)\s"
    r"|(?P<word>\s(?:at|chez)\s)"
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_STRICT_DOMAIN = re.compile(r"[a-z0-9][a-z0-9-]{0,61}(?:\.[a-z0-9-]{1,62}){0,5}\.[a-z]{2,24}")
_DOT = r"(?: ?[.,] ?|\s(?:point|dot)\s|\s?[(\[{]\s?(?:point|dot|\.)\s?[)\]}]\s?)"
_ENDS = "fr|com|net|org|eu|info|be|ch|lu|de|es|it|pt|uk|ca|ma|dz|tn|sn|re|nc|pf|bzh|io"
_LOOSE_DOMAIN = re.compile(
    rf"[a-z0-9-]{{1,40}}(?:{_DOT}[a-z0-9-]{{1,40}}){{0,3}}?{_DOT}(?:{_ENDS})(?![a-z0-9])"
)
_PROVIDER = re.compile(
    r"(?:gmail|googlemail|orange|wanadoo|free|sfr|neuf|laposte|hotmail|outlook|live|msn|yahoo|ymail"
    r"|icloud|me|proton|protonmail|bbox|numericable|aol|gmx|aliceadsl|club-internet)(?![a-z0-9-])"
)
# Domains of public services; `contact@` of any other may be a sole trader's: one is asked.
_PUBLIC = re.compile(
    r"gouv\.fr$|mairie|ville|commune|prefecture|departement|region|agglo|metropole|ccas|^caf\."
    r"|ameli|assurance-maladie|urssaf|francetravail|pole-emploi|service-public|^ac-|^univ-|^chu?-"
    r"|mdph|msa\.fr$|hopital|impots"
)
# The local part is read leftwards from the `@`: the text and the spelled separators are reversed.
_SPELLED = ("point", "dot", "tiret", "tiret du bas", "tiret bas", "underscore")
_SPELLED_LEFT = "|".join(word[::-1] for word in _SPELLED)
_LEFT_LABEL = r"[\w.%+\-']{1,64}"
_LEFT = re.compile(
    rf"{_LEFT_LABEL}(?:(?:\s(?:{_SPELLED_LEFT})\s|\s?[)\]}}](?:{_SPELLED_LEFT})[(\[{{]\s?)"
    rf"{_LEFT_LABEL}){{0,4}}"
)


def detect(view: View) -> Iterator[Candidate]:
    """Find e-mail addresses; those of a service's mailbox are let through."""
    for at in _AT.finditer(view.plain):
        local = _LEFT.match(view.plain[max(0, at.start() - _REACH) : at.start()][::-1])
        end = _domain_end(view.plain, at)
        if local is None or end is None or not any(c.isalnum() for c in local.group()):
            continue
        start = at.start() - local.end()
        start += len(view.plain[start : at.start()]) - len(
            view.plain[start : at.start()].lstrip(".-'%+ ")
        )
        name, domain = view.plain[start : at.start()], view.plain[at.end() : end]
        if at["word"] and not _reads_as_mailbox(name, domain):
            continue
        if _is_of_a_service(name, domain):
            if not _PUBLIC.search(domain) and not _PROVIDER.match(domain):
                yield Candidate(start, end, "email", Certainty.LIKELY)
        else:
            certainty = Certainty.PROVEN if at["sign"] == "@" else Certainty.VERY_LIKELY
            yield Candidate(start, end, "email", certainty)


def _domain_end(plain: str, at: re.Match[str]) -> int | None:
    """Give where the domain after an `@` ends, or None when there is none."""
    if at["sign"]:
        strict = _STRICT_DOMAIN.match(plain, at.end())
        if strict:
            return strict.end()
    found = _LOOSE_DOMAIN.match(plain, at.end()) or _PROVIDER.match(plain, at.end())
    return found.end() if found else None


def _reads_as_mailbox(name: str, domain: str) -> bool:
    """Tell `paul42 chez free point fr` from `rendez-vous chez orange.fr`."""
    return bool(_PROVIDER.match(domain)) and any(c.isdigit() or c in "._ " for c in name)


def _is_of_a_service(local: str, domain: str) -> bool:
    """Tell a service's mailbox (contact@, mairie@, a generic one of gouv.fr) from a person's."""
    parts = [part for part in re.split(r"[^a-z]+", local) if part]
    if not parts:
        return False
    if _PROVIDER.match(domain):
        return parts[0] in words("public_bodies")
    if domain.endswith("gouv.fr"):
        generic = len(parts) == 1 or any(part in words("service_words") for part in parts)
        return generic and any(c.isalpha() for c in local)
    return parts[0] in words("service_words") or "".join(parts) in words("service_words")
