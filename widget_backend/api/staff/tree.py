"""Organisations, services, contact points, sites."""

from __future__ import annotations

from typing import Any

from ...services import tree
from .. import schemas
from ..blueprint import Blueprint
from ..guards import caller, staff
from .lists import paged

Json = dict[str, Any]
blp = Blueprint("tree", __name__, url_prefix="/v1", description="The administration's tree")


@blp.get("/organisations")
@staff("organisations:read")
@blp.arguments(schemas.Paging, location="query")
@blp.response(200)
def list_organisations(page: Json) -> Json:
    """List the organisations of the token's branch."""
    return paged(tree.list_organisations, page)


@blp.post("/organisations")
@staff("organisations:write")
@blp.arguments(schemas.Organisation)
@blp.response(201, schemas.Organisation)
def create_organisation(data: Json) -> Json:
    """Add an organisation under its parent."""
    return tree.create_organisation(caller(), **data)


@blp.get("/organisations/<key>")
@staff("organisations:read")
@blp.response(200, schemas.Organisation)
def get_organisation(key: str) -> Json:
    """Give one organisation."""
    return tree.get_organisation(caller(), key)


@blp.get("/services")
@staff("organisations:read")
@blp.arguments(schemas.Paging, location="query")
@blp.response(200)
def list_services(page: Json) -> Json:
    """List the services of the token's branch."""
    return paged(tree.list_services, page)


@blp.post("/services")
@staff("organisations:write")
@blp.arguments(schemas.Service)
@blp.response(201, schemas.Service)
def create_service(data: Json) -> Json:
    """Add a service to an organisation."""
    return tree.create_service(caller(), **data)


@blp.get("/contact-points")
@staff("organisations:read")
@blp.arguments(schemas.Paging, location="query")
@blp.response(200)
def list_contact_points(page: Json) -> Json:
    """List the contact points of the token's branch."""
    return paged(tree.list_contact_points, page)


@blp.post("/contact-points")
@staff("organisations:write")
@blp.arguments(schemas.ContactPoint)
@blp.response(201, schemas.ContactPoint)
def create_contact_point(data: Json) -> Json:
    """Add a contact point to a service."""
    return tree.create_contact_point(caller(), **data)


@blp.get("/sites")
@staff("sites:read")
@blp.arguments(schemas.Paging, location="query")
@blp.response(200)
def list_sites(page: Json) -> Json:
    """List the sites of the token's branch."""
    return paged(tree.list_sites, page)


@blp.post("/sites")
@staff("sites:write")
@blp.arguments(schemas.Site)
@blp.response(201, schemas.Site)
def create_site(data: Json) -> Json:
    """Register a site; its public key is in the answer."""
    return tree.create_site(caller(), **data)


@blp.patch("/sites/<key>")
@staff("sites:write")
@blp.arguments(schemas.SitePatch)
@blp.response(200, schemas.Site)
def change_site(data: Json, key: str) -> Json:
    """Change a site's name or its allowed origins."""
    return tree.change_site(caller(), key, **data)
