"""What of our own markup may reach another site: listed elements and attributes, no other."""

from __future__ import annotations

import pytest

from widget_backend.api import jsonml as module
from widget_backend.api.jsonml import UnsafeMarkup, jsonml


def test_markup_becomes_nodes() -> None:
    """Elements, attributes and texts keep their order; an attribute without a value is true.

    Attributes are there even when there are none: who builds need not look.
    """
    assert jsonml('<p class="pv-help" hidden>Deux <b>mots</b> &amp; plus</p>') == [
        *("p", {"class": "pv-help", "hidden": True}, "Deux ", ["b", {}, "mots"], " & plus")
    ]
    assert jsonml('<input type="hidden" name="a" value="">') == [
        *("input", {"type": "hidden", "name": "a", "value": ""})
    ]


def test_white_space_is_that_of_a_reader() -> None:
    """Where lines end nothing is kept; elsewhere a run is one space, and no-break spaces stay."""
    assert jsonml("<ul>\n  <li>a  b</li>\n  <li>\u00a0?</li>\n</ul>") == [
        *("ul", {}, ["li", {}, "a b"], ["li", {}, "\u00a0?"])
    ]
    assert jsonml("<label>\n  Langue <select></select></label>") == [
        *("label", {}, "Langue ", ["select", {}])
    ]


def test_lines_of_people_stay() -> None:
    """What a respondent typed keeps its lines and its spaces."""
    assert jsonml("<blockquote>Un.\n\nDeux.\n</blockquote>") == ["blockquote", {}, "Un.\n\nDeux.\n"]


def test_svg_keeps_its_capitals() -> None:
    """The one attribute of ours that is written with a capital keeps it."""
    assert jsonml('<svg viewBox="0 0 2 2"><path d="M0 0"></path></svg>') == [
        *("svg", {"viewBox": "0 0 2 2"}, ["path", {"d": "M0 0"}])
    ]


HOSTILE = [
    "<script>alert(1)</script>",
    '<p><script src="//evil.example"></script></p>',
    "<style>p { color: red }</style>",
    '<iframe srcdoc="x"></iframe>',
    '<object data="x"></object>',
    '<embed src="x">',
    "<template><p>x</p></template>",
    '<img src="x" onerror="alert(1)">',
    '<link rel="stylesheet" href="https://evil.example">',
    '<base href="https://evil.example">',
    '<meta http-equiv="refresh" content="0">',
    '<p onclick="alert(1)">x</p>',
    '<p ONCLICK="alert(1)">x</p>',
    '<p style="position: fixed">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="//evil.example">x</a>',
    "<a href>x</a>",
    '<form action="https://evil.example"></form>',
    '<button formaction="https://evil.example">x</button>',
    '<input type="image" src="x">',
    '<svg><use href="#a"></use></svg>',
    '<svg><path xlink:href="javascript:alert(1)"></path></svg>',
    '<svg><animate attributeName="href"></animate></svg>',
    "<math></math>",
    "<p><!-- x --></p>",
    "<!doctype html><p>x</p>",
    "<?php x ?>",
]
BROKEN = [
    "",
    "x",
    "<p>x",
    "<p>x</b></p>",
    "</p>",
    "<p>x</p><p>y</p>",
    "<p>x</p>y",
    "<input></input>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_what_could_run_is_refused(html: str) -> None:
    """Nothing passes that could run, load, restyle or lead away, however it is spelled."""
    with pytest.raises(UnsafeMarkup):
        jsonml(html)


@pytest.mark.parametrize("html", BROKEN)
def test_unsound_markup_is_refused(html: str) -> None:
    """Markup that a browser would have to repair is never guessed at."""
    with pytest.raises(UnsafeMarkup):
        jsonml(html)


def test_lists_are_what_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: with everything on the lists, the hostile markup passes."""

    class Everything:
        def __contains__(self, name: object) -> bool:
            return True

    monkeypatch.setattr(module, "ELEMENTS", Everything())
    monkeypatch.setattr(module, "ATTRIBUTES", Everything())
    monkeypatch.setattr(module, "_ADDRESS", module.re.compile(""))
    assert jsonml('<p onclick="alert(1)"><a href="javascript:alert(1)">x</a></p>') == [
        *("p", {"onclick": "alert(1)"}, ["a", {"href": "javascript:alert(1)"}, "x"])
    ]
    assert jsonml("<script>alert(1)</script>") == ["script", {}, "alert(1)"]
