"""Who may call: bearer tokens for staff, exact origins for the pages that embed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import current_app, g, request

from ..errors import OriginNotAllowed, SiteNotFound, Unauthenticated
from ..services import access
from ..services.access import Caller
from ..services.backend import Backend
from ..store.models import Site
from .blueprint import Blueprint

P = ParamSpec("P")
R = TypeVar("R")


def backend() -> Backend:
    """Give the backend that the application was made with."""
    found: Backend = current_app.extensions["porte_voix"]
    return found


def staff(scope: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view be called with a token that has `scope`, and by nobody else."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            caller().require_scope(scope)
            return view(*args, **kwargs)

        guarded._scope = scope  # type: ignore[attr-defined]
        described = Blueprint.doc(security=[{"bearer": []}], description=f"Scope: `{scope}`.")
        documented: Callable[P, R] = described(guarded)
        return documented

    return guard


def caller() -> Caller:
    """Give the holder of the request's token; raises Unauthenticated."""
    if "caller" not in g:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unauthenticated("Send the header `Authorization: Bearer pv_…`.")
        g.caller = access.authenticate(backend(), token.strip())
    found: Caller = g.caller
    return found


def embedding_site(key: str | None) -> Site:
    """Give the site of a public call, once its page may make it.

    A call without `Origin` comes from no page (a server, the hosted page's own form) and is
    let through: what protects a site is that browsers always send it across origins.
    Raises SiteNotFound or OriginNotAllowed.
    """
    site = Site.get_or_none(Site.key == key) if key else None
    if site is None:
        raise SiteNotFound("Check the attribute `site` of the snippet: no site has this key.")
    origin = request.headers.get("Origin")
    if origin is not None and not _is_allowed(origin, site):
        raise OriginNotAllowed(f"Add {origin} to the origins of this site to let its pages ask.")
    g.allowed_origin = origin
    return site


def _is_allowed(origin: str, site: Site) -> bool:
    return origin in site.origins or origin == _own_origin()


def _own_origin() -> str:
    parts = urlsplit(backend().config.base_url)
    return f"{parts.scheme}://{parts.netloc}"


def is_known_origin(origin: str) -> bool:
    """Tell whether any site lists this origin (a preflight does not say which site it is for)."""
    return any(_is_allowed(origin, site) for site in Site.select())
