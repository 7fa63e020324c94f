"""The HTML that a webmaster pastes."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porte_voix import snippet

BASE = "https://voice.example.org"
HASH = "sha384-" + "A" * 64
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)


class Reader(HTMLParser):
    """Reads a snippet back as a browser would."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag with its attributes."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def test_the_snippet_is_a_script_with_an_element() -> None:
    """The shortest snippet loads the moving alias, and links to the hosted page."""
    assert snippet(base_url=BASE + "/", site="a1", survey="satisfaction") == (
        f'<script src="{BASE}/w/porte-voix.js" defer></script>\n'
        '<porte-voix site="a1" survey="satisfaction">'
        f'<a href="{BASE}/s/satisfaction?site=a1">Donner mon avis</a></porte-voix>\n'
    )


def test_a_pinned_script_is_checked_by_the_browser() -> None:
    """With a version and its hash, the script is the immutable one, which the browser checks."""
    html = snippet(base_url=BASE, site="a1", survey="nps", version="1.2.0", integrity=HASH)
    (script, attributes), *_ = Reader(html).tags
    assert script == "script"
    assert attributes == {
        "src": f"{BASE}/w/1.2.0/porte-voix.js",
        "defer": None,
        "integrity": HASH,
        "crossorigin": "anonymous",
    }


@given(site=TEXT, survey=TEXT, contact_point=TEXT, language=TEXT, fallback=TEXT)
def test_nothing_given_leaves_its_place(**given_: Any) -> None:
    """Whatever the arguments hold, the snippet is a script, an element and a link with them."""
    if given_["survey"] in {".", ".."}:
        return
    read = Reader(snippet(base_url=BASE, **given_))
    assert [tag for tag, _ in read.tags] == ["script", "porte-voix", "a"]
    element, link = read.tags[1][1], urlsplit(read.tags[2][1]["href"] or "")
    assert element == {
        "site": given_["site"],
        "survey": given_["survey"],
        "contact-point": given_["contact_point"],
        "language": given_["language"],
    }
    assert link.netloc == "voice.example.org"
    assert parse_qs(link.query)["site"] == [given_["site"]]
    assert read.text.strip() == given_["fallback"].strip()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (None, "Donner mon avis"),
        ("fr", "Donner mon avis"),
        ("fr-simple", "Donner mon avis"),
        ("en-GB", "Give your opinion"),
        ("es", "Dar mi opinión"),
        ("de", "Meinung sagen"),
        ("ar", "إبداء الرأي"),
        ("nl", "Give your opinion"),
    ],
)
def test_the_link_speaks_the_language(language: str | None, text: str) -> None:
    """The link speaks the language that was given or its base, French when none was, or English."""
    html = snippet(base_url=BASE, site="a1", survey="nps", language=language)
    assert Reader(html).text.strip() == text


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": "1.2.0"},
        {"integrity": HASH},
        {"version": "../1", "integrity": HASH},
        {"version": "1.2.0", "integrity": "md5-abc"},
        {"version": "1.2.0", "integrity": f'{HASH}" onload="x'},
        {"site": ""},
        {"survey": ""},
        {"base_url": "javascript:alert(1)"},
        {"base_url": "//voice.example.org"},
    ],
)
def test_a_snippet_that_cannot_work_is_refused(wrong: dict[str, str]) -> None:
    """Half a pin, a wrong hash, or an address that is no service's, is refused."""
    given_: dict[str, Any] = {"base_url": BASE, "site": "a1", "survey": "nps"}
    with pytest.raises(ValueError, match=r"give|must"):
        snippet(**(given_ | wrong))
