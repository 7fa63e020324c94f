"""`token`: rights of way for people, sites and collectors."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from porte_voix._client import Client
from porte_voix._commands.connection import connected
from porte_voix._commands.output import example, json_option, show_all, write_json
from porte_voix._fields import written
from porte_voix._records import Token

TOKEN = ("id", "name", "organisation", "scopes", "expires_at", "source")


@click.group()
def token() -> None:
    """Tokens: who may do what, in which branch, until when."""


@token.command(
    "create",
    epilog=example(
        'porte-voix token create --name "Back office" --organisation ville \\',
        "    --scope feed:read --scope responses:read",
    ),
)
@click.option("--name", required=True, help="Who will hold it.")
@click.option("--organisation", required=True, help="Key at the top of the branch it opens.")
@click.option(
    "--scope", "scopes", multiple=True, required=True, help="Such as feed:read; may be repeated."
)
@click.option("--days", type=click.IntRange(1), default=365, show_default=True, help="Its life.")
@click.option("--source", help="The backend that will deliver with it.")
@json_option
@connected
def token_create(
    client: Client,
    name: str,
    organisation: str,
    scopes: tuple[str, ...],
    days: int,
    source: str | None,
    as_json: bool,
) -> None:
    """Give out a token; it is shown this once."""
    made = client.tokens.create(
        name,
        organisation=organisation,
        scopes=scopes,
        expires_at=datetime.now(UTC) + timedelta(days=days),
        source=source,
    )
    if as_json:
        write_json(_row(made) | {"token": made.token})
        return
    click.echo(made.token)
    click.echo(f"Keep it now (id {made.id}): it is not shown again.", err=True)


@token.command("list")
@json_option
@connected
def token_list(client: Client, as_json: bool) -> None:
    """List those of the branch, without their secrets."""
    show_all(map(_row, client.tokens.list()), TOKEN, as_json=as_json)


@token.command("revoke")
@click.argument("id")
@connected
def token_revoke(client: Client, id: str) -> None:  # noqa: A002 - the word of the API
    """Take one back, at once."""
    client.tokens.revoke(id)
    click.echo("Revoked.", err=True)


def _row(token: Token) -> dict[str, object]:
    """A token as JSON, without its secret."""
    return {
        "id": token.id,
        "name": token.name,
        "organisation": token.organisation,
        "scopes": list(token.scopes),
        "expires_at": None if token.expires_at is None else written(token.expires_at),
        "source": token.source,
    }
