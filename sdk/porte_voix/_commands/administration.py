"""`organisation`, `service`, `contact-point`, `site`: what is asked about, and where."""

from __future__ import annotations

import click

from porte_voix._client import Client
from porte_voix._commands.connection import connected
from porte_voix._commands.output import example, json_option, show, show_all

ORGANISATION = ("key", "name", "parent")
SERVICE = ("key", "name", "organisation")
CONTACT_POINT = ("key", "name", "service")
SITE = ("key", "name", "organisation", "origins")


@click.group()
def organisation() -> None:
    """Organisations: the tree of the administration."""


@organisation.command(
    "create",
    epilog=example('porte-voix organisation create etat-civil --name "État civil" --parent ville'),
)
@click.argument("key")
@click.option("--name", required=True, help="As people call it.")
@click.option("--parent", help="Key of the organisation above.")
@json_option
@connected
def organisation_create(
    client: Client, key: str, name: str, parent: str | None, as_json: bool
) -> None:
    """Add an organisation."""
    made = client.organisations.create(key, name, parent=parent)
    show(made.raw, ORGANISATION, as_json=as_json)


@organisation.command("list")
@json_option
@connected
def organisation_list(client: Client, as_json: bool) -> None:
    """List those that the token may see."""
    show_all((one.raw for one in client.organisations.list()), ORGANISATION, as_json=as_json)


@organisation.command("show")
@click.argument("key")
@json_option
@connected
def organisation_show(client: Client, key: str, as_json: bool) -> None:
    """Show one."""
    show(client.organisations.get(key).raw, ORGANISATION, as_json=as_json)


@click.group()
def service() -> None:
    """Services: what organisations offer to the public."""


@service.command(
    "create",
    epilog=example("porte-voix service create actes --name Actes --organisation etat-civil"),
)
@click.argument("key")
@click.option("--name", required=True, help="As people call it.")
@click.option("--organisation", required=True, help="Key of the one that offers it.")
@json_option
@connected
def service_create(client: Client, key: str, name: str, organisation: str, as_json: bool) -> None:
    """Add a service."""
    made = client.services.create(key, name, organisation=organisation)
    show(made.raw, SERVICE, as_json=as_json)


@service.command("list")
@json_option
@connected
def service_list(client: Client, as_json: bool) -> None:
    """List those that the token may see."""
    show_all((one.raw for one in client.services.list()), SERVICE, as_json=as_json)


@click.group()
def contact_point() -> None:
    """Contact points: the places and pages that offer services."""


@contact_point.command(
    "create",
    epilog=example('porte-voix contact-point create guichet --name "Guichet 1" --service actes'),
)
@click.argument("key")
@click.option("--name", required=True, help="As people call it.")
@click.option("--service", required=True, help="Key of the service offered there.")
@json_option
@connected
def contact_point_create(client: Client, key: str, name: str, service: str, as_json: bool) -> None:
    """Add a contact point."""
    made = client.contact_points.create(key, name, service=service)
    show(made.raw, CONTACT_POINT, as_json=as_json)


@contact_point.command("list")
@json_option
@connected
def contact_point_list(client: Client, as_json: bool) -> None:
    """List those that the token may see."""
    show_all((one.raw for one in client.contact_points.list()), CONTACT_POINT, as_json=as_json)


@click.group()
def site() -> None:
    """Sites: where surveys may be shown, by origin."""


@site.command(
    "create",
    epilog=example(
        'porte-voix site create --name "Site de la ville" --organisation ville \\',
        "    --origin https://www.ville.example",
    ),
)
@click.option("--name", required=True, help="As people call it.")
@click.option("--organisation", required=True, help="Key of the one that the site belongs to.")
@click.option(
    "--origin", "origins", multiple=True, help="Such as https://www.example.org; may be repeated."
)
@json_option
@connected
def site_create(
    client: Client, name: str, organisation: str, origins: tuple[str, ...], as_json: bool
) -> None:
    """Register a site; its public key is shown."""
    made = client.sites.create(name, organisation=organisation, origins=origins)
    show(made.raw, SITE, as_json=as_json)


@site.command("list")
@json_option
@connected
def site_list(client: Client, as_json: bool) -> None:
    """List those that the token may see."""
    show_all((one.raw for one in client.sites.list()), SITE, as_json=as_json)


@site.command("update")
@click.argument("key")
@click.option("--name", help="As people call it.")
@click.option(
    "--origin", "origins", multiple=True, help="Replaces the whole list; may be repeated."
)
@json_option
@connected
def site_update(
    client: Client, key: str, name: str | None, origins: tuple[str, ...], as_json: bool
) -> None:
    """Change the name or the allowed origins."""
    if name is None and not origins:
        raise click.UsageError("Give --name or --origin: there is nothing to change.")
    made = client.sites.update(key, name=name, origins=origins or None)
    show(made.raw, SITE, as_json=as_json)
