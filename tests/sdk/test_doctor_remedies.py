"""What the doctor tells to write is word for word what lets the widget work."""

from __future__ import annotations

from typing import Any

import pytest


def enforce(street: Any, policy: str) -> None:
    """Give the page a policy."""
    street.headers["Content-Security-Policy"] = policy


@pytest.mark.parametrize(
    ("text", "script", "connection"),
    [
        ("default-src 'none'", "script-src https://voix.example.fr",
         "connect-src https://voix.example.fr"),
        ("default-src 'self'", "script-src 'self' https://voix.example.fr",
         "connect-src 'self' https://voix.example.fr"),
        ("script-src 'nonce-a' x.example; connect-src 'none'",
         "script-src 'nonce-a' x.example https://voix.example.fr",
         "connect-src https://voix.example.fr"),
        ("script-src-elem x.example; default-src 'nonce-a' y.example",
         "script-src-elem x.example https://voix.example.fr",
         "connect-src y.example https://voix.example.fr"),
    ],
)  # fmt: skip
def test_the_directive_is_given_word_for_word(
    street: Any, text: str, script: str, connection: str
) -> None:
    """The fix of a policy is the directive as it must read; once written, it blocks no more."""
    enforce(street, text)
    found = street.examined()
    assert found["csp_script"].fix.endswith(f" the directive: {script}")
    assert found["csp_connect"].fix.endswith(f" the directive: {connection}")
    enforce(street, f"{script}; {connection}; {text}")
    assert not {"csp_script", "csp_connect"} & set(street.examined())


@pytest.mark.parametrize(
    ("values", "attributes", "fix"),
    [
        ("'strict-dynamic' 'nonce-abc'", "defer", "Give the script tag the nonce"),
        ("'strict-dynamic' 'nonce-abc'", 'defer nonce="old"', "the same nonce"),
        ("'strict-dynamic' 'sha256-abc'", "defer", "Pin the script by its hash"),
    ],
)
def test_a_strict_policy_is_not_told_an_address(
    street: Any, values: str, attributes: str, fix: str
) -> None:
    """Under 'strict-dynamic' an address allows nothing: the fix is a nonce, or a hash."""
    street.write((" defer", f" {attributes}"))
    enforce(street, f"script-src {values}")
    assert fix in street.examined()["csp_script"].fix
