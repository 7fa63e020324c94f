"""Content security policies, as browsers read them: CSP Level 3.

Section names are those of the specification at w3.org/TR/CSP3.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from porte_voix._doctor.addresses import Address, parse
from porte_voix._doctor.integrity import hashes
from porte_voix._doctor.sources import matches_any

SCRIPT = "script-src-elem"
CONNECT = "connect-src"
# §6.8.3, "Get fetch directive fallback list": the first that is there decides.
FALLBACKS = {
    SCRIPT: (SCRIPT, "script-src", "default-src"),
    CONNECT: (CONNECT, "default-src"),
}
# HTML §4.2.5.3, "Content security policy state": a meta tag cannot say these.
NOT_IN_META = frozenset({"report-uri", "frame-ancestors", "sandbox"})
NONCE = re.compile(r"'nonce-([A-Za-z0-9+/_-]+={0,2})'", re.IGNORECASE)
HASH = re.compile(r"'(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})'", re.IGNORECASE)
STRICT_DYNAMIC = "'strict-dynamic'"
HEADERS = {
    "Content-Security-Policy": True,
    "Content-Security-Policy-Report-Only": False,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy; `position` is its place in the page (a header stands before everything)."""

    directives: Mapping[str, tuple[str, ...]]
    where: str
    is_enforced: bool = True
    position: int = -1

    def governing(self, name: str) -> str | None:
        """The directive that decides for `name`: itself, or one it falls back to; else None."""
        return next((held for held in FALLBACKS[name] if held in self.directives), None)

    def values(self, name: str) -> tuple[str, ...]:
        """What stands after a directive; nothing when it is absent."""
        return self.directives.get(name, ())


@dataclass(frozen=True, slots=True)
class ScriptRequest:
    """A script that a page asks for: by a tag, or (not parser-inserted) by another script."""

    urls: tuple[str, ...]
    nonce: str = ""
    integrity: str = ""
    is_parser_inserted: bool = True


def parse_policy(text: str) -> dict[str, tuple[str, ...]]:
    """Directives by name, lower case; the first of two of a name wins.

    §2.2.1, "Parse a serialized CSP".
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in text.split(";"):
        words = part.split()
        if words and part.isascii():
            found.setdefault(words[0].lower(), tuple(words[1:]))
    return found


def from_headers(headers: Mapping[str, str]) -> Iterator[Policy]:
    """Each policy of an answer's headers; a comma parts them (§2.2.2)."""
    for name, is_enforced in HEADERS.items():
        texts = [v for key, value in headers.items() if key.lower() == name.lower()
                 for v in value.split(",")]  # fmt: skip
        parsed = [directives for text in texts if (directives := parse_policy(text))]
        for number, directives in enumerate(parsed, 1):
            where = f"the header {name}" if len(parsed) == 1 else f"policy {number} of {name}"
            yield Policy(directives, where, is_enforced)


def from_metas(metas: Iterable[tuple[int, str]]) -> Iterator[Policy]:
    """Each policy of a page's meta tags, given as (position, content)."""
    for position, content in metas:
        for text in content.split(","):
            directives = {
                name: values
                for name, values in parse_policy(text).items()
                if name not in NOT_IN_META
            }
            if directives:
                where = "the meta tag Content-Security-Policy"
                yield Policy(directives, where, position=position)


def allows_script(policy: Policy, request: ScriptRequest, page: Address) -> bool:
    """§6.7.1.1, "Script directives pre-request check", for every address it is sent on to.

    A nonce, or hashes that are all listed, decide before `'strict-dynamic'`, which decides before
    any address.
    """
    governing = policy.governing(SCRIPT)
    if governing is None:
        return True
    values = policy.values(governing)
    if _has_nonce(values, request.nonce) or _has_hashes(values, request.integrity):
        return True
    if has_strict_dynamic(values):
        return not request.is_parser_inserted
    return all(
        matches_any(parse(url), values, page, is_redirected=hop > 0)
        for hop, url in enumerate(request.urls)
    )


def allows_connection(policy: Policy, url: str, page: Address) -> bool:
    """§6.1.2.1, "connect-src Pre-request check"."""
    governing = policy.governing(CONNECT)
    return governing is None or matches_any(parse(url), policy.values(governing), page)


def has_strict_dynamic(values: Iterable[str]) -> bool:
    """Whether only what trusted scripts load is trusted, and no address is."""
    return any(value.lower() == STRICT_DYNAMIC for value in values)


def has_any_nonce(values: Iterable[str]) -> bool:
    """Whether the policy goes by nonces."""
    return any(NONCE.fullmatch(value) for value in values)


def _has_nonce(values: Iterable[str], nonce: str) -> bool:
    """§6.7.2.3, "Does nonce match source list?"."""
    listed = (NONCE.fullmatch(value) for value in values)
    return any(one[1] == nonce for one in listed if one)


def _has_hashes(values: Iterable[str], integrity: str) -> bool:
    """§6.7.2.4, "Does integrity metadata match source list?": each hash must be listed."""
    listed = {
        (one[1].lower(), one[2].replace("-", "+").replace("_", "/"))
        for one in map(HASH.fullmatch, values)
        if one
    }
    wanted = set(hashes(integrity))
    return bool(wanted) and wanted <= listed
