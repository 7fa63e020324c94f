"""What the pages about the SDK show is what happens."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import porte_voix
from porte_voix import Client
from porte_voix._commands.rows import CHANGE_COLUMNS, RESPONSE_COLUMNS
from porte_voix.testing import (
    Answer,
    FakeTransport,
    feed_answer,
    json_answer,
    problem_answer,
    sample_change,
    sample_erasure,
)

DOCS = Path(__file__).parents[2] / "docs"
REFERENCE = DOCS / "reference" / "sdk.md"
GUIDE = DOCS / "guides" / "pull-responses.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOCUMENT = b"%PDF"
REPORT = [{"sha256": sha256(DOCUMENT).hexdigest(), "media_type": "application/pdf"}]
RECEIPT = {"receipt": "ABCD", "received_at": "2026-11-22T10:00:00Z"}


@pytest.fixture
def page(
    fake: FakeTransport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., dict[str, Any]]:
    """Give a way to run a block of a page as a reader would, without network, elsewhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(porte_voix, "Client", partial(Client, transport=fake))
    changes = [sample_change("c1", documents=REPORT), sample_erasure("c2")]
    fake.route("GET", "/v1/feed", feed_answer(changes))
    fake.route("GET", f"/v1/documents/{REPORT[0]['sha256']}", Answer(200, {}, DOCUMENT))
    for survey in ("satisfaction", "document-report"):
        fake.route("POST", f"/v1/surveys/{survey}/responses", json_answer(RECEIPT))
    told: list[Any] = []
    names = {
        "token": "pv_a",
        "keep": lambda *what: told.append(what),
        "forget": told.append,
        "forget_everything": told.clear,
        "told": told,
    }

    def run(path: Path, *numbers: int) -> dict[str, Any]:
        blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
        for number in numbers:
            exec(compile(blocks[number], str(path), "exec"), names)  # noqa: S102 - our own page
        return names

    return run


def test_the_first_lines_of_the_reference_pull(page: Any, tmp_path: Path) -> None:
    """The four lines that begin the reference pull, and keep their place."""
    page(REFERENCE, 0)
    assert porte_voix.FileCursor(tmp_path / "cursor.json").load() == "c2"


def test_the_reference_submits_a_response(page: Any, fake: FakeTransport) -> None:
    """The block about paper forms submits one, with the number of the form as its key."""
    page(REFERENCE, 0, 1)
    assert fake.requests[-1].headers["Idempotency-Key"] == "form-2026-0012"


def test_the_reference_submits_a_document(page: Any, fake: FakeTransport, tmp_path: Path) -> None:
    """The block about documents sends a scan from the disk beside the answers."""
    (tmp_path / "scan.pdf").write_bytes(DOCUMENT)
    page(REFERENCE, 0, 2)
    assert DOCUMENT in (fake.requests[-1].body or b"")


def test_the_other_blocks_of_the_reference_run(page: Any) -> None:
    """The blocks about the snippet and about tests of one's own do what they say."""
    assert "<porte-voix" in page(REFERENCE, 3)["html"]
    page(REFERENCE, 4)


def test_the_guide_pulls_with_a_handler(page: Any) -> None:
    """The handler of the guide keeps a response and forgets an erased one."""
    names = page(GUIDE, 1)
    assert [len(names["told"]), names["told"][1]] == [2, names["told"][0][0]]
    assert names["summary"].erasures == 1


def test_the_guide_keeps_the_cursor_with_the_copy(page: Any) -> None:
    """The copy of the guide holds what is not erased, with the cursor beside it."""
    copy = page(GUIDE, 2)["copy"]
    assert copy.load() == "c2"
    assert copy.database.execute("SELECT count(*) FROM response").fetchone() == (0,)
    copy.database.close()


def test_the_guide_begins_again(page: Any, fake: FakeTransport, tmp_path: Path) -> None:
    """The block about a feed that begins again drops the copy and pulls from the start."""
    porte_voix.FileCursor(tmp_path / "cursor.json").save("c0")
    names = page(GUIDE, 1)
    fake.queue(problem_answer("cursor_expired", 410))
    page(GUIDE, 3)
    assert len(names["told"]) == 2
    assert "after" not in fake.requests[-1].url


def test_the_guide_downloads_documents(page: Any) -> None:
    """The block about documents brings their bytes."""
    assert page(GUIDE, 1, 4)["data"] == DOCUMENT


@pytest.mark.parametrize("path", [REFERENCE, GUIDE], ids=lambda path: path.name)
def test_every_block_is_python(path: Path) -> None:
    """Every block of the pages, those that need pandas too, is Python that compiles."""
    blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
    assert [compile(block, str(path), "exec") for block in blocks]


def test_the_guide_names_the_columns() -> None:
    """The table of columns in the guide has every column of the CSV."""
    text = GUIDE.read_text(encoding="utf-8")
    missing = [name for name in (*CHANGE_COLUMNS, *RESPONSE_COLUMNS) if f"`{name}`" not in text]
    assert missing == []


def test_every_call_is_in_the_reference(sdk: Client) -> None:
    """The table of calls names each method of each group, and nothing that is not there."""
    groups = {name: group for name, group in vars(sdk).items() if not name.startswith("_")}
    calls = {
        f"{name}.{method}"
        for name, group in groups.items()
        for method, _ in inspect.getmembers(group, inspect.ismethod)
        if not method.startswith("_")
    }
    table = re.findall(r"^\| `([\w.]+)\(", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(table) == sorted(calls | {"feed", "pull"})


def test_the_module_is_the_command() -> None:
    """`python -m porte_voix` is the command `porte-voix`."""
    words = [sys.executable, "-m", "porte_voix", "--version"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=dict(os.environ))
    assert done.stdout.strip() == f"porte-voix, version {porte_voix.__version__}"
