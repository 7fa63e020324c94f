"""What a network knows a person by: IP addresses and links that carry a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv6Address

from .findings import Candidate, Certainty
from .view import View

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_IPV4 = re.compile(rf"(?<![\w.])(?:{_OCTET}\.){{3}}{_OCTET}(?![\w]|\.\d)")
_VERSION = re.compile(r"(?:version|\bv|build|release|article|paragraphe|chapitre)[ .:]{0,2}$")
_IPV6 = re.compile(r"(?<![\w:.])(?=[0-9a-f]{0,4}:)[0-9a-f:]{4,39}(?![\w:])")
_URL = re.compile(r"(?:https?://|www\.)[^\s\"<>\ue000]{4,2000}", re.IGNORECASE)
_BARE_URL = re.compile(
    r"(?<![\w@./-])[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,40}){1,3}/[^\s\"<>\ue000]{4,2000}", re.IGNORECASE
)
_SECRET_NAME = re.compile(
    r"[?&#;/](?:[\w-]{0,30}[_-])?(?:token|jeton|key|cle|code|auth|session|sessionid|sid|jwt|sig"
    r"|signature|secret|password|pwd|otp|ticket|access|invite|invitation|reset|confirm|activation"
    r"|hash|uuid|guid|id|user|email|mail|login|state|nonce|dossier|ref|reference|num|numero)"
    r"(?:id|_id)?[=/][^&=\s/]{4,}"
)
_SECRET_PATH = re.compile(r"[/=#]([A-Za-z0-9_\-~.%]{12,})(?=$|[/?#&,;)])")
_JWT = re.compile(r"eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{4,4000}(?:\.[A-Za-z0-9_-]{0,2000})?")
_LETTER_DIGIT = re.compile(r"[A-Za-z](?=\d)|\d(?=[A-Za-z])")
_CHANGE = re.compile(r"[a-z](?=[A-Z\d])|\d(?=[A-Za-z])|[A-Z](?=\d)")
_TRAILING = ".,;:!?)]}'\""


def detect(view: View) -> Iterator[Candidate]:
    """Find IP addresses, links that carry a token, and bare JSON web tokens."""
    yield from _addresses(view)
    for pattern in (_URL, _BARE_URL):
        for match in pattern.finditer(view.text):
            url = match.group().rstrip(_TRAILING)
            if carries_secret(url):
                yield Candidate(match.start(), match.start() + len(url), "url_token")
    for match in _JWT.finditer(view.text):
        yield Candidate(*match.span(), "url_token", Certainty.PROVEN)


def carries_secret(url: str) -> bool:
    """Tell a link that opens one person's page from one that anybody may follow."""
    _, _, rest = url.partition("://")
    authority, slash, path = (rest or url).partition("/")
    if "@" in authority:
        return True
    target = slash + path
    if _SECRET_NAME.search(target.lower()) or _JWT.search(target):
        return True
    return any(_looks_random(match[1]) for match in _SECRET_PATH.finditer(target))


def _looks_random(segment: str) -> bool:
    """Tell a token from a readable path: letters, digits and capitals change too often."""
    if len(_LETTER_DIGIT.findall(segment)) >= 4:
        return True
    longest = max(re.split(r"[-_.~%]", segment), key=len)
    return len(longest) >= 20 and len(_CHANGE.findall(longest)) >= 6


def _addresses(view: View) -> Iterator[Candidate]:
    if view.has_digits:
        for match in _IPV4.finditer(view.text):
            before = view.plain[max(0, match.start() - 12) : match.start()]
            if not _VERSION.search(before):
                yield Candidate(*match.span(), "ip", Certainty.PROVEN)
    if ":" in view.plain:
        for match in _IPV6.finditer(view.plain):
            if _is_ipv6(match.group()):
                yield Candidate(*match.span(), "ip", Certainty.PROVEN)


def _is_ipv6(text: str) -> bool:
    """Ask the standard library, for what has enough of an address to be worth it."""
    if text.count(":") < 2 or len(text.strip(":")) < 4:
        return False
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
