"""People without a civility: first names, "je m'appelle…", relatives, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Candidate
from .naming import WORD, Reading, is_shouting, name_end, word_before
from .view import View
from .wordlists import words

_LINK = r"[ \n]*(?:(?::|est|is|=|\()[ \n\"]*)"
# The cue's first word, what precedes it, what follows it up to the name.
_PRESENTATIONS = {
    "appelle": re.compile(r"[ ]+"),
    "nomme": re.compile(r"[ ]+"),
    "nommee": re.compile(r"[ ]+"),
    "prenomme": re.compile(r"[ ]+"),
    "prenommee": re.compile(r"[ ]+"),
    "nee": re.compile(r"[ ]+(?:nom[ ]+)?"),
    "epouse": re.compile(r"[ ]+"),
    "veuve": re.compile(r"[ ]+"),
    "soussigne": re.compile(r"(?:\(?e\)?)?[ ,]+"),
    "soussignee": re.compile(r"[ ,]+"),
    "signe": re.compile(r"[ ]*[:,]?[ ]*"),
    "signee": re.compile(r"[ ]*[:,]?[ ]*"),
    "signature": re.compile(r"[ ]*:[ ]*"),
    "nom": re.compile(
        r"(?: (?:de )?(?:famille|naissance|jeune fille|usage|d'usage|marital|patronymique|complet)"
        r"|[ ]?(?:et|/|,)[ ]?prenoms?)?" + _LINK
    ),
    "prenom": re.compile(r"(?:[ ]?(?:et|/|,)[ ]?nom)?" + _LINK),
    "prenoms": re.compile(_LINK),
    "name": re.compile(_LINK),
}
# "née Fournier", but "née à Lyon" and "veuve depuis".
_ONLY_CAPITALS = frozenset(("nee", "epouse", "veuve", "signe", "signee"))
_AFTER_RELATIVE = re.compile(
    r"[ ]{1,2}(?=[A-Z])|,? (?:nommee?|prenommee?|appelee?|dite?) |, (?=[A-Z])"
)
_AFTER_CLOSING = re.compile(
    r"(?: (?:distinguees?|sinceres|cordiales|respectueuses|a vous))?[ ,.!\n:\-]{1,8}"
)
# Who signs "le collectif" or "Une administrée" gives no name; "Le Goff" is one.
_ARTICLE = re.compile(r"(?:[Ll][ae]s?|[Uu]ne?|[VvNn]otre|[VvNn]os) [^\W\d_A-ZÀ-Þ]")
_LAST_LINE = re.compile(r"\n[ ]{0,4}((?:[^\s.,;:!?]{1,30}\.?[ ]){1,3}[^\s.,;:!?]{2,30})\s*$")
_LINE_END = re.compile(r"[ .,!]{0,3}(?:\n|$)")


def detect(view: View) -> Iterator[Candidate]:
    """Find people by what presents them, by their signature, by their first name."""
    yield from _presented(view)
    yield from _relatives(view)
    yield from _signatures(view)
    yield from _last_line(view)


def _presented(view: View) -> Iterator[Candidate]:
    """Read the name after "je m'appelle", "nom :", "signé"; "je suis" needs two capitals."""
    for word, after in _PRESENTATIONS.items():
        for start in view.words.get(word, ()):
            if word == "appelle" and view.plain[max(0, start - 2) : start] not in {"m'", "s'"}:
                continue
            lower = 0 if word in _ONLY_CAPITALS else 2
            yield from _read_after(view, after.match(view.plain, start + len(word)), lower=lower)
    for start in view.words.get("suis", ()):
        blank = re.compile(r" {1,2}(?=[A-Z])").match(view.text, start + 4)
        if blank and word_before(view, start) == "je" and _has_two_words(view, blank.end()):
            yield from _read_after(view, blank, lower=0)


def _has_two_words(view: View, position: int) -> bool:
    """Tell "Je suis Paul Martin" from "je suis Français"."""
    end = name_end(view, position)
    spoken = view.plain[position:end].split(" ")
    return len(spoken) > 1 and not any(word in words("ordinary") for word in spoken)


def _read_after(view: View, link: re.Match[str] | None, *, lower: int) -> Iterator[Candidate]:
    if link is not None:
        end = name_end(view, link.end(), Reading(lower))
        if end > link.end():
            yield Candidate(link.end(), end, "name")


def _relatives(view: View) -> Iterator[Candidate]:
    """Read the capitalized name after "mon fils", "ma conseillère", "un certain"."""
    for word in words("relatives"):
        for start in view.words.get(word, ()):
            link = _AFTER_RELATIVE.match(view.text, start + len(word))
            match = WORD.match(view.text, link.end()) if link else None
            if match is None or is_shouting(view, start):
                continue
            if view.plain[match.start() : match.end()] not in words("ordinary"):
                yield from _read_after(view, link, lower=0)


def _signatures(view: View) -> Iterator[Candidate]:
    """Read the whole line after a closing formula, when it can be a name."""
    for word in words("closings"):
        for start in view.words.get(word, ()):
            link = _AFTER_CLOSING.match(view.plain, start + len(word))
            if link is None or _ARTICLE.match(view.text, link.end()):
                continue
            end = name_end(view, link.end(), Reading(lower=3))
            if end > link.end() and (
                view.text[link.end()].isupper() or _LINE_END.match(view.text, end)
            ):
                yield Candidate(link.end(), end, "name")


def _last_line(view: View) -> Iterator[Candidate]:
    """Read a last line that is nothing but two to four words of a name: "D. Vasseur"."""
    match = _LAST_LINE.search(view.text, max(0, len(view.text) - 80))
    if match is None or is_shouting(view, match.start(1)):
        return
    end = name_end(view, match.start(1))
    spoken = [word.strip(".") for word in view.plain[match.start(1) : match.end(1)].split()]
    unlike = (words("ordinary"), words("place_words"), words("acronyms"))
    if end == match.end(1) and not any(word in known for word in spoken for known in unlike):
        yield Candidate(*match.span(1), "name")
