"""The parts of a postal address: the street's name, building and floor, postal code and town."""

from __future__ import annotations

import re

from .view import View
from .wordlists import words

POSTAL_CODE = r"(?:0[1-9]|[1-8]\d|9[0-5]|97|98|2[ab])[ ]?\d{3}(?!\d)"
_GAP = re.compile(r"[ \n]{1,2}|'|-(?=[^\W\d_])|\. ?")
_WORD = re.compile(r"[^\W\d_]{1,40}")
_DATED = re.compile(
    r"(?:1er|\d{1,2}) (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre"
    r"|novembre|decembre)(?: \d{4}(?!\d))?"
    r"|\d{1,4}(?:er|e|eme)? (?:regiment|armee|division|rima|ri)(?![a-z])"
)
_TO_CODE = re.compile(rf"[^\n.;:!?\d]{{0,40}}?(?=[ ,\n\-]{{1,3}}(?:f-? ?)?{POSTAL_CODE})")
_DETAIL = re.compile(
    r"[ ,\n\-(]{1,4}(?:(?:au )?(?:\d{1,2} ?(?:er|e|eme|ieme|nd)|premier|deuxieme|troisieme) etage"
    r"|rdc|rez[ -]de[ -]chaussee|etage \d{1,2}"
    r"|(?:appartement|appart|appt|apt|app|porte|batiment|bat|bt|escalier|esc|hall|entree|residence"
    r"|res|immeuble|imm|lotissement|lot|bp|cs|boite|bal|flat|tour)\.? ?(?:n[°o] ?)?"
    r"(?:[a-z]?\d{1,5}[a-z]?(?![a-z0-9])|[a-z](?![a-z'])|(?:(?:l[ae]s?|du|des?) )?[a-z\-]{3,20}"
    r"(?=[ ]?[,\n]|[ ]\d{5})|(?:l[ae]s? |l')?[a-z\-]{3,20}(?=[ ,\n]+\d{5})))\)?"
)
_CODE = re.compile(rf"[ ,\n\-(]{{1,4}}(?:(?:a|in) )?(?:f-? ?)?{POSTAL_CODE}")
_TOWN = re.compile(r"[ ,\n\-]{1,3}(?=[^\W\d_])")
_TO_TOWN = re.compile(r"(?:,? a |[ ]?,[ \n]|\n)(?=[A-Z])")
_TOWN_LINK = re.compile(
    r"[ \-'](?:(?:sur|sous|en|les|de|du|des|d|la|le|l|aux?|et|l'|d')[ \-'])*(?=[^\W\d_])"
)
_RIVER = re.compile(r"sur|sous|les|en|-")
_TOWN_START = frozenset(("la", "le", "les", "l", "saint", "sainte", "st", "ste", "mont", "aix"))
_CEDEX = re.compile(r" ?,? cedex(?: \d{1,2}(?!\d))?| \d{1,2}(?:er|eme|e)?(?![\w/])(?! \w)")
_LONGEST = 9  # words in a street's or a town's name


def street_end(view: View, position: int) -> int | None:
    """Give where the street's name ends that starts here, or None when there is none.

    Words with a capital go on; one ordinary word may follow the particles ("rue des lilas"), more
    when a postal code ends them ("rue des lilas blancs 75012").
    """
    end = None
    previous = ""
    for _ in range(_LONGEST):
        gap = _GAP.match(view.text, position)
        dated = _DATED.match(view.plain, gap.end()) if gap else None
        word = _WORD.match(view.text, gap.end()) if gap else None
        if dated is not None:
            return dated.end()
        if gap is None or word is None:
            break
        plain = view.plain[word.start() : word.end()]
        if _goes_on(word.group(), gap.group(), previous):
            end = word.end()
        elif plain not in words("street_particles"):
            if end is not None or plain in words("function_words"):
                break
            end = word.end()
        previous = plain
        position = word.end()
    return _up_to_code(view, end)


def _goes_on(word: str, gap: str, previous: str) -> bool:
    """Tell a word that surely belongs to the street: a capital, a hyphen, a first name before."""
    is_surname = previous in words("first_names") or previous in words("first_names_ordinary")
    return word[0].isupper() or gap in {"-", "'"} or (is_surname and word[0].isalpha())


def _up_to_code(view: View, end: int | None) -> int | None:
    """Go on to a postal code that stands shortly after the words read so far."""
    to_code = _TO_CODE.match(view.plain, end) if end is not None else None
    return to_code.end() if to_code else end


def rest_end(view: View, position: int) -> int:
    """Give where building, floor, postal code and town end that follow a street's name."""
    for _ in range(5):
        detail = _DETAIL.match(view.plain, position)
        if detail is None:
            break
        position = detail.end()
    code = _CODE.match(view.plain, position)
    if code is not None:
        town = _TOWN.match(view.text, code.end())
        return town_end(view, town.end()) if town else code.end()
    link = _TO_TOWN.match(view.text, position)
    return town_end(view, link.end()) if link and _reads_as_town(view, link.end()) else position


def _reads_as_town(view: View, position: int) -> bool:
    """Tell ", Lyon" from ", Bonjour" and from the next person's name."""
    word = _WORD.match(view.plain, position)
    return word is not None and not any(
        word.group() in words(name)
        for name in ("function_words", "titles", "acronyms", "first_names")
    )


def town_end(view: View, start: int) -> int:
    """Give where a town's name ends: "Saint-Denis", "La Roche-sur-Yon Cedex 9", "paris 12"."""
    end = position = start
    link = ""
    for _ in range(_LONGEST):
        word = _WORD.match(view.text, position)
        if word is None or not (end == start or _goes_on_as_town(view, word, link)):
            break
        position = word.end()
        plain = view.plain[word.start() : word.end()]
        if plain not in _TOWN_START or word.group()[0].isupper():
            end = position
        linked = _TOWN_LINK.match(view.plain, position)
        if linked is None:
            break
        link = linked.group()
        position = linked.end()
    cedex = _CEDEX.match(view.plain, end)
    return cedex.end() if cedex else end


def _goes_on_as_town(view: View, word: re.Match[str], link: str) -> bool:
    """Tell whether a further word belongs to the town: joined, after "sur", or with a capital."""
    if link in {"-", "'"} or _RIVER.search(link):
        return True
    plain = view.plain[word.start() : word.end()]
    return word.group()[0].isupper() and plain not in words("function_words")
