"""From an address to everything that there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from porte_voix._doctor import addresses, loading, markup, permissions, presence, service
from porte_voix._doctor.case import Case
from porte_voix._doctor.findings import Finding, advice, blocking, ok
from porte_voix._doctor.policy import from_headers, from_metas
from porte_voix._doctor.visit import MAX_BYTES, Visit, Visitor
from porte_voix._errors import TransportError

MAX_ELEMENTS = 10
HTML = frozenset({"text/html", "application/xhtml+xml"})
UNREACHABLE = "page_unreachable"


def examine(url: str, visitor: Visitor, *, today: date) -> list[Finding]:
    """Every finding about the page at `url`, in the order in which a browser meets them.

    `today` is the day where its visitors are.
    """
    try:
        visit = visitor.get(url)
    except TransportError as error:
        said = f"The page could not be read: {error}"
        return [blocking(UNREACHABLE, said, "Check the address, and that it is public.")]
    page = markup.read(visit.url, visit.body, visit.header("Content-Type"))
    policies = (*from_headers(visit.headers), *from_metas(page.metas))
    case = Case(page, visit, policies, visitor, today)
    return _once([*_of_page(url, visit), *_of_widget(case)])


def _of_page(url: str, visit: Visit) -> Iterator[Finding]:
    if visit.passed:
        yield ok("redirected", f"{url} leads to {visit.url}, which is the page examined.")
    if visit.status >= 400:
        yield blocking(
            "page_status",
            f"The page answers {visit.status}: what is examined may be a page of error or login.",
            "Give the address of a page that everybody can read.",
        )
    else:
        yield ok("page", f"The page answers, from {addresses.parse(visit.url).origin}.")
    if visit.media_type not in HTML:
        yield blocking(
            "not_html",
            f"The answer is {visit.media_type or 'of no known type'}, and no HTML page.",
            "Give the address of the page that holds the snippet.",
        )
    if visit.is_cut:
        yield advice(
            "page_cut",
            f"The page is longer than {MAX_BYTES // 2**20} MiB; only its beginning was read.",
            "A page of this weight is slow for everybody: make it lighter.",
        )


def _of_widget(case: Case) -> Iterator[Finding]:
    yield from presence.of_snippet(case)
    yield from permissions.of_sandbox(case)
    script = case.script
    if script is not None:
        yield from loading.of_script(case, script)
    elements = case.page.elements[:MAX_ELEMENTS]
    if len(elements) < len(case.page.elements):
        yield advice(
            "element_many",
            f"The page has {len(case.page.elements)} elements; the first {MAX_ELEMENTS} were "
            "examined.",
            "Ask less of one page.",
        )
    urls = [url for element in elements for url in service.urls_of(case, element)]
    for element in elements:
        yield from service.of_element(case, element)
    yield from permissions.of_the_rest(case, script, urls)
    yield from presence.of_manners(case)


def _once(findings: list[Finding]) -> list[Finding]:
    """Several elements may meet the same obstacle: it is said once."""
    return list(dict.fromkeys(findings))
