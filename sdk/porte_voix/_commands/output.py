"""What a person or a machine is shown: tables, JSON, and errors as sentences."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from shutil import get_terminal_size
from typing import Any

import click

from porte_voix._errors import PorteVoixError, ProblemError

GAP = "  "

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON for a machine.")


def example(*lines: str) -> str:
    """The end of a command's help: what to type, as it stands."""
    return "\n".join(("\b", "Example:", *(f"  {line}" for line in lines)))


def plain(text: object) -> str:
    """The text without control characters: what came over the network must not drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in str(text))


def explain(error: PorteVoixError) -> None:
    """One sentence for the error, and a line for each place in the request that it points at."""
    click.echo(f"Error: {plain(error)}", err=True)
    for one in error.errors if isinstance(error, ProblemError) else ():
        click.echo(f"  {plain(one.pointer or '/')}: {plain(one.message)}", err=True)


def write_json(data: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def show(raw: Mapping[str, Any], columns: Iterable[str], *, as_json: bool) -> None:
    """One object: as JSON, or as lines of `name: value`."""
    if as_json:
        write_json(dict(raw))
        return
    for name in columns:
        click.echo(f"{name}: {_cell(raw.get(name))}")


def show_all(raws: Iterable[Mapping[str, Any]], columns: tuple[str, ...], *, as_json: bool) -> None:
    """Many objects: as JSON `{"items": […]}`, or as `laid_out` for the terminal, if it is one."""
    if as_json:
        write_json({"items": [dict(raw) for raw in raws]})
        return
    rows = [tuple(_cell(raw.get(name)) for name in columns) for raw in raws]
    width = get_terminal_size().columns if sys.stdout.isatty() else None
    for line in laid_out(columns, rows, width):
        click.echo(line)


def laid_out(
    columns: tuple[str, ...], rows: list[tuple[str, ...]], width: int | None
) -> Iterator[str]:
    """The lines of a table; where they are wider than `width`, of a block for each row."""
    table = [columns, *rows]
    widest = [max(map(len, column)) for column in zip(*table, strict=True)]
    if width is not None and sum(widest) + len(GAP) * (len(columns) - 1) > width:
        for row in rows:
            yield from (f"{name}: {cell}" for name, cell in zip(columns, row, strict=True))
            yield ""
        return
    for row in table:
        cells = (cell.ljust(wide) for cell, wide in zip(row, widest, strict=True))
        yield GAP.join(cells).rstrip()


def _cell(value: object) -> str:
    """A value for a person's eyes."""
    writers: dict[type, Callable[[Any], str]] = {
        type(None): lambda _: "-",
        list: lambda values: " ".join(map(str, values)) or "-",
        tuple: lambda values: " ".join(map(str, values)) or "-",
        dict: lambda values: json.dumps(values, ensure_ascii=False),
    }
    return plain(writers.get(type(value), str)(value))
