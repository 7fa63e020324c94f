"""`pull`: everything that changed since the last time, into a file."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from porte_voix._changes import Change
from porte_voix._client import Client
from porte_voix._commands.connection import connected
from porte_voix._commands.extract import FileExtract, StreamExtract
from porte_voix._commands.output import example, json_option, write_json
from porte_voix._commands.progress import Counter
from porte_voix._commands.rows import CsvRows, NdjsonRows, Rows
from porte_voix._cursors import FileCursor
from porte_voix._errors import CursorExpired
from porte_voix._pull import PullSummary

SAVE_EVERY = 500
STANDARD_OUTPUT = Path("-")


@click.command(
    epilog=example(
        "porte-voix pull --output responses.ndjson",
        "porte-voix pull --to csv --question satisfaction --output responses.csv",
    )
)
@click.option(
    "--to",
    "layout",
    type=click.Choice(["ndjson", "csv"]),
    default="ndjson",
    show_default=True,
    help="One JSON object a line, or rows for a spreadsheet.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=STANDARD_OUTPUT,
    show_default=True,
    help="Where the rows go; - is standard output.",
)
@click.option(
    "--cursor",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the place is kept between two pulls.  [default: OUTPUT.cursor]",
)
@click.option(
    "--question",
    "questions",
    multiple=True,
    help="With csv: a column for the answers to this question; may be repeated.",
)
@json_option
@connected
def pull(
    client: Client,
    layout: str,
    output: Path,
    cursor: Path | None,
    questions: tuple[str, ...],
    as_json: bool,
) -> None:
    """Add what changed since the last pull to a file.

    It can be killed and run again at any time. A response that was erased comes as a row of type
    erasure: remove the rows with its id from what you keep. When an id comes twice, the later row
    is the true one.
    """
    extract = _extract(output, cursor, _rows(layout, questions), as_json=as_json)
    with closing(extract), Counter(sys.stderr) as counter:
        summary = _run(client, extract, counter)
    _report(summary, output, as_json=as_json)


def _rows(layout: str, questions: tuple[str, ...]) -> Rows:
    if layout == "csv":
        return CsvRows(questions)
    if questions:
        raise click.UsageError("--question goes with --to csv; NDJSON holds every answer.")
    return NdjsonRows()


def _extract(
    output: Path, cursor: Path | None, rows: Rows, *, as_json: bool
) -> FileExtract | StreamExtract:
    if output != STANDARD_OUTPUT:
        return FileExtract(output, cursor or output.with_name(f"{output.name}.cursor"), rows)
    if as_json:
        raise click.UsageError("--json needs --output FILE: standard output holds the rows.")
    return StreamExtract(sys.stdout.buffer, FileCursor(cursor) if cursor else None, rows)


def _run(client: Client, extract: FileExtract | StreamExtract, counter: Counter) -> PullSummary:
    def handle(change: Change) -> None:
        extract.add(change)
        counter.count()

    try:
        return client.pull(handle, extract, save_every=SAVE_EVERY, prefetch=True)
    except CursorExpired:
        click.echo(
            "The feed has begun again (resync): move the output and its cursor away, "
            "then pull everything again.",
            err=True,
        )
        raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'output'}: {error.strerror}.") from error
    except ValueError as error:
        raise click.ClickException(f"{error}.") from error


def _report(summary: PullSummary, output: Path, *, as_json: bool) -> None:
    if as_json:
        write_json(
            {
                "changes": summary.changes,
                "erasures": summary.erasures,
                "cursor": summary.cursor,
                "output": str(output),
            }
        )
        return
    place = "" if output == STANDARD_OUTPUT else f" into {output}"
    click.echo(f"{summary.changes} changes{place}, {summary.erasures} of them erasures.", err=True)
