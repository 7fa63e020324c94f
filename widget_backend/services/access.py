"""Who is calling, and what the caller may do: tokens, scopes, branches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from uuid_utils import uuid7

from ..clock import iso
from ..errors import Forbidden, Invalid, NotFound, Unauthenticated
from ..store.database import transaction
from ..store.models import Organisation, Token
from ..tokens import new_token, token_digest
from .backend import Backend

SCOPES: dict[str, str] = {
    "organisations:read": "see organisations, services and contact points",
    "organisations:write": "create them",
    "sites:read": "see sites",
    "sites:write": "create sites and change their allowed origins",
    "tokens:write": "create, see and revoke tokens",
    "surveys:read": "see surveys, their drafts and their versions",
    "surveys:write": "create, change, publish and close surveys",
    "responses:read": "read responses and documents",
    "responses:write": "submit for a respondent, review, erase",
    "feed:read": "pull the feed",
    "deliveries:write": "deliver to this collector as one source",
}
"""Every scope, and what it opens."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of a token: a branch of the tree, scopes, and a source when it delivers."""

    token_id: str
    path: str
    scopes: frozenset[str]
    source: str | None = None

    def require_scope(self, scope: str) -> None:
        """Raise Forbidden unless the token has the scope."""
        if scope not in self.scopes:
            raise Forbidden(f"This token lacks the scope {scope}.")

    def require_branch(self, path: str) -> None:
        """Raise Forbidden unless `path` is in the token's branch."""
        if not path.startswith(self.path):
            raise Forbidden("This is in another branch of the organisations.")


def authenticate(backend: Backend, token: str) -> Caller:
    """Give the caller that a bearer token stands for; raises Unauthenticated."""
    row = Token.get_or_none(Token.digest == token_digest(token))
    if row is None or row.revoked_at or row.expires_at <= backend.now_iso:
        raise Unauthenticated("The token is unknown, expired or revoked.")
    return Caller(row.id, row.organisation.path, frozenset(row.scopes), row.source)


def create_token(
    backend: Backend,
    caller: Caller,
    *,
    name: str,
    organisation: str,
    scopes: Iterable[str],
    expires_at: datetime,
    source: str | None = None,
) -> dict[str, Any]:
    """Make a token that opens at most what the caller's does; its text is in this answer alone.

    Raises Invalid or Forbidden.
    """
    node = Organisation.get_or_none(Organisation.key == organisation)
    if node is None:
        raise Invalid.at("/organisation", "unknown", f"No organisation has the key {organisation}.")
    caller.require_branch(node.path)
    wanted = list(scopes)
    _check_scopes(caller, wanted, source)
    if expires_at <= backend.now:
        raise Invalid.at("/expires_at", "in_the_past", "Choose a time to come.")
    text = new_token()
    with transaction():
        if source is not None:
            _check_source(backend, caller, source)
        row = Token.create(
            id=str(uuid7()),
            name=name,
            digest=token_digest(text),
            organisation=node,
            scopes=sorted(set(wanted)),
            source=source,
            created_at=backend.now_iso,
            expires_at=iso(expires_at),
        )
    return _described(row) | {"token": text}


def _check_scopes(caller: Caller, wanted: list[str], source: str | None) -> None:
    for index, scope in enumerate(wanted):
        if scope not in SCOPES:
            rule = f"There is no scope {scope}; there are {', '.join(SCOPES)}."
            raise Invalid.at(f"/scopes/{index}", "unknown", rule)
        caller.require_scope(scope)
    if source is not None and "deliveries:write" not in wanted:
        rule = "A token with a source needs the scope deliveries:write."
        raise Invalid.at("/source", "source_without_scope", rule)


def _check_source(backend: Backend, caller: Caller, source: str) -> None:
    """Refuse a source that another branch delivers as: its holder could erase that one's responses.

    A revoked token still counts, for what it delivered is still here.
    """
    holders = Organisation.select().join(Token).where(Token.source == source)
    is_elsewhere = any(not node.path.startswith(caller.path) for node in holders)
    if is_elsewhere or source == backend.config.source:
        rule = f"Something else delivers as {source} already; choose another name."
        raise Invalid.at("/source", "taken", rule)


def list_tokens(caller: Caller, *, after: str = "", limit: int = 100) -> list[dict[str, Any]]:
    """List the tokens of the caller's branch, without their texts."""
    rows = (
        Token.select(Token, Organisation)
        .join(Organisation)
        .where(Organisation.path.startswith(caller.path), Token.id > after)
        .order_by(Token.id)
        .limit(limit)
    )
    return [_described(row) for row in rows]


def revoke_token(backend: Backend, caller: Caller, token_id: str) -> None:
    """End a token at once; says nothing when it had ended before."""
    row = Token.get_or_none(Token.id == token_id)
    if row is None:
        raise NotFound(f"No token has the id {token_id}.")
    caller.require_branch(row.organisation.path)
    with transaction():
        Token.update(revoked_at=backend.now_iso).where(
            Token.id == token_id, Token.revoked_at.is_null()
        ).execute()


def _described(row: Token) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "organisation": row.organisation.key,
        "scopes": row.scopes,
        "source": row.source,
        "created_at": row.created_at,
        "expires_at": row.expires_at,
        "revoked_at": row.revoked_at,
    }


def operator() -> Caller:
    """Give the caller that the machine's own command line is: everything, everywhere."""
    return Caller("operator", "", frozenset(SCOPES))
