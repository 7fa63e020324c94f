"""The command above all others: finds the backend's commands, turns errors into sentences."""

from __future__ import annotations

from functools import cached_property
from importlib.metadata import entry_points
from typing import Any

import click

from porte_voix._commands.output import explain
from porte_voix._errors import PorteVoixError, TransportError

REFUSED = 1
UNREACHABLE = 4
GROUP = "porte_voix.commands"

# What the extra brings; known here only to say how to get it.
BACKEND = (
    *("anonymize", "backup", "deliver", "demo", "doctor", "export", "init", "invite", "migrate"),
    *("notice", "purge", "report", "restore", "sanitize", "serve"),
)
# A missing one of these is a fault of ours, not an extra that was left out.
OURS = ("porte_voix", "widget_backend", "widget_static")


class Root(click.Group):
    """A group that knows the installed commands of others; its own names win."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command that can be run here."""
        return sorted({*super().list_commands(ctx), *self._installed})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One command; UsageError for one of the backend's when the extra is not here."""
        found = super().get_command(ctx, cmd_name) or self._installed.get(cmd_name)
        if found is None and cmd_name in BACKEND:
            raise click.UsageError(
                f"`porte-voix {cmd_name}` needs the service: "
                "install porte-voix[backend], for instance with pip.",
                ctx,
            )
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run; what the service refuses becomes a sentence and an exit code, never a traceback."""
        try:
            return super().invoke(ctx)
        except TransportError as error:
            explain(error)
            ctx.exit(UNREACHABLE)
        except PorteVoixError as error:
            explain(error)
            ctx.exit(REFUSED)

    @cached_property
    def _installed(self) -> dict[str, click.Command]:
        found: dict[str, click.Command] = {}
        for point in entry_points(group=GROUP):
            found.update({str(command.name): command for command in _loaded(point)})
        return found


def _loaded(point: Any) -> tuple[click.Command, ...]:
    """The commands behind an entry point; none when a library of the extra is missing."""
    try:
        return tuple(point.load())
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in OURS:
            raise
        return ()
