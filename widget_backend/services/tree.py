"""The administration's tree: organisations, services, contact points, and the sites that embed."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from typing import Any, TypeVar

from ..errors import Conflict, Invalid, NotFound
from ..store.database import transaction
from ..store.models import ContactPoint, Organisation, Row, Service, Site
from .access import Caller

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,62}\Z")
KEY_RULE = "Use 1 to 63 small letters, digits, - or _, beginning with a letter or a digit."

ORIGIN = re.compile(r"(https?)://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::([1-9][0-9]{0,4}))?")
DEFAULT_PORTS = {"http": "80", "https": "443"}
LAST_PORT = 65_535

AnyRow = TypeVar("AnyRow", bound=Row)


def find(table: type[AnyRow], key: str, pointer: str | None = None) -> AnyRow:
    """Give the row with this key; raises NotFound, or Invalid when `pointer` says who asked."""
    row: AnyRow | None = table.get_or_none(table.key == key)  # type: ignore[attr-defined]
    if row is None and pointer is not None:
        raise Invalid.at(pointer, "unknown", f"Nothing has the key {key}.")
    if row is None:
        raise NotFound(f"Nothing has the key {key}.")
    return row


def check_key(key: str, table: type[Row]) -> None:
    """Raise Invalid when the key breaks the rule, Conflict when it is taken."""
    if not KEY.match(key):
        raise Invalid.at("/key", "invalid_key", KEY_RULE)
    if table.get_or_none(table.key == key) is not None:  # type: ignore[attr-defined]
        raise Conflict(f"The key {key} is taken; choose another.")


def create_organisation(
    caller: Caller, *, key: str, name: str, parent: str | None = None
) -> dict[str, Any]:
    """Add a node under `parent`; only the operator may plant a root."""
    above = find(Organisation, parent, "/parent") if parent else None
    caller.require_branch(above.path if above else "")
    with transaction():
        check_key(key, Organisation)
        path = f"{above.path if above else ''}{key}/"
        return organisation_json(Organisation.create(key=key, name=name, parent=above, path=path))


def get_organisation(caller: Caller, key: str) -> dict[str, Any]:
    """Give one organisation of the caller's branch."""
    row = find(Organisation, key)
    caller.require_branch(row.path)
    return organisation_json(row)


def list_organisations(caller: Caller, *, after: str, limit: int) -> list[dict[str, Any]]:
    """List the caller's branch in the order of keys."""
    rows = Organisation.select().where(
        Organisation.path.startswith(caller.path), Organisation.key > after
    )
    return [organisation_json(row) for row in rows.order_by(Organisation.key).limit(limit)]


def create_service(caller: Caller, *, key: str, name: str, organisation: str) -> dict[str, Any]:
    """Add a service to an organisation."""
    node = find(Organisation, organisation, "/organisation")
    caller.require_branch(node.path)
    with transaction():
        check_key(key, Service)
        return service_json(Service.create(key=key, name=name, organisation=node))


def list_services(caller: Caller, *, after: str, limit: int) -> list[dict[str, Any]]:
    """List the services of the caller's branch in the order of keys."""
    rows = (
        Service.select(Service, Organisation)
        .join(Organisation)
        .where(Organisation.path.startswith(caller.path), Service.key > after)
    )
    return [service_json(row) for row in rows.order_by(Service.key).limit(limit)]


def create_contact_point(caller: Caller, *, key: str, name: str, service: str) -> dict[str, Any]:
    """Add a contact point to a service."""
    offered = find(Service, service, "/service")
    caller.require_branch(offered.organisation.path)
    with transaction():
        check_key(key, ContactPoint)
        return contact_point_json(ContactPoint.create(key=key, name=name, service=offered))


def list_contact_points(caller: Caller, *, after: str, limit: int) -> list[dict[str, Any]]:
    """List the contact points of the caller's branch in the order of keys."""
    rows = (
        ContactPoint.select(ContactPoint, Service, Organisation)
        .join(Service)
        .join(Organisation)
        .where(Organisation.path.startswith(caller.path), ContactPoint.key > after)
    )
    return [contact_point_json(row) for row in rows.order_by(ContactPoint.key).limit(limit)]


def create_site(
    caller: Caller, *, name: str, organisation: str, origins: Iterable[str]
) -> dict[str, Any]:
    """Register a place of embedding; its public key is made here."""
    node = find(Organisation, organisation, "/organisation")
    caller.require_branch(node.path)
    allowed = _origins(origins)
    with transaction():
        key = secrets.token_hex(8)
        return site_json(Site.create(key=key, name=name, organisation=node, origins=allowed))


def change_site(
    caller: Caller, key: str, *, name: str | None = None, origins: Iterable[str] | None = None
) -> dict[str, Any]:
    """Change a site's name or its allowed origins."""
    with transaction():
        site = find(Site, key)
        caller.require_branch(site.organisation.path)
        site.name = name or site.name
        site.origins = site.origins if origins is None else _origins(origins)
        site.save()
    return site_json(site)


def list_sites(caller: Caller, *, after: str, limit: int) -> list[dict[str, Any]]:
    """List the sites of the caller's branch in the order of keys."""
    rows = (
        Site.select(Site, Organisation)
        .join(Organisation)
        .where(Organisation.path.startswith(caller.path), Site.key > after)
    )
    return [site_json(row) for row in rows.order_by(Site.key).limit(limit)]


def _origins(origins: Iterable[str]) -> list[str]:
    """Check that each is exactly what a browser sends: scheme://host[:port], nothing behind."""
    checked = list(dict.fromkeys(origins))
    for index, origin in enumerate(checked):
        if not _is_origin(origin):
            rule = "Write the origin as browsers do, such as https://www.ville.fr, without a path."
            raise Invalid.at(f"/origins/{index}", "invalid_origin", rule)
    return checked


def _is_origin(text: str) -> bool:
    """Tell whether a browser would write this: small letters, punycode, no default port."""
    match = ORIGIN.fullmatch(text)
    if match is None:
        return False
    scheme, port = match.groups()
    return port != DEFAULT_PORTS[scheme] and int(port or 0) <= LAST_PORT


def organisation_json(row: Organisation) -> dict[str, Any]:
    """Write an organisation."""
    return {"key": row.key, "name": row.name, "parent": row.parent.key if row.parent else None}


def service_json(row: Service) -> dict[str, Any]:
    """Write a service."""
    return {"key": row.key, "name": row.name, "organisation": row.organisation.key}


def contact_point_json(row: ContactPoint) -> dict[str, Any]:
    """Write a contact point."""
    return {"key": row.key, "name": row.name, "service": row.service.key}


def site_json(row: Site) -> dict[str, Any]:
    """Write a site."""
    return {
        "key": row.key,
        "name": row.name,
        "organisation": row.organisation.key,
        "origins": row.origins,
    }
