"""The exact words that make a policy, or a page, let the widget work."""

from __future__ import annotations

from html import escape

from porte_voix._doctor.addresses import parse
from porte_voix._doctor.policy import (
    CONNECT,
    SCRIPT,
    Policy,
    has_any_nonce,
    has_strict_dynamic,
)

# The directive that is written when only default-src is there.
WRITTEN = {SCRIPT: "script-src", CONNECT: CONNECT}
KEPT_KEYWORDS = frozenset({"'self'"})


def widened(policy: Policy, name: str, url: str) -> str:
    """The directive as it must read for the origin of `url`: what it holds now, and that origin."""
    governing = policy.governing(name) or WRITTEN[name]
    target = WRITTEN[name] if governing == "default-src" else governing
    kept = [value for value in policy.values(governing) if value.lower() != "'none'"]
    if name == CONNECT:
        # Nonces, hashes and keywords of scripts mean nothing for a connection.
        kept = [v for v in kept if not v.startswith("'") or v.lower() in KEPT_KEYWORDS]
    return " ".join((target, *kept, parse(url).origin))


def for_directive(policy: Policy, name: str, url: str) -> str:
    """What to write where."""
    text = widened(policy, name, url)
    target = text.partition(" ")[0]
    verb = "make the directive" if target in policy.directives else "add the directive"
    return f"In {policy.where}, {verb}: {text}"


def for_script(policy: Policy, url: str, nonce: str, integrity: str) -> str:
    """What lets a script tag load; `integrity` is the hash of its file, empty when not known."""
    governing = policy.governing(SCRIPT) or "script-src"
    values = policy.values(governing)
    if not has_strict_dynamic(values):
        return for_directive(policy, SCRIPT, url)
    if has_any_nonce(values):
        if nonce:
            return (
                "Write into the script tag the same nonce as in the policy of this very answer; "
                "a page that comes out of a cache keeps an old one."
            )
        return f'Give the script tag the nonce of the page: <script nonce="…" src="{url}" defer>'
    return (
        "Under 'strict-dynamic' an address allows nothing. Pin the script by its hash, and in "
        f"{policy.where} make the directive: "
        + " ".join((governing, *values, f"'{integrity or 'sha384-…'}'"))
    )


def tag(url: str, integrity: str = "") -> str:
    """The script tag to write; pinned when a hash is given."""
    pin = f' integrity="{escape(integrity)}" crossorigin="anonymous"' if integrity else ""
    return f'<script src="{escape(url)}" defer{pin}></script>'
