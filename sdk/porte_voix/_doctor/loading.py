"""Whether the browser can load the script file: reached, unaltered, of a known release."""

from __future__ import annotations

import re
from collections.abc import Iterator

from porte_voix._doctor import addresses, permissions, remedies
from porte_voix._doctor.case import Case
from porte_voix._doctor.findings import Finding, advice, blocking, ok
from porte_voix._doctor.integrity import hash_of, hashes, is_matched
from porte_voix._doctor.page import Script
from porte_voix._doctor.presence import JAVASCRIPT
from porte_voix._doctor.visit import Visit
from porte_voix._errors import TransportError

BANNER = re.compile(rb"/\*! porte-voix ([0-9A-Za-z.+-]+) \*/")
BANNER_BYTES = 200
NUMBERS = re.compile(r"\d+")
BLOCKED_DESTINATIONS = re.compile(r"blocked-destinations=\(([^)]*)\)")


def of_script(case: Case, script: Script) -> Iterator[Finding]:
    """Everything between the tag and a widget that runs."""
    if case.is_mixed(script.url):
        yield mixed(script.url)
        return
    visit = _fetched(case, script)
    if isinstance(visit, Finding):
        yield visit
        yield from permissions.of_script(case, script, (script.url,), "")
        return
    found = [
        *permissions.of_script(case, script, visit.urls, hash_of(visit.body)),
        *_of_file(case, script, visit),
    ]
    yield from found
    if not any(finding.level == "blocking" for finding in found):
        release = version_of(visit) or "of an unknown release"
        origin = addresses.parse(visit.url).origin
        yield ok("script", f"The script loads from {origin}: {release}.")


def mixed(url: str) -> Finding:
    """What browsers do not let a page of https ask."""
    return blocking(
        "mixed_content",
        f"The page is on https, and {url} on http: browsers refuse it.",
        f"Serve the backend on https, and write {url.replace('http:', 'https:', 1)}",
    )


def version_of(visit: Visit) -> str | None:
    """The release that a script file says it is of."""
    found = BANNER.search(visit.body[:BANNER_BYTES])
    return found[1].decode("ascii") if found else None


def _fetched(case: Case, script: Script) -> Visit | Finding:
    origin = case.origin if script.is_cors else None
    try:
        return case.visitor.get(case.asked(script.url), origin=origin)
    except TransportError as error:
        return blocking(
            "script_unreachable",
            f"The script could not be fetched: {error}",
            f"Check that {script.url} opens in a browser.",
        )


def _of_file(case: Case, script: Script, visit: Visit) -> Iterator[Finding]:
    if visit.status != 200:
        yield from _of_missing_file(case, script, visit)
        return
    if visit.media_type not in JAVASCRIPT - {""}:
        yield blocking(
            "script_not_javascript",
            f"{script.url} answers with {visit.media_type or 'no content type'}, "
            "which browsers do not run.",
            "Let the backend, or the server before it, answer with text/javascript.",
        )
        return
    yield from _of_integrity(case, script, visit)
    yield from _of_sharing(case, script, visit)
    yield from _of_version(case, script, visit)


def _of_missing_file(case: Case, script: Script, visit: Visit) -> Iterator[Finding]:
    newest = _alias(case, script) if script.version else None
    served = newest and version_of(newest)
    if newest and served:
        url = f"{script.backend}/w/{served}/porte-voix.js"
        yield blocking(
            "version_not_served",
            f"The backend does not serve release {script.version}; it serves {served}.",
            f"Write {remedies.tag(url, hash_of(newest.body))}",
        )
        return
    yield blocking(
        "script_not_found",
        f"{script.url} answers {visit.status}, and no script.",
        "Correct the address: https://…/w/porte-voix.js, on the backend.",
    )


def _alias(case: Case, script: Script) -> Visit | None:
    """The newest script of the backend; None when it cannot be told."""
    try:
        visit = case.visitor.get(case.asked(f"{script.backend}/w/porte-voix.js"))
    except TransportError:
        return None
    return visit if visit.status == 200 else None


def _of_integrity(case: Case, script: Script, visit: Visit) -> Iterator[Finding]:
    integrity = script.get("integrity")
    if not hashes(integrity):
        yield from _of_required_integrity(case, integrity)
        return
    is_foreign = addresses.parse(visit.url).origin != case.address.origin
    if is_foreign and not script.is_cors:
        yield blocking(
            "integrity_without_crossorigin",
            "The script tag has integrity, and no crossorigin: browsers then refuse a script "
            "of another origin.",
            'Add crossorigin="anonymous" to the script tag.',
        )
    if not is_matched(visit.body, integrity):
        pin = hash_of(visit.body)
        yield blocking(
            "integrity_mismatch",
            f"The file at {script.url} is not the one that integrity describes; its hash is {pin}.",
            f'If this is the file that you want, write integrity="{pin}".'
            + ("" if script.version else " Better, pin an address with a version."),
        )
    elif script.version is None:
        yield advice(
            "alias_pinned",
            "The script tag has integrity, and the address that moves with each release: "
            "at the next one, browsers will refuse it.",
            "Use the address with a version: https://…/w/VERSION/porte-voix.js",
        )
    else:
        yield ok("integrity", "The script is the one that integrity describes.")


def _of_required_integrity(case: Case, integrity: str) -> Iterator[Finding]:
    if integrity.strip():
        yield advice(
            "integrity_unknown",
            "The attribute integrity holds no hash that browsers know, so nothing is checked.",
            "Write sha384-…, from https://…/w/VERSION/integrity.json.",
        )
    wanted = BLOCKED_DESTINATIONS.search(case.visit.header("Integrity-Policy"))
    if wanted and "script" in wanted[1].split():
        yield blocking(
            "integrity_required",
            "The page's header Integrity-Policy blocks scripts without integrity.",
            "Pin the script: an address with a version, integrity and crossorigin.",
        )


def _of_sharing(case: Case, script: Script, visit: Visit) -> Iterator[Finding]:
    """What the file's headers say to pages of other origins (Fetch §3.3 and §3.7)."""
    if addresses.parse(visit.url).origin == case.address.origin:
        return
    allowed = visit.header("Access-Control-Allow-Origin")
    if script.is_cors and allowed not in {"*", case.origin}:
        yield blocking(
            "script_cors",
            f"The script tag has crossorigin, and {script.url} does not answer with "
            "Access-Control-Allow-Origin.",
            "Let no server between the backend and the page remove this header.",
        )
    policy = visit.header("Cross-Origin-Resource-Policy").strip().lower()
    needs = case.visit.header("Cross-Origin-Embedder-Policy").strip().lower()
    is_kept = policy == "same-origin" or (not policy and needs.startswith("require-corp"))
    if not script.is_cors and is_kept:
        yield blocking(
            "script_corp",
            f"{script.url} answers with Cross-Origin-Resource-Policy: {policy or 'nothing'}, "
            "so browsers keep it from this page.",
            "Let it answer with Cross-Origin-Resource-Policy: cross-origin.",
        )


def _of_version(case: Case, script: Script, visit: Visit) -> Iterator[Finding]:
    own = version_of(visit)
    newest = _alias(case, script) if script.version else None
    served = newest and version_of(newest)
    if own and served and newest and _ordered(own) < _ordered(served):
        url = f"{script.backend}/w/{served}/porte-voix.js"
        yield advice(
            "version_old",
            f"The page pins release {own}; the backend's newest is {served}.",
            f"Write {remedies.tag(url, hash_of(newest.body))}",
        )


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(map(int, NUMBERS.findall(version)))
