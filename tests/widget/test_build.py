"""What is served is what the sources say, byte for byte."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import porte_voix

Run = Callable[..., subprocess.CompletedProcess[str]]


def built(folder: Path) -> dict[str, bytes]:
    """Read every file of a build."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rebuild(node: Run, fresh: Path, out: Path) -> dict[str, bytes]:
    """Build the copied sources into `out`."""
    done = node("build.mjs", out, cwd=fresh)
    assert done.returncode == 0, done.stderr
    return built(out)


def test_built_files_are_fresh(node: Run, fresh: Path, widget: Path, tmp_path: Path) -> None:
    """A clean install and a build give the committed files, byte for byte."""
    assert rebuild(node, fresh, tmp_path / "dist") == built(widget / "dist")


def test_a_changed_source_is_noticed(node: Run, fresh: Path, widget: Path, tmp_path: Path) -> None:
    """Control: one word changed in a source changes what is built."""
    source = fresh / "src" / "request.js"
    before = source.read_text("utf-8")
    source.write_text(before.replace("no-referrer", "origin"), "utf-8")
    try:
        assert rebuild(node, fresh, tmp_path / "dist") != built(widget / "dist")
    finally:
        source.write_text(before, "utf-8")


def test_types_are_right(node: Run, fresh: Path) -> None:
    """The sources pass TypeScript's strict check."""
    done = node("node_modules/typescript/bin/tsc", "-p", "tsconfig.json", cwd=fresh)
    assert done.stdout + done.stderr == ""


def test_integrity_is_that_of_the_files(widget: Path) -> None:
    """Each built file's hash is the one that webmasters are given to pin it."""
    pinned = json.loads((widget / "dist" / "integrity.json").read_text("utf-8"))
    files = {name: data for name, data in built(widget / "dist").items() if name in pinned}
    hashes = {
        name: "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode()
        for name, data in files.items()
    }
    assert hashes == pinned
    assert set(built(widget / "dist")) == {*pinned, "integrity.json"}


def test_script_names_its_version(widget: Path) -> None:
    """The script begins with the version of the distribution that serves it."""
    first = (widget / "dist" / "porte-voix.js").read_text("utf-8").splitlines()[0]
    assert first == f"/*! porte-voix {porte_voix.__version__} */"


def test_lock_names_no_address(widget: Path) -> None:
    """The lock pins by hash alone: it works with any mirror of the registry."""
    lock = json.loads((widget / "package-lock.json").read_text("utf-8"))
    tools = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in tools.items() if "resolved" in entry] == []
    assert [name for name, entry in tools.items() if "integrity" not in entry] == []
    pinned = json.loads((widget / "package.json").read_text("utf-8"))["devDependencies"]
    assert [v for v in pinned.values() if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []


def test_unit_tests_of_the_sources(node: Run) -> None:
    """The widget's modules do what their own tests say, under Node."""
    tests = sorted(Path(__file__).parent.glob("*.test.mjs"))
    done = node("--test", *tests)
    assert done.returncode == 0, done.stdout
