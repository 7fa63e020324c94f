"""The preview: what it tells a webmaster, on the page itself, of a survey that does not show."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page

from porte_voix import __version__
from widget_backend.domain import templates

PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Cantine</title>
<style nonce="n">{css}</style></head><body><main><h1>Cantine</h1>{elements}</main></body></html>"""
ELEMENT = (
    '<porte-voix site="{site}" survey="{survey}" backend="{backend}"{attributes}></porte-voix>'
)
POLICY = (
    "default-src 'none'; script-src {backend}; connect-src {backend}; style-src 'nonce-n'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
# What the widget gives: how to make a node, and what it has come to.
CALL = """async ([file, reasons]) => {
  const { preview } = await import(file);
  const h = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes))
      value.call ? (node[name] = value) : node.setAttribute(name, value);
    node.append(...children.filter(Boolean));
    return node;
  };
  for (const host of document.querySelectorAll("porte-voix")) {
    const get = (name) => host.getAttribute(name) ?? "";
    const query = `site=${get("site")}&contact_point=${get("contact-point")}&language=fr`;
    const address = `${get("backend")}/v1/s/${get("survey")}/form?${query}`;
    await preview({ host, h, address }, { reasons });
  }
}"""
TODAY = date.today().isoformat()  # noqa: DTZ011 (the visitor's own day)


class Preview:
    """A page with elements, and the box of the preview on it."""

    def __init__(self, page: Page, host: Any, town: Any) -> None:
        self.page = page
        self.host = host
        self.town = town
        host.policy = POLICY
        self.file = f"{host.backend}/w/{__version__}/porte-voix-preview.js"
        self.box = page.get_by_role("region", name="Porte-voix")

    def element(self, **changes: Any) -> str:
        """Write an element; `attributes` are further ones."""
        given = {"site": self.host.site, "survey": "satisfaction", "backend": self.host.backend}
        return ELEMENT.format(**given | {"attributes": ""} | changes)

    def open(self, *elements: str, lang: str = "fr", css: str = "") -> Preview:
        """Open a page with these elements."""
        written = "".join(elements or [self.element()])
        self.host.html = PAGE.format(lang=lang, css=css, elements=written)
        self.page.goto(self.host.origin + "/cantine?porte-voix=preview")
        return self

    def call(self, *reasons: str) -> list[str]:
        """Call the preview as the widget does, and read its lines."""
        self.page.evaluate(CALL, [self.file, reasons])
        return self.lines()

    def crosses(self) -> list[str]:
        """Give what the box says to be wrong."""
        return [line for line in self.lines() if line.startswith("✗")]

    def lines(self) -> list[str]:
        """Give what the box says, line by line."""
        return [line.inner_text() for line in self.box.get_by_role("listitem").all()]


@pytest.fixture
def preview(page: Page, host: Any, served: Any) -> Preview:
    """Give the preview on the page of a site that the town knows."""
    return Preview(page, host, served)


def test_what_is_well_is_said(preview: Preview) -> None:
    """On a healthy page, every line has its tick, from the script to the survey."""
    host = preview.host
    assert preview.open().call() == [
        f"✓ Script {__version__}",
        f"✓ {host.backend} répond",
        f'✓ site="{host.site}" connu',
        f"✓ {host.origin} autorisé",
        '✓ survey="satisfaction" publié, version 1',
        '• mode="inline"',
    ]


def test_it_speaks_the_language_of_the_page(preview: Preview) -> None:
    """A page that is not in French gets English."""
    assert '✓ survey="satisfaction" published, version 1' in preview.open(lang="de").call()


def test_it_keeps_to_the_strictest_policy(preview: Preview) -> None:
    """Nothing of it breaks a strict policy or Trusted Types; nothing of it has inline style."""
    preview.open().call()
    assert preview.page.evaluate("window.violations") == []
    assert preview.page.locator("[style]").count() == 0  # pierces open shadow roots


WRONG: list[tuple[dict[str, str], str]] = [
    ({"site": "none"}, '✗ site="none" inconnu'),
    ({"survey": "none"}, '✗ survey="none" inconnu ou brouillon'),
    ({"survey": "drafted"}, '✗ survey="drafted" inconnu ou brouillon'),
    ({"survey": "closed"}, '✗ survey="closed" clos'),
    ({"attributes": ' contact-point="none"'}, '✗ contact-point="none" inconnu'),
]


def test_a_wrong_key_is_named(preview: Preview) -> None:
    """A key that is unknown, a survey that is not open: the attribute is named, alone."""
    with preview.town.sdk() as sdk:
        sdk.surveys.create("drafted", organisation="ville", template="nps")
        sdk.surveys.create("closed", organisation="ville", template="nps")
        sdk.surveys.publish("closed")
        sdk.surveys.close("closed")
    preview.open(*(preview.element(**changes) for changes, _ in WRONG)).call()
    assert preview.crosses() == [line for _, line in WRONG]


@pytest.mark.parametrize("others", [["https://www.ville.example"], None])
def test_an_origin_that_is_not_listed_is_named(preview: Preview, others: Any) -> None:
    """A page whose origin is not on the site's list is told to add it, even unread."""
    with preview.town.sdk() as sdk:
        sdk.sites.update(preview.host.site, origins=["https://www.ville.example"])
        if others is None:  # some other site lists it: then the refusal may be read
            sdk.sites.create("Autre", organisation="ville", origins=[preview.host.origin])
    preview.open().call()
    assert preview.crosses() == [
        f"✗ {preview.host.origin} pas sur la liste ; porte-voix site update --origin"
    ]


def test_a_backend_that_is_gone_is_named(preview: Preview) -> None:
    """A backend that does not answer is told from one that refuses."""
    gone = "http://127.0.0.1:9"
    preview.host.policy = POLICY.replace("connect-src", f"connect-src {gone}")
    lines = preview.open(preview.element(backend=gone)).call()
    assert f"✗ {gone} ne répond pas" in lines


def test_the_directive_to_add_is_given(preview: Preview) -> None:
    """What the page's policy blocks of the backend is told with the directive to add."""
    preview.host.policy = POLICY.replace("connect-src {backend}", "connect-src 'none'")
    lines = preview.open().call()
    assert f"✗ CSP : ajoutez connect-src {preview.host.backend}" in lines


def test_what_concerns_others_is_not_accused(preview: Preview) -> None:
    """What the policy blocks of another origin, or only reports, is no business of the preview."""
    preview.open().call()
    preview.page.evaluate("fetch('https://other.example/').catch(() => {})")
    preview.page.wait_for_function("window.violations.length > 0")
    assert [line for line in preview.lines() if "CSP" in line] == []


def test_an_old_release_is_told(preview: Preview) -> None:
    """A page that pins a release older than the backend's is told which one to load."""
    built = preview.page.request.get(preview.file).text()
    old = preview.file.replace(__version__, "0.0.1")
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}
    preview.page.route(old, lambda route: route.fulfill(body=built, headers=headers))
    preview.file = old
    assert preview.open().call()[0] == f"✗ Script 0.0.1, ancien : chargez {__version__}"


RULES = {
    "include": ("/piscine/*", "/cantine?porte-voix=preview"),
    "exclude": ("*cantine*", "/cantine?porte-voix=preview"),
    "page-language": ("en", "fr"),
    "media": ("(width < 10px)", "1280 × 900"),
    "from": ("2999-01-01", TODAY),
    "until": ("2026-01-01", TODAY),
    "sample": ("20", "tirage à chaque visite"),
    "max-displays": ("3", "jusqu’ici 0"),
    "cool-down": ("30", "–"),
    "once": ("", "–"),
}


def test_each_rule_is_told_with_what_it_is_held_against(preview: Preview) -> None:
    """A filter that says no has a cross; one that says yes has a tick; both tell the fact."""
    attributes = "".join(f' {name}="{value}"' for name, (value, _) in RULES.items())
    preview.open(preview.element(attributes=attributes))
    said = [f'{name}="{value}" ({here})' for name, (value, here) in RULES.items()]
    assert preview.call(*RULES)[-10:] == [f"✗ {line}" for line in said]
    assert preview.call()[-10:] == [f"✓ {line}" for line in said]


def test_the_rules_of_the_survey_are_told(preview: Preview) -> None:
    """Rules that come with the survey are told too; those not yet met have no verdict."""
    rules = {"until": "2026-01-01", "sample": 20, "delay": 5, "exit_intent": True}
    preview.town.publish("aimed", definition=templates.load("nps") | {"targeting": rules})
    preview.open(preview.element(survey="aimed", attributes=' sample="100"'))
    lines = preview.call("until")
    assert f'✗ until="2026-01-01" ({TODAY})' in lines
    assert '✓ sample="100" (tirage à chaque visite)' in lines
    assert '• delay="5" (attendu)' in lines
    assert '• exit-intent="true" (attendu)' in lines
    assert f'• until="2026-01-01" ({TODAY})' in preview.call("sample")


def test_a_privacy_signal_is_told(preview: Preview) -> None:
    """A browser that asks not to be followed is told what follows from it."""
    line = "• Do Not Track : ne s’ouvre pas seul"
    assert line not in preview.open().call()
    signal = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })"
    preview.page.add_init_script(signal)
    assert line in preview.open().call()
    ignoring = preview.element(attributes=' privacy-signals="ignore"')
    assert line not in preview.open(ignoring).call()


KEPT = {
    "porte-voix last last": "1790000000000",
    "porte-voix satisfaction shown": "2",
    "porte-voix satisfaction done": "1",
    "porte-voix-outbox k": "waits",
    "other": "of the page",
}


def keep(preview: Preview) -> None:
    """Let the browser keep what the widget, and the page, keep."""
    preview.page.evaluate("(kept) => Object.assign(localStorage, kept)", KEPT)
    preview.page.evaluate("sessionStorage['porte-voix-draft'] = 'typed'")


def test_what_is_kept_is_told(preview: Preview) -> None:
    """Displays so far, the end of the cool-down, an answer: all that this browser remembers."""
    rules = ' max-displays="3" cool-down="30" once=""'
    preview.open(preview.element(attributes=rules))
    keep(preview)
    lines = preview.call("cool-down", "once")
    assert '✓ max-displays="3" (jusqu’ici 2)' in lines
    assert '✗ once="" (répondu)' in lines
    assert any(re.match(r'✗ cool-down="30" \(jusqu’au \d+/\d+/2026 ', line) for line in lines)
    assert "• gardé : porte-voix-draft typed" in lines
    assert "other" not in str(lines)


def test_forgetting_leaves_what_is_not_its_own(preview: Preview) -> None:
    """One button forgets the visitor, and neither the page's keys nor what waits to be sent."""
    preview.open()
    keep(preview)
    preview.call()
    preview.page.get_by_role("button", name="Oublier").click()
    left = preview.page.evaluate("[Object.keys(localStorage).sort(), sessionStorage.length]")
    assert left == [["other", "porte-voix-outbox k"], 0]
    assert "Fait : rechargez" in preview.box.inner_text()
    assert "done" not in str(preview.lines())


def test_one_box_serves_all_elements(preview: Preview) -> None:
    """Two elements share the box; what is said of one again replaces what was said."""
    preview.open(preview.element(), preview.element(survey="none"))
    preview.call()
    preview.call()
    assert preview.page.get_by_role("region", name="Porte-voix").count() == 1
    assert preview.box.get_by_role("group").count() == 2


def test_it_is_accessible(preview: Preview, widget: Any) -> None:
    """The box passes axe, best practices included, and takes no focus."""
    preview.open(preview.element(attributes=' include="/a" delay="3"')).call("include")
    assert widget.axe() == []
    assert preview.page.evaluate("document.activeElement.localName") == "body"


def test_the_page_cannot_hide_it(preview: Preview) -> None:
    """Styles of the page that hide or move everything leave the box where it is."""
    preview.open(css="div, section { all: revert !important; display: none !important }").call()
    shape = preview.box.bounding_box()
    assert shape is not None
    assert (shape["x"], round(shape["y"] + shape["height"])) == (12, 888)


def test_a_browser_that_keeps_nothing_is_no_obstacle(preview: Preview) -> None:
    """Where the browser forbids storage, the preview tells the rest."""
    forbid = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    preview.page.add_init_script(forbid)
    lines = preview.open(preview.element(attributes=' max-displays="3"')).call()
    assert '✓ max-displays="3" (jusqu’ici 0)' in lines
