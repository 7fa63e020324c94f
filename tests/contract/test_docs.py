"""The reference has a heading for everything that is promised, and for nothing else."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import flask
import pytest

import porte_voix
import widget_backend
from porte_voix.cli import main
from widget_backend.api.problems import FRAMEWORK_CODES
from widget_backend.config import SETTINGS
from widget_backend.errors import PorteVoixError

HEADING = re.compile(r"^#{2,4} `(.+)`$", re.MULTILINE)
CONVERTER = re.compile(r"<\w+:")
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


def headings(text: str) -> list[str]:
    """Give the headings of a page that are written as code, without the marks."""
    return HEADING.findall(text)


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Import everything below a package, so that every subclass is known.

    The module `wsgi` is left out: importing it opens the backend that the environment names.
    """
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not info.name.endswith(".wsgi"):
            yield importlib.import_module(info.name)


def commands(command: click.Command, path: str) -> Iterator[str]:
    """Give the name of every command below a group, as it is typed."""
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        assert child is not None
        yield from commands(child, f"{path} {name}")


def routes(app: flask.Flask, release: str = f"/{porte_voix.__version__}/") -> set[str]:
    """Give every route as `METHOD /path/<name>`; the release in an address is `<version>`."""
    return {
        f"{method} {CONVERTER.sub('<', rule.rule).replace(release, '/<version>/')}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def problem_codes() -> set[str]:
    """Give the code of every error that a caller may be sent."""
    assert list(modules(widget_backend))
    waiting, codes = [PorteVoixError], set(FRAMEWORK_CODES.values())
    while waiting:
        error = waiting.pop()
        codes.add(error.code)
        waiting.extend(error.__subclasses__())
    return codes


@pytest.fixture
def reference(root: Path) -> Path:
    """Give the folder of the reference."""
    return root / "docs" / "reference"


def page(folder: Path, name: str) -> list[str]:
    """Give the headings of one page, and check that none is there twice."""
    found = headings((folder / name).read_text("utf-8"))
    assert len(found) == len(set(found)), f"{name} has a heading twice"
    return found


def test_every_setting_has_its_heading(reference: Path) -> None:
    """The page settings.md names the settings of the table, in its order, and no other."""
    assert page(reference, "settings.md") == [setting.variable for setting in SETTINGS]


def test_every_default_is_as_documented(reference: Path) -> None:
    """The page settings.md gives the default of every setting."""
    text = (reference / "settings.md").read_text("utf-8")
    missing = [s.variable for s in SETTINGS if f"`{s.default or 'empty'}`" not in text]
    assert missing == []


def test_every_command_has_its_heading(reference: Path) -> None:
    """The page commands.md names every command that `porte-voix --help` leads to, and no other."""
    assert set(page(reference, "commands.md")) == set(commands(main, "porte-voix"))


def test_every_route_has_its_heading(reference: Path, app: flask.Flask) -> None:
    """The page http.md names every route, and no other."""
    assert set(page(reference, "http.md")) == routes(app)


def test_every_problem_code_has_its_heading(reference: Path) -> None:
    """The page problems.md names every problem code, and no other."""
    assert set(page(reference, "problems.md")) == problem_codes()


def test_every_public_name_of_the_sdk_is_documented(reference: Path) -> None:
    """The page sdk.md names everything in `porte_voix.__all__`."""
    text = (reference / "sdk.md").read_text("utf-8")
    assert [name for name in porte_voix.__all__ if f"`{name}" not in text] == []


def broken_links(path: Path) -> list[str]:
    """Give the relative links of a page that lead to no file."""
    found = LINK.findall(path.read_text("utf-8"))
    local = [target for target, _ in found if "://" not in target and "mailto:" not in target]
    return [f"{path.name}: {target}" for target in local if not (path.parent / target).exists()]


def test_links_lead_somewhere(root: Path) -> None:
    """Every relative link of the documentation leads to a file of the repository."""
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "examples").rglob("*.md")]
    assert [link for path in pages for link in broken_links(path)] == []


def typed_commands(text: str) -> list[list[str]]:
    """Give what a page tells the reader to type after `porte-voix`, in words."""
    lines = re.findall(r"^(?:\$ )?(?:\S+/)?porte-voix ([a-z-].*)$", text, re.MULTILINE)
    return [shlex.split(line, comments=True) for line in lines]


def wrong_words(words: list[str]) -> list[str]:
    """Give the words of a typed command that the command line does not know."""
    command: click.Command = main
    while isinstance(command, click.Group) and words:
        below = command.get_command(click.Context(command), words[0])
        if below is None:
            return words[:1]
        command, words = below, words[1:]
    known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    return [word for word in words if word.startswith("--") and word not in known]


def test_typed_commands_exist(root: Path) -> None:
    """Every `porte-voix` command that the documentation tells to type exists, with its options."""
    pages = [*(root / "docs").rglob("*.md"), *(root / "examples").rglob("*.md"), root / "README.md"]
    typed = [words for path in pages for words in typed_commands(path.read_text("utf-8"))]
    assert typed
    assert [words for words in typed if wrong_words(words)] == []


def test_a_command_that_is_gone_is_caught() -> None:
    """Control: an unknown command and an unknown option are named."""
    (gone, option) = typed_commands("$ porte-voix sing --loud\nporte-voix pull --faster\n")
    assert wrong_words(gone) == ["sing"]
    assert wrong_words(option) == ["--faster"]


def test_a_missing_heading_is_caught(tmp_path: Path) -> None:
    """Control: a command without heading, a heading twice, and a link to nowhere are noticed."""
    group = click.Group("g", {"a": click.Command("a"), "b": click.Command("b")})
    (tmp_path / "p.md").write_text("## `g a`\n[lost](gone.md) [kept](p.md)\n")
    assert set(commands(group, "g")) - set(page(tmp_path, "p.md")) == {"g b"}
    assert broken_links(tmp_path / "p.md") == ["p.md: gone.md"]
    (tmp_path / "p.md").write_text("## `g a`\n### `g a`\n")
    with pytest.raises(AssertionError, match="twice"):
        page(tmp_path, "p.md")
