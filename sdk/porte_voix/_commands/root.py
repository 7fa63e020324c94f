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

SERVICE = "Run the service on this machine"
WITHOUT = "These commands come with the backend: install porte-voix[backend]."
# A first sentence is never cut to fit on a line.
SENTENCE = 1000

# What the extra brings; known here only to say how to get it.
BACKEND = ("demo", "init", "serve", "migrate", "deliver", "anonymize", "sanitize")
# A missing one of these is a fault of ours, not an extra that was left out.
OURS = ("porte_voix", "widget_backend", "widget_static")


class Root(click.Group):
    """A group that knows the installed commands of others; its own names win."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._sections: dict[str, list[str]] = {}
        super().__init__(*args, **options)

    def add_command(
        self, cmd: click.Command, name: str | None = None, *, section: str = "Commands"
    ) -> None:
        """Add a command of its own, which the help shows in a section, in the order of adding."""
        super().add_command(cmd, name)
        self._sections.setdefault(section, []).append(str(name or cmd.name))

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

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the sections, then the commands of others, which run a service."""
        others = [name for name in self._installed if name not in self.commands]
        sections = self._sections | {SERVICE: others}
        width = max((len(name) for names in sections.values() for name in names), default=0)
        for heading, names in sections.items():
            with formatter.section(heading):
                if names:
                    formatter.write_dl([self._row(ctx, name, width) for name in names])
                else:
                    formatter.write_text(WITHOUT)

    def _row(self, ctx: click.Context, name: str, width: int) -> tuple[str, str]:
        """The name, as wide as the widest of all sections, and the first sentence of its help."""
        command = self.get_command(ctx, name)
        return name.ljust(width), command.get_short_help_str(SENTENCE) if command else ""

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
