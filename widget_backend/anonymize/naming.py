"""Where a name ends: capitals, particles, hyphens, and the words that are nobody's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .view import View
from .wordlists import words

WORD = re.compile(r"(?:[A-Z]\.-?){1,3}|[^\W\d_]{1,40}(?:['\-][^\W\d_]{1,40}){0,4}")
_SPACE = re.compile(r" {1,2}(?!$)|(?<=\.)(?=[A-Z])")
PARTICLES = words("name_particles")
_ARTICLES = frozenset(("la", "le", "les", "l"))
_LONGEST = 5  # words in a name


@dataclass(frozen=True, slots=True)
class Reading:
    """How strictly a name is read.

    `lower`: how many words may lack a capital (after "mme", people often leave it out).
    `articles`: whether a name may begin with "le" or "la" ("Mme Le Goff").
    """

    lower: int = 0
    articles: bool = True


def name_end(view: View, start: int, reading: Reading = Reading()) -> int:
    """Give where the name that starts here ends; `start` itself when there is none."""
    shouting = is_shouting(view, start)
    end = position = start
    count = lower = 0
    while count < _LONGEST:
        match = WORD.match(view.text, position)
        if match is None:
            break
        word = match.group()
        if count == 0 and word == "M.":
            break
        if _is_particle(view, match, reading, first=count == 0):
            position = match.end()
        elif is_name_word(word, view.plain[match.start() : match.end()], shouting=shouting):
            end = position = match.end()
            count += 1
        elif lower < reading.lower and lower == count and _may_be_lower(view, match):
            end = position = match.end()
            count += 1
            lower += 1
        else:
            break
        space = _SPACE.match(view.text, position)
        if space is None:
            break
        position = space.end()
    return end


def _is_particle(view: View, match: re.Match[str], reading: Reading, *, first: bool) -> bool:
    """Tell "de" in "de La Tour"; it counts only when a name follows."""
    plain = view.plain[match.start() : match.end()]
    if plain not in PARTICLES or (plain in _ARTICLES and first and not reading.articles):
        return False
    return view.text[match.end() : match.end() + 1] == " "


def is_name_word(word: str, plain: str, *, shouting: bool) -> bool:
    """Tell a word of a name by its capital, once it is known not to be something else."""
    stem = plain[2:] if plain[1:2] == "'" and plain[0] in "dl" else plain
    letters = word[-len(stem) :] if stem else ""
    if not letters[:1].isupper() or _is_nobody(stem):
        return False
    if letters.isupper() and len(letters) > 1 and letters.isalpha():
        return stem not in words("acronyms") and not (shouting and stem in words("ordinary"))
    return stem not in words("acronyms")


def _is_nobody(plain: str) -> bool:
    """Tell function words and titles, also before a hyphen: "Pouvez-vous"."""
    head = plain.partition("-")[0]
    return (
        plain in words("function_words")
        or plain in words("titles")
        or ("-" in plain and head in words("function_words") and head not in PARTICLES)
    )


def _may_be_lower(view: View, match: re.Match[str]) -> bool:
    """Tell whether a word without a capital may be a name: not an ordinary word of French."""
    plain = view.plain[match.start() : match.end()]
    head = plain.partition("-")[0].partition("'")[0]
    if len(head) < 2 or plain in words("acronyms") or head in words("function_words"):
        return False
    return not (_is_nobody(plain) or plain in words("ordinary") or head in words("ordinary"))


def is_shouting(view: View, position: int) -> bool:
    """Tell whether the text around is in capitals, so that a capital says nothing."""
    around = view.text[max(0, position - 40) : position + 40]
    letters = [character for character in around if character.isalpha()]
    return sum(map(str.islower, letters)) * 4 < len(letters)


def word_before(view: View, position: int) -> str:
    """Give the word that ends just before a position (one blank or apostrophe between), plain."""
    match = _LAST_WORD.search(view.plain, max(0, position - 20), position)
    return match[1] if match else ""


_LAST_WORD = re.compile(r"([a-z]+)[ \n']{1,2}$")
