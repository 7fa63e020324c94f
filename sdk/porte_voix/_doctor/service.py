"""What the backend answers to a page: who it knows, what it offers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from porte_voix._doctor import addresses, permissions
from porte_voix._doctor.case import Case
from porte_voix._doctor.findings import Finding, advice, blocking, ok
from porte_voix._doctor.loading import mixed
from porte_voix._doctor.page import Element
from porte_voix._doctor.visit import Visit
from porte_voix._errors import TransportError

# Files that the widget loads for these types of questions, when the release has them apart.
APART = ("document", "email")
# A version that no survey has: what is sent with it can be checked, and never kept.
NO_VERSION = 2_147_483_647
SENDS = {"Access-Control-Request-Method": "POST",
         "Access-Control-Request-Headers": "idempotency-key"}  # fmt: skip


def urls_of(case: Case, element: Element) -> tuple[str, ...]:
    """Where an element asks for its survey, and where it sends answers; none when unknown."""
    backend = case.backend_of(element)
    survey = quote(element.get("survey").strip(), safe="")
    if not backend or not survey or not element.get("site").strip():
        return ()
    language = element.get("language") or element.language
    given = {"site": element.get("site")} | ({"language": language} if language else {})
    path = case.asked(f"{backend}/v1/s/{survey}")
    return f"{path}?{urlencode(given)}", f"{path}/r"


def of_element(case: Case, element: Element) -> Iterator[Finding]:
    """Ask as the widget would, with the page's origin."""
    urls = urls_of(case, element)
    if not urls:
        return
    if case.is_mixed(urls[0]):
        yield mixed(urls[0])
        return
    yield from permissions.of_connection(case, urls)
    try:
        yield from _asked(case, element, *urls)
    except TransportError as error:
        yield blocking(
            "backend_unreachable",
            f"The backend could not be reached: {error}",
            "Ask the person who runs it; until then, people see the link.",
        )


def _asked(case: Case, element: Element, url: str, sending: str) -> Iterator[Finding]:
    visit = case.visitor.get(url, origin=case.origin)
    answer = _read(visit)
    if "questions" not in answer:
        yield _refusal(case, element, visit, answer)
        if answer.get("code") == "origin_not_allowed":
            yield from _without_origin(case, element, url)
        return
    found = [*_of_sharing(case, visit), *_of_sending(case, element, sending)]
    yield from found
    if not any(finding.level == "blocking" for finding in found):
        yield ok("survey", f"The survey {element.get('survey')} is open to {case.origin}.")
    yield from _of_language(element, answer)
    yield from _of_parts(case, answer)


def _without_origin(case: Case, element: Element, url: str) -> Iterator[Finding]:
    """What else would be in the way once the origin is known: a call without it is let through."""
    visit = case.visitor.get(url)
    answer = _read(visit)
    if "questions" not in answer:
        yield _refusal(case, element, visit, answer)


def _read(visit: Visit) -> Mapping[str, Any]:
    try:
        answer = json.loads(visit.body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _refusal(case: Case, element: Element, visit: Visit, answer: Mapping[str, Any]) -> Finding:
    """A problem of the service (RFC 9457), as a sentence for the webmaster."""
    survey, origin = element.get("survey"), addresses.parse(visit.url).origin
    known = {
        "site_not_found": (
            f"{origin} knows no site with the key {element.get('site')}.",
            "Correct the attribute site; `porte-voix site list` shows the keys.",
        ),
        "survey_not_found": (
            f"{origin} offers no survey {survey} to this site: it is unknown, or still a draft.",
            f"Correct the attribute survey, or publish: porte-voix survey publish {survey}",
        ),
        "survey_closed": (
            f"The survey {survey} is closed.",
            "Remove the element from the page, or name a survey that is open.",
        ),
        "origin_not_allowed": (
            f"The site {element.get('site')} does not list the origin {case.origin}.",
            f"Add {case.origin} to its origins, beside those that are there: "
            "porte-voix site update KEY --origin …",
        ),
    }
    code = str(answer.get("code", ""))
    if code in known:
        return blocking(code, *known[code])
    said = answer.get("detail") or f"it answered {visit.status}, and not as Porte-voix does"
    return blocking(
        "backend_refused",
        f"{origin} does not give the survey: {said}.".replace("..", "."),
        "Check the address of the backend, or ask the person who runs it.",
    )


def _of_sharing(case: Case, visit: Visit) -> Iterator[Finding]:
    """Without this header, browsers keep the answer from the page (Fetch §3.3)."""
    is_own = addresses.parse(visit.url).origin == case.origin
    if not is_own and visit.header("Access-Control-Allow-Origin") not in {"*", case.origin}:
        yield blocking(
            "cors_missing",
            f"{addresses.parse(visit.url).origin} answers without "
            "Access-Control-Allow-Origin for this page.",
            "Let no server or cache between the backend and the page change this header.",
        )


def _of_sending(case: Case, element: Element, url: str) -> Iterator[Finding]:
    if addresses.parse(url).origin != case.origin:
        visit = case.visitor.ask("OPTIONS", url, {"Origin": case.origin, **SENDS})
        allowed = visit.header("Access-Control-Allow-Headers").lower()
        is_shared = visit.header("Access-Control-Allow-Origin") in {"*", case.origin}
        if not is_shared or not ("*" in allowed or "idempotency-key" in allowed):
            yield blocking(
                "preflight_refused",
                f"{url} does not answer OPTIONS as browsers need it (it answered "
                f"{visit.status}): the survey shows, and answers cannot be sent.",
                "Let OPTIONS through every server between the backend and the page.",
            )
    if element.get("contact-point"):
        yield from _of_contact_point(case, element, url)


def _of_contact_point(case: Case, element: Element, url: str) -> Iterator[Finding]:
    """Send no answer, to no version: it is refused, and the reason tells about the point."""
    point = element.get("contact-point")
    message = {"site": element.get("site"), "contact_point": point,
               "version": NO_VERSION, "answers": {}}  # fmt: skip
    headers = {"Origin": case.origin, "Content-Type": "application/json"}
    answer = _read(case.visitor.ask("POST", url, headers, json.dumps(message).encode()))
    errors = answer.get("errors")
    pointers = [one.get("pointer") for one in errors if isinstance(one, dict)] if errors else []
    if "/contact_point" in pointers:
        yield blocking(
            "contact_point_unknown",
            f"The contact point {point} is unknown, or of another organisation: answers from "
            "this page are refused.",
            "Correct the attribute contact-point; `porte-voix contact-point list` shows the keys.",
        )


def _of_language(element: Element, answer: Mapping[str, Any]) -> Iterator[Finding]:
    asked = (element.get("language") or element.language or "").lower()
    spoken, offered = str(answer.get("language", "")), answer.get("languages") or []
    if asked and asked.partition("-")[0] != spoken.lower().partition("-")[0]:
        yield advice(
            "language_not_offered",
            f"The page asks for the language {asked}; the survey is offered in "
            f"{', '.join(map(str, offered))}, and shows in {spoken}.",
            "Add the language to the survey's definition, or correct the attribute language.",
        )


def _of_parts(case: Case, answer: Mapping[str, Any]) -> Iterator[Finding]:
    """A policy that allows one file only lets the survey show, with a question that fails."""
    script = case.script
    if script is None:
        return
    types = {q.get("type") for q in answer["questions"] if isinstance(q, dict)}
    for type_ in (known for known in APART if known in types):
        url = f"{script.folder}porte-voix-{type_}.js"
        found = list(permissions.of_part(case, script, url, type_))
        if found and case.visitor.get(case.asked(url)).status == 200:
            yield from found
