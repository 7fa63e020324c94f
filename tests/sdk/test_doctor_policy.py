"""Content security policies as CSP Level 3 reads them: tables of policy and verdict."""

from __future__ import annotations

import pytest

from porte_voix._doctor import addresses
from porte_voix._doctor.integrity import hash_of, hashes, is_matched
from porte_voix._doctor.policy import (
    Policy,
    ScriptRequest,
    allows_connection,
    allows_script,
    from_headers,
    from_metas,
    parse_policy,
)
from porte_voix._doctor.sources import matches

PAGE = addresses.parse("https://www.ville.example/cantine")
PLAIN_PAGE = addresses.parse("http://www.ville.example/cantine")
URL = "https://voix.example.fr/w/porte-voix.js"
HASH, OTHER = "sha384-" + "A" * 64, "sha384-" + "B" * 64

SOURCES: list[tuple[str, str, bool]] = [
    ("*", URL, True),
    ("'none'", URL, False),
    ("'self'", URL, False),
    ("'SELF'", "https://www.ville.example/x", True),
    ("'self'", "https://www.ville.example:8443/x", False),
    ("'self'", "http://www.ville.example/x", False),
    ("self", "https://www.ville.example/x", False),
    ("https:", URL, True),
    ("http:", URL, True),
    ("https:", "http://voix.example.fr/", False),
    ("wss:", URL, True),
    ("data:", URL, False),
    ("voix.example.fr", URL, True),
    ("VOIX.example.FR", URL, True),
    ("voix.example.fr", "http://voix.example.fr/", False),
    ("http://voix.example.fr", URL, True),
    ("http://voix.example.fr:80", URL, True),
    ("https://voix.example.fr", "http://voix.example.fr/", False),
    ("*.example.fr", URL, True),
    ("*.example.fr", "https://example.fr/", False),
    ("*.xample.fr", URL, False),
    ("example.fr", URL, False),
    ("voix.example.fr:443", URL, True),
    ("voix.example.fr:*", "https://voix.example.fr:8443/", True),
    ("voix.example.fr:8443", URL, False),
    ("voix.example.fr", "https://voix.example.fr:8443/", False),
    ("voix.example.fr/", URL, True),
    ("voix.example.fr/w/", URL, True),
    ("voix.example.fr/w", URL, False),
    ("voix.example.fr/w/porte-voix.js", URL, True),
    ("voix.example.fr/w/porte%2Dvoix.js", URL, True),
    ("voix.example.fr/W/", URL, False),
    ("voix.example.fr/w/porte-voix.js/", URL, False),
    ("voix.example.fr/w/?a", URL, False),
    ("'unsafe-inline'", URL, False),
    ("https://", URL, False),
]
SCRIPTS: list[tuple[str, ScriptRequest, bool]] = [
    ("", ScriptRequest((URL,)), True),
    ("img-src 'none'", ScriptRequest((URL,)), True),
    ("script-src", ScriptRequest((URL,)), False),
    ("default-src 'none'", ScriptRequest((URL,)), False),
    ("default-src 'none'; script-src *", ScriptRequest((URL,)), True),
    ("script-src 'none'; script-src-elem *", ScriptRequest((URL,)), True),
    ("script-src-attr 'none'", ScriptRequest((URL,)), True),
    ("script-src 'nonce-Ab+/=='", ScriptRequest((URL,), nonce="Ab+/=="), True),
    ("script-src 'nonce-Ab'", ScriptRequest((URL,), nonce="ab"), False),
    ("script-src 'nonce-Ab'", ScriptRequest((URL,)), False),
    ("script-src 'nonce-'", ScriptRequest((URL,)), False),
    ("script-src 'nonce-Ab' https:", ScriptRequest((URL,)), True),
    (f"script-src '{HASH}'", ScriptRequest((URL,), integrity=HASH), True),
    (f"script-src '{HASH}'", ScriptRequest((URL,), integrity=f"{HASH} {OTHER}"), False),
    (f"script-src '{HASH}'", ScriptRequest((URL,), integrity="md5-abc"), False),
    (f"script-src '{HASH}' 'strict-dynamic'", ScriptRequest((URL,), integrity=HASH), True),
    ("script-src 'strict-dynamic' https:", ScriptRequest((URL,)), False),
    ("default-src 'Strict-Dynamic' *", ScriptRequest((URL,)), False),
    ("script-src 'strict-dynamic'", ScriptRequest((URL,), is_parser_inserted=False), True),
    ("script-src 'nonce-a'", ScriptRequest((URL,), nonce="a", is_parser_inserted=False), True),
    ("script-src voix.example.fr/x/", ScriptRequest(("https://voix.example.fr/x/", URL)), True),
    ("script-src voix.example.fr/w/", ScriptRequest(("https://voix.example.fr/x/", URL)), False),
    ("script-src a.example", ScriptRequest(("https://a.example/", URL)), False),
]


@pytest.mark.parametrize(("source", "url", "is_match"), SOURCES)
def test_a_source_matches_an_address(source: str, url: str, is_match: bool) -> None:
    """Whether a source expression of a page on https lets an address through."""
    assert matches(addresses.parse(url), source, PAGE) is is_match


def test_a_page_on_http_reaches_what_is_safer() -> None:
    """On http, 'self' and a bare host are also what they are on https."""
    assert matches(PAGE, "'self'", PLAIN_PAGE)
    assert matches(addresses.parse(URL), "voix.example.fr", PLAIN_PAGE)
    assert matches(addresses.parse("http://voix.example.fr/"), "voix.example.fr", PLAIN_PAGE)


@pytest.mark.parametrize(("text", "request_", "is_allowed"), SCRIPTS)
def test_a_policy_judges_a_script(text: str, request_: ScriptRequest, is_allowed: bool) -> None:
    """The directive that governs a script, then nonces, hashes, 'strict-dynamic', addresses."""
    assert allows_script(Policy(parse_policy(text), "x"), request_, PAGE) is is_allowed


@pytest.mark.parametrize(
    ("text", "is_allowed"),
    [
        ("", True),
        ("script-src 'none'", True),
        ("default-src 'self'", False),
        ("default-src 'none'; connect-src https:", True),
        ("default-src *; connect-src 'none'", False),
        ("connect-src 'strict-dynamic' https:", True),
    ],
)
def test_a_policy_judges_a_connection(text: str, is_allowed: bool) -> None:
    """A connection goes by connect-src, else by default-src, and by addresses alone."""
    assert allows_connection(Policy(parse_policy(text), "x"), URL, PAGE) is is_allowed


def test_a_policy_is_read_by_its_rules() -> None:
    """Names are in any case, the first of two wins, and what is not ASCII is passed over."""
    text = " Script-Src  a\tb ;; script-src c; img-src é; sandbox "
    assert parse_policy(text) == {"script-src": ("a", "b"), "sandbox": ()}


def test_every_policy_of_the_headers_counts() -> None:
    """A comma parts policies; those that only report are kept apart."""
    found = list(
        from_headers(
            {
                "content-security-policy": "img-src a, , script-src b",
                "Content-Security-Policy-Report-Only": "img-src c",
            }
        )
    )
    assert [(sorted(p.directives), p.is_enforced) for p in found] == [
        (["img-src"], True),
        (["script-src"], True),
        (["img-src"], False),
    ]
    assert found[1].where == "policy 2 of Content-Security-Policy"


def test_a_meta_tag_cannot_say_everything() -> None:
    """In a meta tag, sandbox and frame-ancestors are passed over."""
    (found,) = from_metas([(7, "sandbox; script-src a; frame-ancestors b"), (8, "sandbox")])
    assert (dict(found.directives), found.position) == ({"script-src": ("a",)}, 7)


def test_the_strongest_hash_decides() -> None:
    """A file is what integrity says when one of its strongest hashes is the file's."""
    content, right = b"x", hash_of(b"x")
    weak = "sha256-" + "A" * 43 + "="
    assert is_matched(content, f"{OTHER} {right} {weak}")
    assert is_matched(content, right.replace("+", "-").replace("/", "_") + "?ct=js")
    assert is_matched(content, "md5-abc")
    assert not is_matched(content, OTHER)
    assert not is_matched(content, f"{right} sha512-{'A' * 86}==")
    assert hashes("SHA256-abc nothing") == (("sha256", "abc"),)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("HTTPS://Www.Ville.Example:443/a", "https://www.ville.example"),
        ("http://ville.example:8080", "http://ville.example:8080"),
        ("https://mairie-de-forêt.example/", "https://xn--mairie-de-fort-2kb.example"),
        ("http://[::1]:80/", "http://[::1]"),
    ],
)
def test_an_origin_is_written_as_browsers_do(url: str, origin: str) -> None:
    """Lower case, ASCII, without the default port."""
    assert addresses.parse(url).origin == origin


@pytest.mark.parametrize("url", ["", "ville.example", "ftp://a.example/", "https://", "http://a:x"])
def test_what_is_no_address_is_refused(url: str) -> None:
    """Only whole http and https addresses can be examined."""
    with pytest.raises(ValueError, match=r"."):
        addresses.parse(url)
    assert addresses.resolved("", url) == ""


def test_an_upgrade_leaves_this_machine_alone() -> None:
    """`upgrade-insecure-requests` turns http into https, but for this machine."""
    assert addresses.secured("http://voix.example.fr:80/a?b") == "https://voix.example.fr/a?b"
    assert addresses.secured("http://voix.example.fr:81/") == "https://voix.example.fr:81/"
    assert addresses.secured("http://127.0.0.1:8600/") == "http://127.0.0.1:8600/"
