"""Numbers that only the words before them give away: files, papers, accounts.

The rules are data (`data/announced.json`): for each type, the words that announce it (`cues`) and
what may follow (`value`), both read without case or accents; `digits` is the least number of
digits a value has, `skip` how many other characters may stand in between.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .findings import Candidate, FindingType
from .view import View

# Punctuation and the few words that say "it is"; possessive, so that it is read one way only.
LINK = (
    r"(?>[ \n:=#,;()\"'\[-]|n°\.?|no\.?(?![a-z])|(?:numeros?|num|est|etait|le|la|les|l'|sont"
    r"|is|cest|suivant|de|du|au|sous|mon|ma|votre|reference|ref\.?|portant|avec|son|notre|c'est|suivante?"
    r"|concerne|cadastree?|section)(?![a-z0-9])){0,14}+"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows a cue: the rest of the phrase, then a value of this type."""

    type: FindingType
    rest: re.Pattern[str] | None
    value: re.Pattern[str]
    digits: int


@cache
def rules() -> dict[str, list[Rule]]:
    """Read the rules once, by the first word of their cues."""
    raw = (files("widget_backend.anonymize") / "data" / "announced.json").read_text("utf-8")
    by_word: dict[str, list[Rule]] = {}
    for rule in json.loads(raw):
        skip = rf"[^\d.;!?\n]{{0,{rule['skip']}}}?" if "skip" in rule else ""
        value = re.compile(rf"\.?{skip}{LINK}(?P<value>{rule['value']})(?![a-z0-9])")
        for cue in rule["cues"]:
            first, _, rest = cue.partition(" ")
            pattern = re.compile(r"[ \n]+" + re.escape(rest).replace(r"\ ", r"[ \n]+"))
            by_word.setdefault(first, []).append(
                Rule(rule["type"], pattern if rest else None, value, rule.get("digits", 0))
            )
    return by_word


def detect(view: View) -> Iterator[Candidate]:
    """Find what an announcing word gives away."""
    if not view.has_digits:
        return
    for word, word_rules in rules().items():
        for start in view.words.get(word, ()):
            for rule in word_rules:
                candidate = _apply(rule, view, start + len(word))
                if candidate is not None:
                    yield candidate


def _apply(rule: Rule, view: View, position: int) -> Candidate | None:
    """Read the rest of the cue and a value from `position` on."""
    if rule.rest is not None:
        rest = rule.rest.match(view.plain, position)
        if rest is None:
            return None
        position = rest.end()
    match = rule.value.match(view.plain, position)
    if match is None or sum(map(str.isdigit, match["value"])) < rule.digits:
        return None
    return None if _is_something_else(view, match) else Candidate(*match.span("value"), rule.type)


_DATE = re.compile(
    r"\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d{4}|\d{2})|(?:19|20)\d{2}(?:-(?:19|20)\d{2})?"
    r"|(?:19|20)\d{2}-\d{2}-\d{2}"
)
_QUANTITY = re.compile(
    r" ?(?:€|%|(?:euros?|eur|jours?|mois|ans?|fois|heures?|h\d\d|habitants|personnes|pages|lignes"
    r"|exemplaires|km|m2)(?![a-z0-9])|\*\d)"
)


def _is_something_else(view: View, match: re.Match[str]) -> bool:
    """Tell dates ("dossier du 12/03/2024"), amounts and postal codes from a number of a file."""
    if _DATE.fullmatch(match["value"]):
        return True
    if "postal" in view.plain[max(0, match.start("value") - 30) : match.start("value")]:
        return True
    return _QUANTITY.match(view.plain, match.end("value")) is not None
