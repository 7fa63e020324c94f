"""What is published is the wheel: it is built here, installed elsewhere, and used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

NEEDED = (
    "porte_voix/py.typed",
    "widget_backend/domain/survey.schema.json",
    "widget_backend/templates/demo/mairie.html",
    "widget_backend/templates/surveys/satisfaction.json",
    "widget_static/dist/integrity.json",
    "widget_static/dist/porte-voix.js",
    "widget_static/locales/en.json",
    "widget_static/locales/fr.json",
)
UNWANTED = re.compile(r"(^|/)(tests?|node_modules|src|__pycache__|\.venv)/|\.map$|\.pyc$")
PACKAGES = re.compile(r"(porte_voix|widget_backend|widget_static|porte_voix-[\d.]+\.dist-info)/")


def clean_environment() -> dict[str, str]:
    """Give this process's environment without what could lend the new one our packages."""
    ours = ("PORTE_VOIX_", "PYTHONPATH", "VIRTUAL_ENV", "COVERAGE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def run(folder: Path, *command: str | Path) -> str:
    """Run a command far from the repository; give what it printed, or show it and fail."""
    done = subprocess.run(
        command, cwd=folder, env=clean_environment(), capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def surplus(names: list[str]) -> list[str]:
    """Name the files that a wheel should not bring."""
    return [name for name in names if UNWANTED.search(name) or not PACKAGES.match(name)]


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the tools that are installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder))
    run(root, *build, str(root))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path) -> Path:
    """Make a virtual environment with the bare wheel in it; give its interpreter."""
    venv = wheel.parent / "venv"
    run(wheel.parent, sys.executable, "-m", "venv", venv)
    install(venv / "bin" / "python", str(wheel))
    return venv / "bin" / "python"


def install(python: Path, requirement: str) -> None:
    """Install with pip, quietly."""
    quiet = ("--quiet", "--disable-pip-version-check")
    run(python.parent, python, "-m", "pip", "install", *quiet, requirement)


def test_the_wheel_holds_what_runs(wheel: Path) -> None:
    """The built widget, its texts, the templates and the schema are in the wheel."""
    names = ZipFile(wheel).namelist()
    assert [name for name in NEEDED if name not in names] == []


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    """Neither tests nor the widget's sources nor its tools are in the wheel."""
    assert surplus(ZipFile(wheel).namelist()) == []


def test_a_surplus_file_is_caught() -> None:
    """Control: a test, a Node module and a package of a foreign name are named."""
    bad = ["tests/test_a.py", "widget_static/node_modules/a.js", "sdk/porte_voix/a.py"]
    assert surplus([*bad, "widget_static/dist/porte-voix.js"]) == bad


def test_the_bare_wheel_is_the_sdk(python: Path) -> None:
    """Where Flask does not exist, the SDK imports and its command answers."""
    code = "import importlib.util as u, porte_voix; print(u.find_spec('flask'))"
    assert run(python.parent, python, "-c", code) == "None\n"
    assert "pull" in run(python.parent, python.with_name("porte-voix"), "--help")


def test_the_bare_wheel_says_what_it_lacks(python: Path) -> None:
    """A command of the backend, typed after a bare install, names the extra to install."""
    command = (python.with_name("porte-voix"), "serve")
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True)
    assert done.returncode != 0
    assert "porte-voix[backend]" in done.stderr


def test_the_wheel_walks_the_chain(python: Path, wheel: Path, tmp_path: Path) -> None:
    """Installed with its extra, the wheel walks the whole chain over HTTP."""
    install(python, f"porte-voix[backend] @ {wheel.as_uri()}")
    run(tmp_path, python.with_name("porte-voix"), "demo", "--check")
