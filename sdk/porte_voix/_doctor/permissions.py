"""What the page's policies say to the widget: its script, its connection, its forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from porte_voix._doctor import remedies
from porte_voix._doctor.addresses import parse
from porte_voix._doctor.case import Case
from porte_voix._doctor.findings import Finding, advice, blocking, ok
from porte_voix._doctor.page import Script
from porte_voix._doctor.policy import (
    CONNECT,
    SCRIPT,
    Policy,
    ScriptRequest,
    allows_connection,
    allows_script,
)

SANDBOX = {
    "allow-scripts": "no script runs",
    "allow-same-origin": "the page has no origin of its own, and the backend does not know it",
    "allow-forms": "no form can be sent, and the survey is one",
}


def of_script(case: Case, script: Script, hops: Sequence[str], pin: str) -> Iterator[Finding]:
    """Whether each policy lets the tag load; `hops` are the addresses that lead to the file.

    A policy in a meta tag holds for what stands after it (CSP §3.3).
    """
    request = ScriptRequest(
        tuple(case.asked(url) for url in hops), script.get("nonce"), script.get("integrity")
    )
    for policy in case.enforced:
        if policy.position < script.position and not allows_script(policy, request, case.address):
            fix = remedies.for_script(policy, request.urls[-1], request.nonce, pin)
            yield blocking("csp_script", _said(policy, SCRIPT, "the script"), fix)


def of_connection(case: Case, urls: Sequence[str]) -> Iterator[Finding]:
    """Whether each policy lets the widget fetch the survey and send the answers."""
    for policy in case.enforced:
        refused = [url for url in urls if not allows_connection(policy, url, case.address)]
        if refused:
            fix = remedies.for_directive(policy, CONNECT, refused[0])
            what = f"the connection to {parse(refused[0]).origin}"
            yield blocking("csp_connect", _said(policy, CONNECT, what), fix)


def of_part(case: Case, script: Script, url: str, part: str) -> Iterator[Finding]:
    """Whether the widget may load a file of its own, later; a document cannot go without its."""
    request = ScriptRequest((case.asked(url),), script.get("nonce"), is_parser_inserted=False)
    for policy in case.enforced:
        if allows_script(policy, request, case.address):
            continue
        fix = remedies.for_directive(policy, SCRIPT, request.urls[0])
        if part == "document":
            what = "the part of the widget that takes documents"
            yield blocking("csp_part", _said(policy, SCRIPT, what), fix)
        else:
            what = "a part of the widget that helps while somebody answers"
            yield advice("csp_help", _said(policy, SCRIPT, what), fix)


def of_sandbox(case: Case) -> Iterator[Finding]:
    """What a `sandbox` takes away (CSP §6.3.2)."""
    for keyword, effect in SANDBOX.items():
        if any(keyword not in allowed for allowed in case.sandbox):
            yield blocking(
                "csp_sandbox",
                f"The Content-Security-Policy puts the page into a sandbox: {effect}.",
                f"Remove the directive sandbox, or add {keyword} to it.",
            )


def of_the_rest(case: Case, script: Script | None, urls: Sequence[str]) -> Iterator[Finding]:
    """Policies that hold nothing back: to be told, so that nobody looks for the cause there."""
    if case.page.ignored_metas:
        yield advice(
            "csp_meta_ignored",
            "A Content-Security-Policy in a meta tag outside the head, or one that only reports, "
            "is ignored by browsers.",
            "Move it into the head, or better into a header.",
        )
    for policy in case.policies:
        if not policy.is_enforced:
            yield _of_report_only(case, policy, script, urls)
    enforced = case.enforced
    if any("require-trusted-types-for" in policy.directives for policy in enforced):
        yield ok("trusted_types", "The page requires Trusted Types, which the widget respects.")


def _of_report_only(
    case: Case, policy: Policy, script: Script | None, urls: Sequence[str]
) -> Finding:
    fixes = []
    if script is not None:
        asked = (case.asked(script.url),)
        request = ScriptRequest(asked, script.get("nonce"), script.get("integrity"))
        if not allows_script(policy, request, case.address):
            fixes.append(remedies.for_script(policy, script.url, request.nonce, ""))
    refused = [url for url in urls if not allows_connection(policy, url, case.address)]
    if refused:
        fixes.append(remedies.for_directive(policy, CONNECT, refused[0]))
    if not fixes:
        return ok("csp_report_only", f"{_capital(policy.where)} blocks nothing: it only reports.")
    return advice(
        "csp_would_block",
        f"{_capital(policy.where)} only reports; once it is enforced, it will block the widget.",
        ". ".join(fixes),
    )


def _said(policy: Policy, name: str, what: str) -> str:
    governing = policy.governing(name) or name
    values = " ".join((governing, *policy.values(governing)))
    return f"{_capital(policy.where)} blocks {what}: {values}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
