"""`doctor`: why nothing shows on a page, and what to do about it."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime

import click

from porte_voix._commands.connection import Wiring
from porte_voix._commands.output import example, json_option, plain, write_json
from porte_voix._commands.root import REFUSED, UNREACHABLE
from porte_voix._doctor import addresses, examination
from porte_voix._doctor.findings import Finding, Level
from porte_voix._doctor.visit import Visitor
from porte_voix._requests_transport import RequestsTransport

COLUMNS = 80
MARKS: dict[Level, str] = {"ok": "✓", "info": "i", "advice": "!", "blocking": "✗"}
PLAIN_MARKS: dict[Level, str] = {"ok": "+", "info": "i", "advice": "!", "blocking": "x"}
COLOURS: dict[Level, str] = {"ok": "green", "info": "cyan", "advice": "yellow", "blocking": "red"}


def read_page(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """The address of a page; BadParameter for what is none."""
    value = value.strip()
    try:
        addresses.parse(value)
    except ValueError:
        whole = f"https://{value}" if "://" not in value else "https://www.ville.example/page"
        said = f"{value} is not the address of a page; write it whole, such as {whole}."
        raise click.BadParameter(said) from None
    if "@" in value.split("/")[2]:
        raise click.BadParameter("the address must not hold a password.")
    return value


@click.command(
    epilog=example("porte-voix doctor https://www.ville.example/cantine"),
)
@click.argument("page", metavar="URL", callback=read_page)
@json_option
@click.pass_context
def doctor(context: click.Context, page: str, as_json: bool) -> None:
    """Say what keeps the widget from showing on a page, and what to do.

    The page is read as it is sent, without a token and without running its scripts; then the
    script and the backend that it names are asked as a browser would ask. Nothing is kept.

    Exit codes: 0 nothing blocks, 1 something does, 2 wrong usage, 4 the page was not reached.
    """
    wiring = context.find_object(Wiring) or Wiring()
    transport = wiring.transport or RequestsTransport()
    try:
        today = datetime.now().astimezone().date()
        findings = examination.examine(page, Visitor(transport), today=today)
    finally:
        if wiring.transport is None:
            transport.close()
    if as_json:
        write_json({"url": page, "findings": [finding.as_json() for finding in findings]})
    else:
        click.echo(_writable("\n".join(_lines(findings))))
    context.exit(_exit_code(findings))


def _exit_code(findings: Iterable[Finding]) -> int:
    codes = {finding.code for finding in findings if finding.level == "blocking"}
    if examination.UNREACHABLE in codes:
        return UNREACHABLE
    return REFUSED if codes else 0


def _lines(findings: list[Finding]) -> Iterator[str]:
    drawn = "".join(MARKS.values())
    marks = MARKS if _writable(drawn) == drawn else PLAIN_MARKS
    for finding in findings:
        mark = click.style(marks[finding.level], fg=COLOURS[finding.level], bold=True)
        first, *others = _wrapped(finding.message, "  ")
        yield f"{mark} {first.lstrip()}"
        yield from others
        yield from _wrapped(finding.fix, "    ")
    yield ""
    levels = [finding.level for finding in findings]
    yield _summary(levels.count("blocking"), levels.count("info"))


def _summary(count: int, told: int) -> str:
    if count == 0:
        wished = "; each line with an i says when, or to whom" if told else ""
        return f"Nothing keeps the widget from showing{wished}."
    things = "1 thing keeps" if count == 1 else f"{count} things keep"
    return f"{things} the widget from working."


def _wrapped(text: str, indent: str) -> list[str]:
    """Lines for a narrow terminal; what is to be pasted is never cut in the middle of a word."""
    return textwrap.wrap(
        plain(text),
        COLUMNS,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _writable(text: str) -> str:
    """The text in the characters that the terminal, or the file, has."""
    encoding = sys.stdout.encoding or "ascii"
    return text.encode(encoding, "replace").decode(encoding)
