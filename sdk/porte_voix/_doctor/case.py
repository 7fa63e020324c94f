"""One page under examination: what was read of it, and what may be asked about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from porte_voix._doctor import addresses
from porte_voix._doctor.addresses import Address
from porte_voix._doctor.page import Element, Page, Script
from porte_voix._doctor.policy import Policy
from porte_voix._doctor.visit import Visit, Visitor

HOSTED = "/s/"


@dataclass(frozen=True, slots=True)
class Case:
    """A page, how it was sent, its policies, who asks on its behalf, and the visitor's day."""

    page: Page
    visit: Visit
    policies: tuple[Policy, ...]
    visitor: Visitor
    today: date

    @property
    def address(self) -> Address:
        """Where the page is, after redirects."""
        return addresses.parse(self.page.url)

    @property
    def script(self) -> Script | None:
        """The tag that loads the widget; the first, when there are several."""
        return next(iter(self.page.scripts), None)

    @property
    def enforced(self) -> list[Policy]:
        """The policies that browsers hold to: all of them at once."""
        return [policy for policy in self.policies if policy.is_enforced]

    @property
    def sandbox(self) -> list[frozenset[str]]:
        """What each `sandbox` directive allows (CSP §6.3.2); none when there is no sandbox."""
        return [
            frozenset(value.lower() for value in policy.values("sandbox"))
            for policy in self.enforced
            if "sandbox" in policy.directives
        ]

    @property
    def origin(self) -> str:
        """What browsers send as `Origin`; a sandbox takes it away."""
        is_opaque = any("allow-same-origin" not in allowed for allowed in self.sandbox)
        return "null" if is_opaque else self.address.origin

    def backend_of(self, element: Element) -> str:
        """The backend that an element asks; empty when nothing tells.

        Without a script, the link inside the element does: it leads to the hosted page.
        """
        if element.get("backend"):
            return addresses.resolved(self.page.url, element.get("backend"))
        if self.script is not None:
            return self.script.backend
        hosted = (link.partition(HOSTED) for link in element.links)
        return next((before for before, found, _ in hosted if found), "")

    def asked(self, url: str) -> str:
        """The address that the browser really asks, which a policy may turn into https."""
        is_upgrading = any("upgrade-insecure-requests" in p.directives for p in self.enforced)
        return addresses.secured(url) if is_upgrading else url

    def is_mixed(self, url: str) -> bool:
        """Whether browsers refuse it as mixed content: http, asked by a page of https."""
        target = addresses.parse(self.asked(url))
        return self.address.scheme == "https" and target.scheme == "http" and not target.is_local
