"""What the backend answers to a page: who it knows, what it offers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from porte_voix._doctor import addresses, offer, permissions, rules
from porte_voix._doctor.case import Case
from porte_voix._doctor.findings import Finding, blocking, ok
from porte_voix._doctor.loading import mixed
from porte_voix._doctor.page import Element
from porte_voix._doctor.visit import Visit
from porte_voix._errors import TransportError

SENDS = {"Access-Control-Request-Method": "POST",
         "Access-Control-Request-Headers": "idempotency-key"}  # fmt: skip
POINT = "contact_point"


def urls_of(case: Case, element: Element) -> tuple[str, ...]:
    """Where an element asks for its form, and where it sends answers; none when unknown."""
    path = _survey_of(case, element)
    return (_asking(path, element), f"{path}/r") if path else ()


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
        yield from _asked(case, element)
    except TransportError as error:
        yield blocking(
            "backend_unreachable",
            f"The backend could not be reached: {error}",
            "Ask the person who runs it; until then, people see the link.",
        )


def _survey_of(case: Case, element: Element) -> str:
    """The address of a survey; empty when the element does not say enough."""
    backend = case.backend_of(element)
    survey = quote(element.get("survey").strip(), safe="")
    if not backend or not survey or not element.get("site").strip():
        return ""
    return case.asked(f"{backend}/v1/s/{survey}")


def _asking(path: str, element: Element, *, form: str = "/form", point: bool = True) -> str:
    given = {
        "site": element.get("site"),
        POINT: element.get("contact-point") if point else "",
        "language": element.get("language") or element.language,
    }
    return f"{path}{form}?{urlencode({name: value for name, value in given.items() if value})}"


def _asked(case: Case, element: Element) -> Iterator[Finding]:
    path = _survey_of(case, element)
    visit = case.visitor.get(_asking(path, element), origin=case.origin)
    answer = _read(visit)
    definition = _read(case.visitor.get(_asking(path, element, form="", point=False)))
    if "form" in answer:
        found = [*_of_sharing(case, visit), *_of_sending(case, f"{path}/r")]
        yield from found
        if not any(finding.level == "blocking" for finding in found):
            yield ok("survey", f"The survey {element.get('survey')} is open to {case.origin}.")
    elif "questions" in definition and _code(answer) in {"", "not_found"}:
        yield _old(visit)
    else:
        yield from _refusals(case, element, visit)
    if "questions" in definition:
        yield from offer.of_survey(case, element, definition)
        yield from rules.of_element(case, element, (answer | definition).get("targeting"))


def _refusals(case: Case, element: Element, visit: Visit) -> Iterator[Finding]:
    """Why the form is not given, and what else would be in the way once that is corrected."""
    path, is_placed, origin = _survey_of(case, element), True, case.origin
    finding = _refusal(case, element, visit)
    while True:
        yield finding
        if finding.code == "origin_not_allowed" and origin:
            origin = ""
        elif finding.code == "contact_point_unknown" and is_placed:
            is_placed = False
        else:
            return
        url = _asking(path, element, point=is_placed)
        visit = case.visitor.get(url, origin=origin or None)
        if "form" in _read(visit):
            return
        finding = _refusal(case, element, visit)


def _read(visit: Visit) -> dict[str, Any]:
    try:
        answer = json.loads(visit.body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _code(answer: Mapping[str, Any]) -> str:
    """The word of a problem (RFC 9457); a wrong contact point is only told by its place."""
    errors = answer.get("errors")
    pointers = [one.get("pointer") for one in errors if isinstance(one, dict)] if errors else []
    return "contact_point_unknown" if f"/{POINT}" in pointers else str(answer.get("code", ""))


def _old(visit: Visit) -> Finding:
    origin = addresses.parse(visit.url).origin
    return blocking(
        "backend_old",
        f"{origin} gives the survey, and no form: it is older than this release of the widget.",
        "Update the backend, or load the widget from it.",
    )


def _refusal(case: Case, element: Element, visit: Visit) -> Finding:
    """A problem of the service (RFC 9457), as a sentence for the webmaster."""
    answer = _read(visit)
    survey, origin = element.get("survey"), addresses.parse(visit.url).origin
    known = {
        "site_not_found": (
            f"{origin} knows no site with the key {element.get('site')}.",
            "Correct the attribute site; `porte-voix site list` shows the keys.",
        ),
        "contact_point_unknown": (
            f"The contact point {element.get('contact-point')} is unknown, or of another "
            "organisation.",
            "Correct the attribute contact-point; `porte-voix contact-point list` shows the keys.",
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
    code = _code(answer)
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


def _of_sending(case: Case, url: str) -> Iterator[Finding]:
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
