"""Each thing that reaches outside has few importers; `tool.importlinter` holds the directions.

import-linter knows modules; what it cannot say (which package a file may use, and which names of
the standard library are kept for one file) is said here.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HTTP = ("api/", "app.py", "cli", "wsgi.py", "demo")
# What is imported: which files of widget_backend may import it (names start with one of these).
IMPORTERS: dict[str, tuple[str, ...]] = {
    "flask": HTTP,
    "flask_smorest": HTTP,
    "marshmallow": HTTP,
    "werkzeug": HTTP,
    "waitress": ("cli", "wsgi.py", "demo"),
    "click": ("anonymize/commands.py", "cli", "demo"),
    "peewee": ("store/", "services/"),
    "playhouse": ("store/", "services/"),
    "sqlite3": ("store/",),
    "bleach": ("services/cleaning.py",),
    "itsdangerous": ("tokens.py",),
    "pypdfium2": ("anonymize/", "demo/"),
    "PIL": ("anonymize/",),
    "phonenumbers": ("anonymize/",),
    "stdnum": ("anonymize/",),
}
# Names that one file keeps for itself, so that everything else is given what it needs.
KEPT: dict[str, str] = {
    "os.environ": "config.py",
    "os.getenv": "config.py",
    "datetime.now": "clock.py",
    "datetime.utcnow": "clock.py",
    "datetime.today": "clock.py",
    "date.today": "clock.py",
    "time.time": "clock.py",
    "time.time_ns": "clock.py",
}

# What may be all that a folder imports from outside, beside the standard library and itself.
ALONE: dict[str, set[str]] = {
    "widget_backend/domain/": {"widget_backend"},
    "sdk/porte_voix/": {"click", "porte_voix", "requests"},
}


def imported(tree: ast.Module) -> Iterator[str]:
    """Give the top-level name of every import of something outside the package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def kept_names(tree: ast.Module) -> Iterator[str]:
    """Give every use of a kept name: `os.environ`, or `from os import environ`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute):
            yield ".".join(ast.unparse(node).split(".")[-2:])


def trespasses(name: str, tree: ast.Module) -> list[str]:
    """Say what a file of widget_backend (its name from there) uses that is not for it."""
    wrong = [
        f"{name} imports {module}"
        for module in sorted(set(imported(tree)) & IMPORTERS.keys())
        if not name.startswith(IMPORTERS[module])
    ]
    used = sorted(set(kept_names(tree)) & KEPT.keys())
    return wrong + [f"{name} uses {kept}" for kept in used if KEPT[kept] != name]


def strangers(tree: ast.Module, allowed: set[str]) -> set[str]:
    """Give what a file imports beyond the standard library and what is allowed."""
    return set(imported(tree)) - sys.stdlib_module_names - allowed


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the packages in a folder, with the repository's contracts."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder / "sdk"), str(folder)])},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """Copy the packages and their contracts to where they may be broken."""
    shutil.copy(root / "pyproject.toml", tmp_path)
    for package in ("sdk/porte_voix", "widget_backend", "widget_static"):
        files = shutil.ignore_patterns("__pycache__", "node_modules", "src")
        shutil.copytree(root / package, tmp_path / package, ignore=files)
    return tmp_path


def test_each_library_keeps_to_its_importers(python: list[Any]) -> None:
    """Flask stays in the HTTP part, peewee in the store, bleach and the clock in one file each."""
    ours = [s for s in python if s.name.startswith("widget_backend/")]
    assert [row for s in ours for row in trespasses(s.name.partition("/")[2], s.tree)] == []


@pytest.mark.parametrize(
    ("name", "code", "wrong"),
    [
        ("domain/answers.py", "import flask", "imports flask"),
        ("api/public.py", "from peewee import Model", "imports peewee"),
        ("services/intake.py", "from bleach.sanitizer import Cleaner", "imports bleach"),
        ("services/intake.py", "import os\nos.environ['A']", "uses os.environ"),
        ("services/intake.py", "from os import getenv", "uses os.getenv"),
        ("store/models.py", "import datetime\ndatetime.datetime.now()", "uses datetime.now"),
        ("store/models.py", "from time import time", "uses time.time"),
    ],
)
def test_a_wrong_import_is_caught(name: str, code: str, wrong: str) -> None:
    """Control: a file that uses what is kept for another is named."""
    assert trespasses(name, ast.parse(code)) == [f"{name} {wrong}"]


@pytest.mark.parametrize("folder", ALONE)
def test_the_inner_parts_need_little(python: list[Any], folder: str) -> None:
    """The domain needs the standard library alone, the SDK click and requests beside it."""
    ours = [s for s in python if s.name.startswith(folder)]
    assert ours
    assert {s.name: found for s in ours if (found := strangers(s.tree, ALONE[folder]))} == {}


def test_a_stranger_is_caught() -> None:
    """Control: a third-party import in the domain is named."""
    assert strangers(ast.parse("import json\nfrom attrs import define"), set()) == {"attrs"}


def test_directions_are_kept(copy: Path) -> None:
    """Imports go from api to services to domain, anonymize and store, and never back."""
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "code"),
    [
        ("widget_backend/store/models.py", "import widget_backend.services.intake"),
        ("widget_backend/services/intake.py", "import widget_backend.api.public"),
        ("widget_backend/domain/answers.py", "import widget_backend.clock"),
        ("widget_backend/anonymize/text.py", "import widget_backend.domain.answers"),
        ("sdk/porte_voix/client.py", "import widget_backend.errors"),
    ],
)
def test_a_wrong_direction_is_caught(copy: Path, module: str, code: str) -> None:
    """Control: one import against the direction breaks a contract."""
    with (copy / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{code}\n")
    result = lint(copy)
    assert result.returncode == 1
    assert "BROKEN" in result.stdout
