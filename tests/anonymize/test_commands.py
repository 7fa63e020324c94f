"""The two commands: `porte-voix anonymize` and `porte-voix sanitize`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from widget_backend.anonymize.commands import anonymize, sanitize

Make = Callable[..., bytes]


@pytest.fixture
def run() -> Callable[..., Result]:
    """Give the function that runs a command."""
    return CliRunner().invoke


def lines(result: Result) -> list[dict[str, object]]:
    """Read JSON lines."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_texts_come_out_redacted(run: Callable[..., Result]) -> None:
    """Each line comes out with its id, its redacted text, and spans in code points."""
    text = json.dumps({"id": "a", "text": "😀 Mme Lavigne"}) + "\n\n" + '{"id": 2, "text": ""}'
    result = run(anonymize, input=text)
    assert result.exit_code == 0
    assert lines(result) == [
        {"id": "a", "text": "😀 Mme [nom]", "spans": [{"start": 6, "end": 13, "type": "name"}]},
        {"id": 2, "text": "", "spans": []},
    ]


def test_marks_can_be_english(run: Callable[..., Result]) -> None:
    """`--language en` writes English marks; `--likely` also redacts the likely."""
    text = '{"id": 1, "text": "j\'ai vu sandrine"}'
    assert lines(run(anonymize, input=text))[0]["spans"] == []
    result = run(anonymize, ["--language", "en", "--likely"], input=text)
    assert lines(result)[0]["text"] == "j'ai vu [name]"


@pytest.mark.parametrize(
    "bad", ["nothing", "[1]", '{"text": "a"}', '{"id": 1, "text": 2}', "[" * 9999, '"\xff"']
)
def test_a_wrong_line_is_named_and_the_others_done(run: Callable[..., Result], bad: str) -> None:
    """A line that cannot be read is named by its number, nothing else is lost, the code is 2."""
    good = '{"id": 1, "text": "bonjour"}'
    result = run(anonymize, input=f"{good}\n{bad}\n{good}\n".encode("latin-1"))
    assert result.exit_code == 2
    assert [line["id"] for line in lines(result)] == [1, 1]
    assert "line 2: " in result.stderr
    assert "Traceback" not in result.stderr


def test_half_a_character_passes(run: Callable[..., Result]) -> None:
    """A lone surrogate in a JSON string comes out as it came."""
    result = run(anonymize, input='{"id": 1, "text": "a \\ud800 b"}')
    assert result.exit_code == 0
    assert lines(result)[0]["text"] == "a \ud800 b"


def test_a_document_is_accepted(
    run: Callable[..., Result], make_letter: Make, tmp_path: Path
) -> None:
    """An accepted document is written, and the code is 0."""
    source, target = tmp_path / "in", tmp_path / "out.pdf"
    source.write_bytes(make_letter())
    result = run(sanitize, [str(source), str(target), "--json"])
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert (said["decision"], said["reasons"]) == ("accepted", [])
    assert {box["type"] for box in said["pages"][0]["boxes"]} == {"name", "email", "phone"}
    assert target.read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.pdf"]


def test_a_document_for_a_person_is_written(
    run: Callable[..., Result], encode: Make, tmp_path: Path
) -> None:
    """A document that nobody could read is written, said to need a person, and the code is 3."""
    source, target = tmp_path / "noise.pdf", tmp_path / "out.pdf"
    source.write_bytes(encode(Image.effect_noise((400, 400), 90), "PNG"))
    result = run(sanitize, [str(source), str(target)])
    assert result.exit_code == 3
    assert "a person must look" in result.stdout
    assert target.exists()


def test_a_refused_document_writes_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    """A refused document leaves the target as it was, says what to do, and the code is 2."""
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(b"PK\x03\x04")
    target.write_bytes(b"before")
    result = run(sanitize, [str(source), str(target)])
    assert result.exit_code == 2
    assert "send a PDF" in result.stdout
    assert target.read_bytes() == b"before"
    assert json.loads(run(sanitize, [str(source), str(target), "--json"]).stdout)["pages"] == []


def test_a_target_that_cannot_be_written_is_said(
    run: Callable[..., Result], make_letter: Make, tmp_path: Path
) -> None:
    """A folder that is not there is an error with a sentence, not a trace."""
    source = tmp_path / "in.pdf"
    source.write_bytes(make_letter())
    result = run(sanitize, [str(source), str(tmp_path / "none" / "out.pdf")])
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
