"""What a survey loads only when it needs it stays small: gzip -9, in bytes."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

BUDGETS = {
    "document": 2_500,  # the redactor, and the writer of PDF
    "pdf": 700,  # showing a PDF, once one was picked
    "hint": 2_000,
}
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2022",
    "--charset=utf8",
    "--mangle-props=^\\$",
)


def weigh(node: Run, fresh: Path, tmp_path: Path, name: str, more: str = "") -> int:
    """Build a part as the widget's build does, minified as a bundle too; give its weight."""
    esbuild, out = fresh / "node_modules/esbuild/bin/esbuild", tmp_path / f"{name}.js"
    for source, options in ((fresh / "src" / f"{name}.js", OPTIONS), (out, OPTIONS[1:-1])):
        done = node(esbuild, source, *options, f"--outfile={out}", "--allow-overwrite", cwd=fresh)
        assert done.returncode == 0, done.stderr
    return len(gzip.compress(out.read_bytes() + more.encode(), 9, mtime=0))


@pytest.mark.parametrize("name", BUDGETS)
def test_parts_keep_to_their_budget(node: Run, fresh: Path, tmp_path: Path, name: str) -> None:
    """Each part that is loaded when it is needed weighs no more than it may."""
    assert weigh(node, fresh, tmp_path, name) <= BUDGETS[name]


def test_a_heavy_part_is_noticed(node: Run, fresh: Path, tmp_path: Path) -> None:
    """Control: a few lines more, and a part is over its budget."""
    more = "".join(f"console.log({n * 7919} + 'x{n * 104729:x}');" for n in range(20))
    assert weigh(node, fresh, tmp_path, "document", more) > BUDGETS["document"]


def test_parts_take_nothing_of_the_widget(widget: Path) -> None:
    """A part is given what it needs: importing the widget's modules would load them twice."""
    own = {"boxes", "document", "hint", "pages", "pdf", "personal", "redactor", "writer"}
    for name in own:
        lines = (widget / "src" / f"{name}.js").read_text("utf-8").splitlines()
        taken = [line.split('"./')[1][:-5] for line in lines if line.startswith("import ")]
        assert set(taken) <= own, name
