"""The first minute of a backend: its folder, its root organisation, its administrator."""

from __future__ import annotations

from datetime import timedelta

from ..config import Config
from ..store.models import Organisation
from . import access, tree
from .backend import Backend, create, open_backend

ADMINISTRATOR_DAYS = 365


def install(config: Config, *, key: str, name: str) -> str:
    """Make what is missing, and give a new administrator's token, with every scope.

    Raises Invalid on a key that breaks the rule, Misconfigured when the folder cannot be used.
    """
    create(config)
    backend = open_backend(config)
    with backend.in_use():
        try:
            return _administrator_token(backend, key, name)
        finally:
            backend.database.close()


def _administrator_token(backend: Backend, key: str, name: str) -> str:
    operator = access.operator()
    if Organisation.get_or_none(Organisation.key == key) is None:
        tree.create_organisation(operator, key=key, name=name)
    made = access.create_token(
        backend,
        operator,
        name="administrator",
        organisation=key,
        scopes=access.SCOPES,
        expires_at=backend.now + timedelta(days=ADMINISTRATOR_DAYS),
    )
    return str(made["token"])
