"""Whether the snippet is on the page, once and whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from porte_voix._doctor import addresses, attributes, remedies
from porte_voix._doctor.case import HOSTED, Case
from porte_voix._doctor.findings import Finding, advice, blocking, ok
from porte_voix._doctor.page import Element, Page, Script

# HTML §4.12.1.1, "Prepare the script element": no type, or one of these (MIME Sniffing §4.6).
JAVASCRIPT = frozenset(
    {
        "",
        "application/ecmascript",
        "application/javascript",
        "application/x-ecmascript",
        "application/x-javascript",
        "text/ecmascript",
        "text/javascript",
        "text/jscript",
        "text/x-ecmascript",
        "text/x-javascript",
    }
)
NOT_RUN = "The page is read as it is sent: what its own scripts add to it later is not seen."
REQUIRED = {
    "site": ("site_missing", "the public key of your site"),
    "survey": ("survey_missing", "the key of a survey"),
}


def of_snippet(case: Case) -> Iterator[Finding]:
    """The element, its attributes, the script tag."""
    page = case.page
    for tag, within in page.inert:
        yield advice(
            "snippet_inert",
            f"A <{tag}> stands inside a <{within}>, where browsers ignore it.",
            f"Move it out of the <{within}>.",
        )
    if not page.elements:
        yield blocking(
            "element_missing",
            f"There is no <porte-voix> element on the page. {NOT_RUN}",
            'Paste <porte-voix site="…" survey="…"> where the survey should show; '
            "`porte-voix snippet` writes it.",
        )
    if case.script is None:
        yield blocking(
            "script_missing", f"No script tag loads the widget. {NOT_RUN}", _script_to_add(case)
        )
    if page.elements and case.script is not None:
        yield ok("snippet", "The element and its script are on the page.")
    for element in page.elements:
        yield from _of_attributes(element)
    if case.script is not None:
        yield from _of_tag(case, case.script)


def of_manners(case: Case) -> Iterator[Finding]:
    """What does not keep the survey from showing, but serves somebody badly."""
    page = case.page
    if page.language is None:
        yield advice(
            "page_language",
            "The page does not say its language.",
            'Write it on the first tag, such as <html lang="fr">; screen readers and the survey '
            "go by it.",
        )
    for element in page.elements:
        yield from _of_fallback(element)
    yield from _of_duplicates(page)


def _of_attributes(element: Element) -> Iterator[Finding]:
    for name, (code, what) in REQUIRED.items():
        if not element.get(name).strip():
            yield blocking(
                code,
                f"{element.name} has no attribute {name}.",
                f'Write {name}="…", {what}.',
            )
    yield from attributes.of_element(element)
    if "hidden" in element.attributes:
        yield blocking(
            "element_hidden",
            f"{element.name} has the attribute hidden.",
            "Remove it, unless a script of the page does.",
        )


def _of_tag(case: Case, script: Script) -> Iterator[Finding]:
    kind = script.get("type").strip().lower()
    if kind not in JAVASCRIPT or "nomodule" in script.attributes:
        wrong = f'type="{kind}"' if kind not in JAVASCRIPT else "nomodule"
        yield blocking(
            "script_type",
            f"The script tag has {wrong}: browsers do not run it, or not as the widget needs. "
            "Consent managers write such a type to hold scripts back; the widget sets no cookie.",
            f"Write it plainly: {remedies.tag(script.url)}",
        )
    served = "/w/" in script.path
    if not served and not all(element.get("backend") for element in case.page.elements):
        yield blocking(
            "script_address",
            f"The script comes from {script.url}, which is not where a backend serves it: "
            "the widget asks the backend that it comes from.",
            "Load it from the backend (https://…/w/porte-voix.js), "
            'or give the element backend="https://…".',
        )
    yield from _of_other_address(case, script)


def _of_other_address(case: Case, script: Script) -> Iterator[Finding]:
    """The script, the attribute `backend` and the link should all name one backend."""
    for element in case.page.elements:
        asked = case.backend_of(element)
        linked = [addresses.parse(link).origin for link in element.links if HOSTED in link]
        if linked and asked and addresses.parse(asked).origin not in linked:
            yield advice(
                "script_elsewhere",
                f"The widget asks {addresses.parse(asked).origin}, while the link inside "
                f"{element.name} leads to {linked[0]}.",
                "Let both name the same backend.",
            )


def _of_fallback(element: Element) -> Iterator[Finding]:
    if not element.links:
        yield advice(
            "fallback_missing",
            f"{element.name} holds no link: without JavaScript, nobody can answer.",
            'Put a link to the hosted page inside: <a href="https://…/s/SURVEY?site=KEY">…</a>.',
        )
    if not element.is_closed:
        yield advice(
            "element_open",
            f"{element.name} is not closed: what follows is taken for its content, "
            "and disappears when the survey shows.",
            "Write </porte-voix> after the link; <porte-voix … /> closes nothing.",
        )


def _of_duplicates(page: Page) -> Iterator[Finding]:
    keys = Counter(tuple(map(e.get, ("site", "survey", "contact-point"))) for e in page.elements)
    for (_, survey, _), count in keys.items():
        if count > 1:
            yield advice(
                "element_twice",
                f"The survey {survey} is {count} times on the page.",
                "Keep one, or tell them apart by contact-point.",
            )
    if len(page.scripts) > 1:
        yield advice(
            "script_twice",
            f"The widget is loaded {len(page.scripts)} times; only the first to run counts.",
            "Keep one script tag.",
        )


def _script_to_add(case: Case) -> str:
    backends = (case.backend_of(element) for element in case.page.elements)
    backend = next(filter(None, backends), "https://voix.example.fr")
    return f"Add {remedies.tag(f'{backend}/w/porte-voix.js')}"
