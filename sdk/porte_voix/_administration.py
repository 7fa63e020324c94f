"""Setting up: organisations, services, contact points, sites and tokens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from porte_voix import _fields
from porte_voix._caller import Caller
from porte_voix._collection import Collection, parsed
from porte_voix._records import ContactPoint, Organisation, Service, Site, Token


class Organisations(Collection[Organisation]):
    """The tree of the administration (scopes organisations:read, organisations:write)."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller, "/v1/organisations", Organisation.from_json)

    def get(self, key: str) -> Organisation:
        """One of them; NotFound."""
        return self._get(key)

    def create(self, key: str, name: str, *, parent: str | None = None) -> Organisation:
        """Add one below `parent`; Conflict when the key is taken."""
        return self._create({"key": key, "name": name, "parent": parent})


class Services(Collection[Service]):
    """What organisations offer to the public."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller, "/v1/services", Service.from_json)

    def create(self, key: str, name: str, *, organisation: str) -> Service:
        """Add one to an organisation; Conflict when the key is taken."""
        return self._create({"key": key, "name": name, "organisation": organisation})


class ContactPoints(Collection[ContactPoint]):
    """The places and pages where services are offered."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller, "/v1/contact-points", ContactPoint.from_json)

    def create(self, key: str, name: str, *, service: str) -> ContactPoint:
        """Add one to a service; Conflict when the key is taken."""
        return self._create({"key": key, "name": name, "service": service})


class Sites(Collection[Site]):
    """The places of embedding and the origins allowed there (scopes sites:read, sites:write)."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller, "/v1/sites", Site.from_json)

    def create(self, name: str, *, organisation: str, origins: Sequence[str]) -> Site:
        """Register one; the service makes its public key."""
        given = {"name": name, "organisation": organisation, "origins": list(origins)}
        return self._create(given)

    def update(
        self, key: str, *, name: str | None = None, origins: Sequence[str] | None = None
    ) -> Site:
        """Change what is given and leave the rest; `origins` replaces the whole list."""
        given: dict[str, object] = {} if name is None else {"name": name}
        if origins is not None:
            given["origins"] = list(origins)
        return parsed(self._read, self._caller.json("PATCH", self._at(key), given))


class Tokens(Collection[Token]):
    """The rights of way that were given out (scope tokens:write)."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(caller, "/v1/tokens", Token.from_json)

    def create(
        self,
        name: str,
        *,
        organisation: str,
        scopes: Sequence[str],
        expires_at: datetime,
        source: str | None = None,
    ) -> Token:
        """Give one out; its `token` is shown this once. `source` names a backend that delivers."""
        given = {
            "name": name,
            "organisation": organisation,
            "scopes": list(scopes),
            "expires_at": _fields.written(expires_at),
            "source": source,
        }
        return self._create(given)

    def revoke(self, id: str) -> None:  # noqa: A002 - the word of the feed and of the models
        """Take one back, at once."""
        self._caller.json("DELETE", self._at(id))
