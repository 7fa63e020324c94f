"""The options of every command that speaks to a service, and the client they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

import click

from porte_voix._client import Client
from porte_voix._retry import Retry
from porte_voix._transport import Transport

R = TypeVar("R")


url_option = click.option(
    "--url",
    envvar="PORTE_VOIX_URL",
    show_envvar=True,
    required=True,
    help="Address of the service, such as https://voix.example.fr.",
)


@dataclass(frozen=True, slots=True)
class Wiring:
    """What the commands are joined to; given as `obj` by tests and by those who mount them."""

    transport: Transport | None = None
    retry: Retry = field(default_factory=Retry)


def connected(command: Callable[..., R]) -> Callable[..., R]:
    """Add `--url` and `--token`; the command's first argument is a client, closed behind it."""

    @url_option
    @click.option(
        "--token",
        "secret",
        envvar="PORTE_VOIX_TOKEN",
        show_envvar=True,
        required=True,
        help="Better in the environment: others can see what you type.",
    )
    @wraps(command)
    def with_client(*args: Any, url: str, secret: str, **options: Any) -> R:
        wiring = click.get_current_context().find_object(Wiring) or Wiring()
        try:
            with Client(url, secret, transport=wiring.transport, retry=wiring.retry) as client:
                return command(client, *args, **options)
        except ValueError as error:
            raise click.UsageError(f"{error}.") from None

    return with_client
