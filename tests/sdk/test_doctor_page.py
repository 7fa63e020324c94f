"""A page's HTML, read as browsers read it, as far as it concerns the widget."""

from __future__ import annotations

import pytest

from porte_voix._doctor.markup import read
from porte_voix._doctor.page import Page

URL = "https://www.ville.example/a/b.html"
META = '<meta http-equiv="Content-Security-Policy" content="script-src x">'


def page(html: str) -> Page:
    """Read a page."""
    return read(URL, html.encode())


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<script src=/w/porte-voix.js></script>", "https://www.ville.example/w/porte-voix.js"),
        ("<SCRIPT SRC='porte-voix.js?v=1'>", "https://www.ville.example/a/porte-voix.js?v=1"),
        ("<base href='//c.example/'><script src=porte-voix-lite.js>",
         "https://c.example/porte-voix-lite.js"),
        ("<script src=a/porte-voix.js src=b>", "https://www.ville.example/a/a/porte-voix.js"),
    ],
)  # fmt: skip
def test_the_script_is_known_by_its_file(html: str, url: str) -> None:
    """The widget's script is found by the name of its file, its address made whole."""
    assert [script.url for script in page(html).scripts] == [url]


@pytest.mark.parametrize(
    "html",
    [
        "<script src=porte-voix-form.js></script>",
        "<script src=porte-voix.js.map></script>",
        "<script>load('porte-voix.js')</script>",
        "<script src='data:,porte-voix.js'></script>",
        "<script src='http://[/porte-voix.js'></script>",
        "<!-- <script src=porte-voix.js></script> -->",
        "<script src=a.js /><script src=porte-voix.js></script>",
        "<textarea><script src=porte-voix.js></script></textarea>",
    ],
)
def test_other_scripts_are_not_taken_for_it(html: str) -> None:
    """Other files, other schemes, comments and texts are not the widget's script."""
    assert page(html).scripts == []


@pytest.mark.parametrize(
    ("html", "is_heard"),
    [
        (f"<head>{META}</head>", True),
        (f"<title>a</title> {META}", True),
        (f"<head></head>{META}<body>", True),
        (f"<body>{META}", False),
        (f"<p>{META}", False),
        (f"text {META}", False),
        (f"<noscript>{META}</noscript>", False),
        (META.replace("Policy", "Policy-Report-Only"), False),
        (META.replace("http-equiv", "name"), False),
    ],
)
def test_a_meta_policy_counts_in_the_head(html: str, is_heard: bool) -> None:
    """A policy of a meta tag is heard in the head, written out or not, and nowhere else."""
    assert bool(page(html).metas) is is_heard


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<html lang=fr><porte-voix>", "fr"),
        ("<html lang=fr><div lang=en><porte-voix>", "en"),
        ("<html lang=fr><div lang=en></div><porte-voix>", "fr"),
        ("<html lang=fr><porte-voix lang=de>", "de"),
        ("<html><porte-voix>", None),
    ],
)
def test_the_language_is_that_around(html: str, language: str | None) -> None:
    """An element speaks the language of the nearest tag that says one."""
    assert [element.language for element in page(html).elements] == [language]


@pytest.mark.parametrize(
    ("html", "is_closed"),
    [
        ("<porte-voix></porte-voix>", True),
        ("<porte-voix><br><p>a</porte-voix>", True),
        ("<porte-voix />", False),
        ("<div><porte-voix></div></porte-voix>", False),
    ],
)
def test_an_open_element_is_noticed(html: str, is_closed: bool) -> None:
    """Only its own end tag closes an element."""
    assert [element.is_closed for element in page(html).elements] == [is_closed]


def test_what_browsers_ignore_is_told_apart() -> None:
    """An element or a script inside a template or a noscript is named with what holds it."""
    found = page("<template><b><porte-voix></b></template><noscript><script src=porte-voix.js>")
    assert (found.elements, found.scripts) == ([], [])
    assert found.inert == [("porte-voix", "template"), ("script", "noscript")]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("é".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (b"<meta charset='windows-1252'>\xe9", "text/html"),
        ("\ufeffé".encode(), ""),
        ("é".encode(), "text/html; charset=unheard-of"),
    ],
)
def test_the_encoding_is_the_pages_own(body: bytes, content_type: str) -> None:
    """The characters are read by the header, else by the meta tag, else as UTF-8."""
    html = body + b"<porte-voix survey='" + body[-2:].lstrip(b">") + b"'>"
    (element,) = read(URL, html, content_type).elements
    assert element.get("survey") == "é"
