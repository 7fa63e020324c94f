"""`porte-voix demo`: a town's backend, a collector, a town hall's page, and one walk through."""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from porte_voix import Change

from ..config import Config, load
from ..services.installation import install
from .servers import BackendProcess, DidNotStart, free_port, serving
from .setup import CENTRE, SOURCE, TOWN, set_up_centre, set_up_town
from .town import create_town
from .walk import Broken, Chain, walk

PORTS = {"town": 8600, "site": 8601, "collector": 8602}


@dataclass(frozen=True, slots=True)
class Ports:
    """Where the three servers listen, on the loopback address."""

    town: int
    site: int
    collector: int

    def url(self, name: str) -> str:
        """Give the address of one of them."""
        return f"http://127.0.0.1:{getattr(self, name)}"


@click.command()
@click.option("--check", is_flag=True, help="Walk the chain once, print what was pulled, exit.")
@click.option("--json", "as_json", is_flag=True, help="With --check: the pulled changes as JSON.")
def demo(check: bool, as_json: bool) -> None:
    """Show the whole chain on this machine, with sample data.

    Starts a site's backend and a collector, serves the page of a town hall with the widget in it,
    submits a survey and a document, and pulls them from the collector. Then it goes on serving
    until Ctrl-C. Everything lives in a temporary folder that goes with it.
    """
    ports = Ports(**{name: free_port(0 if check else port) for name, port in PORTS.items()})
    try:
        with tempfile.TemporaryDirectory(prefix="porte-voix-demo-") as folder, ExitStack() as stack:
            chain = stack.enter_context(running(Path(folder), ports))
            pulled = walk(chain, say=lambda line: click.echo(line, err=as_json))
            _show(pulled, as_json)
            if not check:
                _serve_until_stopped(chain)
    except (Broken, DidNotStart) as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def running(folder: Path, ports: Ports) -> Iterator[Chain]:
    """Install and start a collector, a site's backend and the town hall's pages."""
    with ExitStack() as stack:
        centre = _config(folder, ports, "collector")
        token = install(centre, key=CENTRE, name="Équipe centrale")
        stack.enter_context(BackendProcess(centre, folder / "collector.log"))
        delivers, pulls = set_up_centre(ports.url("collector"), token)

        site = _config(
            folder,
            ports,
            "site",
            source=SOURCE,
            collector_url=ports.url("collector"),
            collector_token=delivers,
            deliver_every_seconds=1,
        )
        token = install(site, key=TOWN, name="Commune de Rochebelle-sur-Ondine")
        stack.enter_context(BackendProcess(site, folder / "site.log"))
        town = set_up_town(ports.url("site"), token, ports.url("town"))
        stack.enter_context(serving(create_town(ports.url("site"), town.snippets), ports.town))
        yield Chain(ports.url("town"), ports.url("site"), ports.url("collector"), town.site, pulls)


def _config(folder: Path, ports: Ports, name: str, **more: object) -> Config:
    return load(
        {},
        data_dir=folder / name,
        base_url=ports.url(name),
        port=getattr(ports, name),
        **({"source": name} | more),
    )


def _show(pulled: list[Change], as_json: bool) -> None:
    changes = [change.raw for change in pulled]
    if as_json:
        click.echo(json.dumps({"changes": changes}, ensure_ascii=False))
        return
    click.echo("\nPulled from the collector:\n")
    for change in changes:
        click.echo(json.dumps(change, ensure_ascii=False, indent=2))


def _serve_until_stopped(chain: Chain) -> None:
    click.echo("\nOpen these addresses:\n")
    for address, what in (
        (f"{chain.town}/", "the town hall's page, with a satisfaction survey"),
        (f"{chain.town}/courrier.html", "its page for documents that are hard to understand"),
        (f"{chain.site_backend}/s/satisfaction?site={chain.site_key}", "the page without script"),
        (f"{chain.site_backend}/r", "what became of a response, by its receipt"),
        (f"{chain.site_backend}/openapi.json", "the API of the site's backend"),
    ):
        click.echo(f"  {what}:\n    {click.style(address, bold=True)}")
    click.echo("\nPull what you send, from another terminal:\n")
    click.echo(f"  export PORTE_VOIX_TOKEN={chain.pull_token}")
    click.echo(f"  .venv/bin/porte-voix pull --url {chain.collector} --output -\n")
    click.echo("Serving. Ctrl-C stops everything and deletes it.")
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        click.echo("\nStopped.")
