"""The commands of the machine that runs a backend; `porte_voix.cli` finds them by entry point."""

from __future__ import annotations

import errno
import json
import logging
import signal
from contextlib import closing
from textwrap import fill, indent
from typing import Any

import click
import waitress
from flask import Flask

from .anonymize.commands import anonymize, sanitize
from .app import create_app
from .config import SETTINGS, Config, load
from .demo.command import demo
from .errors import Misconfigured
from .errors import PorteVoixError as OurError
from .services.backend import open_backend
from .services.delivering import Deliverer, client_of, deliver
from .services.installation import install
from .store import database, schema
from .tokens import load_keys

# Why an address cannot be listened on.
NOT_OURS = {errno.EADDRINUSE, errno.EADDRNOTAVAIL, errno.EACCES}

READY = """\
Ready in {folder}, with the organisation `{key}`.
Keep the administrator's token, it is shown once:

  {token}

Next, `porte-voix serve`; and in another terminal:

  export PORTE_VOIX_URL={url}
  export PORTE_VOIX_TOKEN={token}
  porte-voix survey create satisfaction --template satisfaction \\
      --organisation {key}
  porte-voix survey publish satisfaction"""


class Refused(click.ClickException):
    """A mistake that the operator can mend: one sentence, no traceback."""

    exit_code = 1


def told(error: Exception) -> str:
    """Say an error in one line, with each place that is wrong."""
    places = [f"{field.pointer}: {field.message}" for field in getattr(error, "errors", ())]
    return " ".join([str(error), *places])


def _config(**overrides: Any) -> Config:
    try:
        return load(**{name: value for name, value in overrides.items() if value is not None})
    except Misconfigured as error:
        raise Refused(told(error)) from None


@click.command()
@click.option("--organisation", required=True, help="Name of the organisation at the root.")
@click.option("--key", default="root", show_default=True, help="Its key: letters, digits, -.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def init(organisation: str, key: str, as_json: bool) -> None:
    """Make the data folder, the secret, the tables, and a first token.

    Run it again to get another administrator's token: what exists is left as it is.
    """
    config = _config()
    try:
        token = install(config, key=key, name=organisation)
    except OurError as error:
        raise Refused(told(error)) from None
    if as_json:
        click.echo(json.dumps({"data_dir": str(config.data_dir), "token": token}))
        return
    click.echo(READY.format(folder=config.data_dir, key=key, token=token, url=config.base_url))


def _settings() -> str:
    """The end of the help of `serve`: each setting with its default."""
    rows = ["\b", "Settings, from the environment:"]
    for setting in SETTINGS:
        said = f"{setting.doc} [{setting.default or 'empty'}]"
        rows += [f"  {setting.variable}", indent(fill(said, 70, break_on_hyphens=False), " " * 6)]
    return "\n".join(rows)


@click.command(epilog=_settings())
@click.option("--host", help="Address to listen on (PORTE_VOIX_HOST).")
@click.option("--port", type=int, help="Port to listen on (PORTE_VOIX_PORT).")
def serve(host: str | None, port: int | None) -> None:
    """Serve the backend, and deliver to the collector when one is set."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    config = _config(host=host, port=port)
    try:
        app = create_app(config)
    except OurError as error:
        raise Refused(told(error)) from None
    deliverer = Deliverer(app.extensions["porte_voix"]) if config.delivers else None
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if deliverer:
        deliverer.start()
    try:
        _listen(app, config)
    finally:
        if deliverer:
            deliverer.stop()


def _listen(app: Flask, config: Config) -> None:
    """Answer until stopped; Refused when the address is taken, or is not of this machine."""
    try:
        waitress.serve(
            app,
            host=config.host,
            port=config.port,
            threads=config.threads,
            max_request_body_size=config.max_request_bytes,
        )
    except OSError as error:
        if error.errno not in NOT_OURS:
            raise
        said = f"{config.host}:{config.port} cannot be listened on: {error.strerror}."
        raise Refused(
            f"{said} Stop what listens there, or give another --host or --port."
        ) from None


@click.command()
def migrate() -> None:
    """Bring the database to this release's schema."""
    config = _config()
    try:
        load_keys(config.data_dir)  # or a folder that was never installed would get a database
        with closing(database.connect(config.data_dir)) as opened, database.use(opened):
            click.echo(f"The schema is at version {schema.migrate()}.")
    except OurError as error:
        raise Refused(told(error)) from None


@click.command("deliver")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def deliver_command(as_json: bool) -> None:
    """Deliver once to the collector, now."""
    config = _config()
    if not config.delivers:
        raise Refused("Set PORTE_VOIX_COLLECTOR_URL and PORTE_VOIX_COLLECTOR_TOKEN first.")
    try:
        backend = open_backend(config)
        with backend.in_use(), client_of(backend) as client:
            done = deliver(backend, client)
    except OurError as error:
        raise Refused(told(error)) from None
    if as_json:
        click.echo(json.dumps({"changes": done.changes, "documents": done.documents}))
    else:
        click.echo(f"Delivered {done.changes} changes and {done.documents} documents.")


COMMANDS: list[click.Command] = [
    demo,
    init,
    serve,
    migrate,
    deliver_command,
    anonymize,
    sanitize,
]
"""What the backend adds to `porte-voix`."""
