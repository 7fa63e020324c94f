"""Each thing that the doctor tells: a page that shows it, and the healthy one that does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from porte_voix import TransportError
from porte_voix._doctor.integrity import hash_of
from porte_voix._doctor.visit import MAX_BYTES
from porte_voix.testing import Answer, json_answer, problem_answer

Spoil = Callable[[Any], None]
TAG = '<script src="https://voix.example.fr/w/porte-voix.js" defer></script>'
SCRIPT, SURVEY = "/w/porte-voix.js", "/v1/s/satisfaction"
FORM, SEND = f"{SURVEY}/form", f"{SURVEY}/r"
LINK = '<a href="https://voix.example.fr/s/satisfaction?site=k1">Avis</a>'
LOCAL = ("https://voix.example.fr/w/", "https://www.ville.example/js/")
WRONG_POINT = json_answer({"errors": [{"pointer": "/contact_point"}]}, 422)
OLD = "sha384-" + "A" * 64


def html(*changes: tuple[str, str]) -> Spoil:
    """Spoil the page's HTML."""
    return lambda street: street.write(*changes)


def policy(text: str) -> Spoil:
    """Give the page a policy."""
    return header("Content-Security-Policy", text)


def header(name: str, value: str) -> Spoil:
    """Give the page a header."""
    return lambda street: street.headers.update({name: value})


def answer(method: str, path: str, *answers: Any) -> Spoil:
    """Let the backend answer otherwise."""
    return lambda street: street.fake.route(method, path, *answers)


def problem(code: str, status: int) -> Spoil:
    """Let the backend refuse the survey."""
    refusal = problem_answer(code, status)
    return several(answer("GET", FORM, refusal), answer("GET", SURVEY, refusal))


def several(*spoils: Spoil) -> Spoil:
    """Spoil more than one thing."""

    def spoil(street: Any) -> None:
        for one in spoils:
            one(street)

    return spoil


def status(code: int) -> Spoil:
    """Let the page answer with a status."""
    return lambda street: setattr(street, "status", code)


def survey(*types: str, **members: Any) -> Spoil:
    """Let the survey have questions of these types."""
    return lambda street: answer("GET", SURVEY, street.survey_answer(*types, **members))(street)


def pinned(**pin: Any) -> Spoil:
    """Pin the script."""
    return lambda street: street.pin(**pin)


def copied(street: Any) -> None:
    """Serve the script from the page's own origin, where there is no backend."""
    answer("GET", "/js/porte-voix.js", street.script_answer())(street)
    answer("GET", f"/js/{FORM}", Answer(404))(street)
    answer("GET", f"/js/{SURVEY}", Answer(404))(street)


def alias_pinned(street: Any) -> None:
    """Give the script that moves its present hash."""
    pin = hash_of(street.script_answer().body)
    street.write((" defer", f' crossorigin integrity="{pin}"'))


def shout(street: Any) -> None:
    """Write the page in capitals, but for what must not be."""
    html = street.html.upper().replace("PORTE-VOIX.JS", "porte-voix.js").replace("/W/", "/w/")
    street.html = html.replace("SATISFACTION", "satisfaction")


BLOCKING: list[tuple[str, Spoil]] = [
    ("page_status", status(403)),
    ("not_html", header("Content-Type", "application/pdf")),
    ("element_missing", html(("porte-voix", "porte-vois"))),
    ("element_missing", html(("<porte-voix", "<template><porte-voix"))),
    ("script_missing", html((TAG, ""))),
    ("script_missing", html((TAG, f"<!-- {TAG} -->"))),
    ("script_missing", html((TAG, f"<noscript>{TAG}</noscript>"))),
    ("site_missing", html(('site="k1"', ""))),
    ("survey_missing", html(('survey="satisfaction"', 'survey=" "'))),
    ("element_hidden", html(("<porte-voix ", "<porte-voix hidden "))),
    ("script_type", html((" defer", ' type="module"'))),
    ("script_type", html((" defer", ' type="text/plain"'))),
    ("script_type", html((" defer", " nomodule"))),
    ("script_address", several(html(LOCAL), copied)),
    ("mixed_content", html(("https://voix", "http://voix"))),
    ("mixed_content", html(("<porte-voix", '<porte-voix backend="http://voix.example.fr"'))),
    ("script_unreachable", answer("GET", SCRIPT, TransportError("no route"))),
    ("script_not_found", answer("GET", SCRIPT, Answer(404))),
    ("script_not_found", several(
        pinned(answer=Answer(404)), answer("GET", SCRIPT, TransportError("no route")))),
    ("script_not_javascript", answer("GET", SCRIPT, Answer(200, {"Content-Type": "text/html"}))),
    ("version_not_served", pinned(answer=Answer(404), version="1.1.0")),
    ("integrity_mismatch", pinned(pin=OLD)),
    ("integrity_without_crossorigin", several(pinned(), html((" crossorigin", "")))),
    ("integrity_required", header("Integrity-Policy", "blocked-destinations=(script)")),
    ("script_cors", several(html((" defer", " crossorigin")), answer(
        "GET", SCRIPT, Answer(200, {"Content-Type": "text/javascript"})))),
    ("script_corp", several(
        header("Cross-Origin-Embedder-Policy", "require-corp"))),
    ("csp_script", policy("script-src 'self'")),
    ("csp_connect", policy("connect-src 'self'")),
    ("csp_sandbox", policy("sandbox allow-scripts allow-forms")),
    ("csp_part", several(
        policy("script-src https://voix.example.fr/w/porte-voix.js"), survey("document"),
        answer("GET", "/w/porte-voix-assist.js", Answer(404)),
        answer("GET", "/w/porte-voix-document.js", Answer(200)))),
    ("backend_unreachable", answer("GET", FORM, TransportError("no route"))),
    ("backend_refused", several(*(
        answer("GET", path, Answer(200, {}, b"<html>")) for path in (FORM, SURVEY)))),
    ("backend_refused", several(*(
        answer("GET", path, json_answer([1])) for path in (FORM, SURVEY)))),
    ("backend_old", answer("GET", FORM, problem_answer("not_found", 404))),
    ("backend_refused", problem("internal", 500)),
    ("site_not_found", problem("site_not_found", 404)),
    ("survey_not_found", problem("survey_not_found", 404)),
    ("survey_closed", problem("survey_closed", 410)),
    ("origin_not_allowed", problem("origin_not_allowed", 403)),
    ("survey_closed", answer("GET", FORM, problem_answer("origin_not_allowed", 403),
                             problem_answer("survey_closed", 410))),
    ("cors_missing", answer("GET", FORM, json_answer({"form": ["form", {}]}))),
    ("preflight_refused", answer("OPTIONS", SEND, Answer(405))),
    ("contact_point_unknown", answer("GET", FORM, WRONG_POINT)),
    ("survey_closed", answer("GET", FORM, WRONG_POINT, problem_answer("survey_closed", 410))),
]  # fmt: skip

ADVICE: list[tuple[str, Spoil]] = [
    ("page_cut", lambda street: street.write(("</html>", "<!--" + "x" * MAX_BYTES + "-->"))),
    ("snippet_inert", html((TAG, f"{TAG}<noscript>{TAG}</noscript>"))),
    ("alias_pinned", alias_pinned),
    ("integrity_unknown", html((" defer", ' integrity="md5-abc"'))),
    ("version_old", pinned(version="1.1.9")),
    ("csp_help", several(
        policy("script-src https://voix.example.fr/w/porte-voix.js"), survey("long_text"),
        answer("GET", "/w/porte-voix-assist.js", Answer(404)),
        answer("GET", "/w/porte-voix-hint.js", Answer(200)))),
    ("csp_help", several(
        policy("script-src https://voix.example.fr/w/porte-voix.js"),
        answer("GET", "/w/porte-voix-assist.js", Answer(200)))),
    ("csp_meta_ignored", html(("<body>", '<body><meta http-equiv="content-security-policy" '
                              'content="script-src \'none\'">'))),
    ("csp_would_block", header("Content-Security-Policy-Report-Only", "script-src 'self'")),
    ("csp_would_block", header("Content-Security-Policy-Report-Only", "connect-src 'self'")),
    ("script_elsewhere", html((LINK, LINK.replace("voix.", "autre.")))),
    ("page_language", html(('<html lang="fr">', "<html>"))),
    ("fallback_missing", html((LINK, "Avis"))),
    ("element_open", html((f">{LINK}</porte-voix>", "/>"))),
    ("element_twice", html(("<body>", '<body><porte-voix site="k1" survey="satisfaction" '
                            f'contact-point="accueil">{LINK}</porte-voix>'))),
    ("script_twice", html((TAG, TAG + TAG))),
    ("element_many", html(("</body>", f'<porte-voix site="k1" survey="satisfaction">{LINK}' * 10))),
    ("language_not_offered", html(("<porte-voix", '<porte-voix language="br"'))),
    ("language_not_offered", html(("<body>", '<body lang="de-AT">'))),
]  # fmt: skip

FINE: list[tuple[str, Spoil]] = [
    ("integrity", pinned()),
    ("trusted_types", policy("require-trusted-types-for 'script'; trusted-types 'none'")),
    ("csp_report_only", header("Content-Security-Policy-Report-Only", "img-src 'self'")),
]

HARMLESS: list[Spoil] = [
    policy("script-src https://voix.example.fr; connect-src https://voix.example.fr"),
    policy("default-src https:; style-src 'none'; img-src 'none'; form-action 'none'"),
    policy("sandbox allow-scripts allow-forms allow-same-origin"),
    policy("upgrade-insecure-requests"),
    several(policy("upgrade-insecure-requests"), html(("https://voix", "http://voix"))),
    html(("https://voix.example.fr/w", "//voix.example.fr/w")),
    html((TAG, ""), ("</body>", f"{TAG}</body>")),
    html(("<head>", '<head><base href="https://voix.example.fr/">'), (TAG, TAG.replace(
        "https://voix.example.fr/", ""))),
    html(("<porte-voix", '<porte-voix language="fr-CA"')),
    survey("document"),
    shout,
]  # fmt: skip


@pytest.mark.parametrize(("code", "spoil"), BLOCKING, ids=[code for code, _ in BLOCKING])
def test_what_blocks_is_told(street: Any, code: str, spoil: Spoil) -> None:
    """A page with this trouble is told so, with what to do; the healthy page is not."""
    assert code not in street.examined()
    spoil(street)
    finding = street.examined()[code]
    assert finding.level == "blocking"
    assert finding.message
    assert finding.fix


@pytest.mark.parametrize(("code", "spoil"), ADVICE, ids=[code for code, _ in ADVICE])
def test_what_is_better_changed_is_advised(street: Any, code: str, spoil: Spoil) -> None:
    """A page that could be better is told how; the healthy page is not."""
    assert code not in street.examined()
    spoil(street)
    finding = street.examined()[code]
    assert (finding.level, bool(finding.fix)) == ("advice", True)


@pytest.mark.parametrize(("code", "spoil"), FINE, ids=[code for code, _ in FINE])
def test_what_is_well_done_is_said(street: Any, code: str, spoil: Spoil) -> None:
    """What holds nothing back is said, so that nobody looks for the cause there."""
    assert code not in street.examined()
    spoil(street)
    assert {f.level for f in street.examined().values()} == {"ok"}
    assert code in street.examined()


@pytest.mark.parametrize("spoil", HARMLESS, ids=range(len(HARMLESS)))
def test_what_harms_nothing_is_not_accused(street: Any, spoil: Spoil) -> None:
    """A page that is written otherwise, and works, is healthy."""
    spoil(street)
    assert [f for f in street.examined().values() if f.level != "ok"] == []


def test_a_healthy_page_is_told_so(street: Any) -> None:
    """On a healthy page, every part is said to be well."""
    assert {finding.level for finding in street.examined().values()} == {"ok"}
    assert list(street.examined()) == ["page", "snippet", "script", "survey"]


def test_everything_is_told_at_once(street: Any) -> None:
    """One examination tells all that is in the way, from the page to the backend."""
    policy("script-src 'self'; connect-src 'self'")(street)
    problem("site_not_found", 404)(street)
    blocking = [code for code, f in street.examined().items() if f.level == "blocking"]
    assert blocking == ["csp_script", "csp_connect", "site_not_found"]


def test_an_old_release_gets_the_tag_of_the_new_one(street: Any) -> None:
    """Who pins a release that is gone is given the tag to paste, with the hash of the new file."""
    pinned(answer=Answer(404), version="1.1.0")(street)
    finding = street.examined()["version_not_served"]
    assert "1.1.0; it serves 1.2.0" in finding.message
    tag = finding.fix.removeprefix("Write ")
    street.fake.route("GET", "/w/1.2.0/porte-voix.js", street.script_answer())
    street.html = street.html[: street.html.index("<script")] + tag + street.html[
        street.html.index("</head>") :]  # fmt: skip
    assert "integrity" in street.examined()
