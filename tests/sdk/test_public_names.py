"""What is public, and what it brings along."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import porte_voix
import porte_voix.testing

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "sdk.md"
HEADING = re.compile(r"^#{2,4} `([\w.]+)`$", re.MULTILINE)
BACKEND_LIBRARIES = ("flask", "peewee", "marshmallow", "widget_backend")


def loaded_by(code: str) -> set[str]:
    """Run code in a fresh Python and give the backend's libraries that it loaded."""
    probe = f"{code}\nimport sys\nprint(*[n for n in {BACKEND_LIBRARIES!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def public_names(module: object) -> set[str]:
    """Give what a module holds for others: neither private, nor a module, nor a marker."""
    return {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not inspect.ismodule(value) and name != "annotations"
    }


@pytest.mark.parametrize("module", [porte_voix, porte_voix.testing])
def test_all_names_what_is_public(module: object) -> None:
    """Everything that a public module holds is in its `__all__`, which is sorted."""
    names: list[str] = module.__all__  # type: ignore[attr-defined]
    assert {name for name in names if not name.startswith("__")} == public_names(module)
    assert names == sorted(names)


def test_the_reference_has_a_heading_for_each_name() -> None:
    """The reference of the SDK has exactly the headings of `__all__`, of both public modules."""
    found = HEADING.findall(REFERENCE.read_text(encoding="utf-8"))
    testing = [f"porte_voix.testing.{name}" for name in porte_voix.testing.__all__]
    assert sorted(found) == sorted([*porte_voix.__all__, *testing])


@pytest.mark.parametrize(
    "value",
    [getattr(porte_voix, name) for name in porte_voix.__all__ if name != "__version__"],
    ids=lambda value: value.__name__,
)
def test_public_things_are_described(value: object) -> None:
    """Every public class or function, with each of its public methods, has a docstring."""
    methods = [
        member
        for name, member in vars(value).items()
        if inspect.isroutine(member) and not name.startswith("_")
    ]
    assert [thing for thing in (value, *methods) if not inspect.getdoc(thing)] == []


def test_importing_the_sdk_loads_nothing_of_the_backend() -> None:
    """A back office that imports the SDK does not load Flask, peewee or marshmallow."""
    assert loaded_by("import porte_voix, porte_voix.cli, porte_voix.testing") == set()


def test_a_loaded_library_would_be_noticed() -> None:
    """Control: the probe names Flask when it is imported."""
    assert "flask" in loaded_by("import porte_voix, flask")
