"""User names and passwords that people type after the word that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Candidate, FindingType
from .view import View
from .wordlists import words

# The announcing word, what else belongs to the cue, and the type.
_RULES: tuple[tuple[str, str, FindingType], ...] = (
    ("mot", r" de passe(?: temporaire| provisoire| actuel| est|)", "password"),
    ("mots", r" de passe", "password"),
    ("mdp", "", "password"),
    ("password", "", "password"),
    ("passwd", "", "password"),
    ("pwd", "", "password"),
    ("code", r" (?:secret|pin|confidentiel|d'acces|personnel|d'activation)", "password"),
    ("pin", "", "password"),
    ("identifiant", r"(?: de connexion| franceconnect| ameli| impots| ants| caf)?", "username"),
    ("identifiants", "", "username"),
    ("login", "", "username"),
    ("username", "", "username"),
    ("user", r"(?: ?name)", "username"),
    ("pseudo", "", "username"),
    ("utilisateur", "", "username"),
)
_CUES = tuple((word, re.compile(rest), kind) for word, rest, kind in _RULES)
_SIGN = re.compile(r"[ \n]?(?:[:=]|->)[ \n]?\"?")
_WORD = re.compile(r"[ \n](?:est|etait|is|c'est)[ \n]+[:\"']?|[ \n]\"?|\"")
_VALUE = re.compile(r"[^\s\ue000\"<>]{3,64}")
_SLASHED = re.compile(r" ?/ ?([^\s\ue000\"<>]{4,64})")
_TRAILING = ".,;:)]}'"


def detect(view: View) -> Iterator[Candidate]:
    """Find what follows "mot de passe :", "identifiant :" and their like."""
    for word, rest, kind in _CUES:
        for start in view.words.get(word, ()):
            cue = rest.match(view.plain, start + len(word))
            if cue is not None:
                yield from _value(view, cue.end(), kind)


def _value(view: View, position: int, kind: FindingType) -> Iterator[Candidate]:
    """Take the next word; without a sign before it, it must look unlike a word."""
    sign = _SIGN.match(view.plain, position)
    link = sign or _WORD.match(view.plain, position)
    match = _VALUE.match(view.text, link.end()) if link else None
    if match is None:
        return
    value = match.group().rstrip(_TRAILING)
    plain = view.plain[match.start() : match.start() + len(value)]
    if len(value) >= 3 and (_looks_made_up(value) or (sign and plain not in words("ordinary"))):
        yield Candidate(match.start(), match.start() + len(value), kind)
        if kind == "username":
            yield from _pair(view, match.start() + len(value))


def _pair(view: View, position: int) -> Iterator[Candidate]:
    """Read the password that a slash divides from the user name."""
    match = _SLASHED.match(view.text, position)
    if match is not None:
        yield Candidate(*match.span(1), "password")


def _looks_made_up(value: str) -> bool:
    """Tell `Soleil2024!` or `jdupont75` from a word of the language."""
    has_letter = any(character.isalpha() for character in value)
    has_digit = any(character.isdigit() for character in value)
    has_sign = any(not character.isalnum() and character not in "'-./" for character in value)
    return (has_digit and (has_letter or has_sign or len(value) >= 4)) or (has_letter and has_sign)
