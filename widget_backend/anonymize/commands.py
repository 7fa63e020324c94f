"""`porte-voix anonymize` and `porte-voix sanitize`: the same rules as the service, on files."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import click

from . import documents
from .documents import ACCEPTED, NEEDS_REVIEW, REFUSED, Sanitized
from .findings import Certainty
from .text import redact

_EXIT_CODES = {ACCEPTED: 0, NEEDS_REVIEW: 3, REFUSED: 2}
_WRONG_LINE = 2


@click.command()
@click.option("--language", default="fr", show_default=True, help="Language of the marks.")
@click.option("--likely", is_flag=True, help="Also redact what is only likely personal data.")
def anonymize(language: str, likely: bool) -> None:
    """Redact texts: JSON lines in, JSON lines out.

    Reads {"id", "text"} from the standard input and writes {"id", "text", "spans"}: `text` is
    redacted, `spans` holds {"start", "end", "type"} in code points of the input, end exclusive.
    A line that cannot be read is named on the standard error, the others are done, and the exit
    code is 2.
    """
    least = Certainty.LIKELY if likely else Certainty.VERY_LIKELY
    out = sys.stdout.buffer
    wrong = 0
    for number, line in _lines(sys.stdin.buffer):
        try:
            entry = _entry(line)
        except ValueError as error:
            click.echo(f"line {number}: {error}", err=True)
            wrong += 1
            continue
        out.write(_as_line(_redacted(entry, language, least)))
        out.flush()
    if wrong:
        click.echo(f"{wrong} of the lines could not be read", err=True)
        sys.exit(_WRONG_LINE)


def _lines(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Number the lines that are not blank."""
    for number, line in enumerate(source, start=1):
        content = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if content.strip():
            yield number, content


def _entry(line: bytes) -> dict[str, Any]:
    """Read one line; raises ValueError with a sentence."""
    try:
        entry = json.loads(line)
    except UnicodeDecodeError as error:
        raise ValueError("this is not UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ValueError("this is not JSON") from error
    if not isinstance(entry, dict) or "id" not in entry or not isinstance(entry.get("text"), str):
        raise ValueError('an object with "id" and "text" (a string) is expected')
    return entry


def _redacted(entry: dict[str, Any], language: str, least: Certainty) -> dict[str, Any]:
    result = redact(entry["text"], language, least=least)
    spans = [{"start": f.start, "end": f.end, "type": f.type} for f in result.findings]
    return {"id": entry["id"], "text": result.text, "spans": spans}


def _as_line(entry: dict[str, Any]) -> bytes:
    """Write readable JSON, escaped only where a text holds half a surrogate pair."""
    try:
        return (json.dumps(entry, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(entry) + "\n").encode()


@click.command()
@click.argument(
    "source", metavar="IN", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.argument("target", metavar="OUT", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Say the decision as JSON.")
def sanitize(source: Path, target: Path, as_json: bool) -> None:
    """Rebuild a document (PDF, JPEG, PNG) from pixels, its personal data burned black.

    Exit code 0: accepted. 3: OUT is written, but a person must look at it first. 2: refused, OUT
    is left as it was, and the reason says what to do.
    """
    result = documents.sanitize(_read(source))
    if result.pdf is not None:
        _write(target, result.pdf)
    click.echo(_as_json(result) if as_json else _in_words(result, target))
    sys.exit(_EXIT_CODES[result.decision])


def _read(source: Path) -> bytes:
    """Read a file, one byte beyond the limit at most: that is enough to refuse it."""
    with source.open("rb") as file:
        return file.read(documents.Limits().bytes + 1)


def _write(target: Path, data: bytes) -> None:
    """Write the whole file or nothing, under its name only once it is complete."""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                temporary.replace(target)
            except OSError:
                with suppress(FileNotFoundError):
                    temporary.unlink()
                raise
    except OSError as error:
        raise click.ClickException(f"{target} cannot be written: {error.strerror}") from error


def _as_json(result: Sanitized) -> str:
    pages = [{k: v for k, v in asdict(page).items() if k != "image"} for page in result.pages]
    reasons = [asdict(reason) for reason in result.reasons]
    return json.dumps({"decision": result.decision, "reasons": reasons, "pages": pages})


def _in_words(result: Sanitized, target: Path) -> str:
    """Say the decision, where the result is, and why a person is needed or what to change."""
    boxes = sum(len(page.boxes) for page in result.pages)
    said = {
        ACCEPTED: f"accepted: {target}; pages: {len(result.pages)}; places burned black: {boxes}",
        NEEDS_REVIEW: f"needs review: a person must look at {target} before anybody else sees it",
        REFUSED: "refused",
    }[result.decision]
    return "\n".join([said, *(f"- {reason.message}" for reason in result.reasons)])
