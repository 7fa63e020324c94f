"""What administrations set up, done through the SDK as their back offices would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from porte_voix import Client, snippet

from ..clock import SystemClock

TOWN = "rochebelle"
CENTRE = "centre"
SOURCE = "rochebelle"


@dataclass(frozen=True, slots=True)
class Offer:
    """A page of the town hall: what it is about, and the survey that it shows."""

    service: str
    service_name: str
    contact_point: str
    contact_point_name: str
    survey: str
    template: str


OFFERS: dict[str, Offer] = {
    "mairie": Offer(
        "cantine",
        "Cantine scolaire",
        "page-cantine",
        "Page « Inscrire un enfant à la cantine »",
        "satisfaction",
        "satisfaction",
    ),
    "courrier": Offer(
        "courriers",
        "Courriers de la mairie",
        "page-courriers",
        "Page « Nos courriers »",
        "document-report",
        "document_report",
    ),
}


@dataclass(frozen=True, slots=True)
class Town:
    """What was set up: the site's public key, and the snippet of each page."""

    site: str
    snippets: dict[str, str]


def set_up_centre(url: str, administrator: str) -> tuple[str, str]:
    """Make the two tokens of a collector: one that delivers as the town, one that pulls."""
    tomorrow = SystemClock().now() + timedelta(days=1)
    with Client(url, administrator) as client:
        delivers = client.tokens.create(
            "town hall",
            organisation=CENTRE,
            scopes=["deliveries:write"],
            source=SOURCE,
            expires_at=tomorrow,
        )
        pulls = client.tokens.create(
            "central team",
            organisation=CENTRE,
            scopes=["feed:read", "responses:read"],
            expires_at=tomorrow,
        )
    return str(delivers.token), str(pulls.token)


def set_up_town(url: str, administrator: str, page_origin: str) -> Town:
    """Make the town's services, surveys and site, which allows the pages of `page_origin`."""
    with Client(url, administrator) as client:
        for offer in OFFERS.values():
            client.services.create(offer.service, offer.service_name, organisation=TOWN)
            client.contact_points.create(
                offer.contact_point, offer.contact_point_name, service=offer.service
            )
            client.surveys.create(offer.survey, organisation=TOWN, template=offer.template)
            client.surveys.publish(offer.survey)
        site = client.sites.create("Site de la commune", organisation=TOWN, origins=[page_origin])
    snippets = {
        page: snippet(
            base_url=url,
            site=site.key,
            survey=offer.survey,
            contact_point=offer.contact_point,
            language="fr",
        )
        for page, offer in OFFERS.items()
    }
    return Town(site.key, snippets)
