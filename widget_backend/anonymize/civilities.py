"""Names after a civility: "Mme Le Goff", "M. et Mme de La Tour". The civility is not part of it.

A title without a name names nobody: "Madame la Directrice", "Monsieur le Maire".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .findings import Candidate, Certainty
from .naming import WORD, Reading, name_end, word_before
from .view import View
from .wordlists import words


class Civility(NamedTuple):
    """How a civility may be written, and how far the name may be without capitals.

    `written` is a pattern of the civility itself; `lower` says "yes", "no", or "asked": only after
    a word such as "par" or "avec", for alone it calls somebody ("bonjour madame pouvez-vous").
    """

    written: re.Pattern[str]
    lower: str


_SHORT = Civility(re.compile(r"[Mm](?:[Mm]e|ME|[Rr]s|r|R|lle|LLE|elle|ELLE|mes|MES)\b\.?"), "yes")
_LONG = Civility(re.compile(r"[A-Za-z]+"), "asked")
_DOCTOR = Civility(re.compile(r"(?:[Dd]r|DR|Pr|PR)\b\.?"), "no")
_CAPITALIZED = Civility(
    re.compile(r"(?:Me|Ms|Maître|Maitre|Miss|Mister|Sir|Madam|Lady)\b\.?"), "no"
)
_SINGLE_M = Civility(re.compile(r"M\.?(?= )|M\.(?=[A-Z])|m\.(?= [a-zA-Z])|M(?=\.)"), "yes")
_PLURAL_M = Civility(re.compile(r"MM\b\.?"), "no")
_CIVILITIES: dict[str, Civility] = {
    **dict.fromkeys(("mme", "mmes", "mr", "mrs", "mlle", "melle", "mlles"), _SHORT),
    **dict.fromkeys(("monsieur", "madame", "mademoiselle", "messieurs", "mesdames"), _LONG),
    **dict.fromkeys(("dr", "pr"), _DOCTOR),
    **dict.fromkeys(("docteur", "professeur"), Civility(re.compile(r"[A-Za-z]+"), "asked")),
    **dict.fromkeys(("me", "ms", "maitre", "miss", "mister", "sir", "madam", "lady"), _CAPITALIZED),
    "m": _SINGLE_M,
    "mm": _PLURAL_M,
}
_ARTICLE = re.compile(r" +(?:l[ae] +|l')?")
_COMPLEMENT = re.compile(r" +(?:d[eu] +(?:l[ae] +)?|de l')?")
_BLANK = re.compile(r"[ ]{0,2}")
_AND = re.compile(r" ?(?:,|et|and|&) (?=[A-Z])")
# Placeholders that hide a name already: "Mme X", "M. Y.".
_PLACEHOLDER = re.compile(r"(?:[XYZ]{1,3}|[Xx]{2,4}|[A-Z])(?![\w'\-])\.?")


def detect(view: View) -> Iterator[Candidate]:
    """Find the names that follow a civility."""
    for word, civility in _CIVILITIES.items():
        for start in view.words.get(word, ()):
            written = civility.written.match(view.text, start)
            if written is not None and _stands_alone(view.text, start):
                yield from _name_after(view, start, written.end(), civility)


def _stands_alone(text: str, start: int) -> bool:
    """Tell a civility from the end of another word, or a unit: "12 m. carrés"."""
    before = text[max(0, start - 2) : start]
    return not (before[-1:].isalnum() or before[-1:] in {"'", "_"} or before[:1].isdigit())


def _name_after(view: View, start: int, end: int, civility: Civility) -> Iterator[Candidate]:
    """Read the name, or the title and then the name."""
    position = _after_title(view, end)
    has_title = position != end
    blank = _BLANK.match(view.text, position)
    position = blank.end() if blank else position
    if _PLACEHOLDER.match(view.text, position):
        return
    lower, certainty = (0, Certainty.VERY_LIKELY)
    if not has_title:
        lower, certainty = _lower_words(view, start, position, civility)
    reading = Reading(lower, articles=not has_title and _allows_article(view, start, civility))
    name = name_end(view, position, reading)
    if name > position:
        yield Candidate(position, name, "name", certainty)
        yield from _others(view, name, view.plain[start:end])


def _lower_words(
    view: View, start: int, position: int, civility: Civility
) -> tuple[int, Certainty]:
    """Say how many words may lack a capital, and how sure such a name would be."""
    match = WORD.match(view.text, position)
    if civility.lower == "no" or match is None or match.group()[0].isupper():
        return 0, Certainty.VERY_LIKELY
    first = view.plain[match.start() : match.end()]
    is_first_name = first in words("first_names") or first in words("first_names_ordinary")
    count = 2 if is_first_name else 1
    if (
        civility.lower == "yes"
        or is_first_name
        or word_before(view, start) in words("before_names")
    ):
        return count, Certainty.VERY_LIKELY
    return count, Certainty.LIKELY


def _allows_article(view: View, start: int, civility: Civility) -> bool:
    """Tell "Mme Le Goff" from "madame la …": an article needs a capital or a short civility."""
    return civility.lower != "asked" or view.text[start].isupper()


def _after_title(view: View, position: int) -> int:
    """Skip "la Directrice générale" after a civility; `position` itself when there is no title."""
    match = _ARTICLE.match(view.plain, position)
    end = position
    while match is not None:
        word = WORD.match(view.text, match.end())
        if word is None or view.plain[word.start() : word.end()] not in words("titles"):
            break
        end = word.end()
        match = _COMPLEMENT.match(view.plain, end)
    return end


def _others(view: View, position: int, civility: str) -> Iterator[Candidate]:
    """Read on after a plural: "Mmes Durand et Petit"."""
    while civility.rstrip(".") in {"mm", "mmes", "messieurs", "mesdames", "mlles"}:
        link = _AND.match(view.text, position)
        end = name_end(view, link.end()) if link else position
        if link is None or end == link.end():
            return
        yield Candidate(link.end(), end, "name")
        position = end
