"""The command above the others, with the extra and without."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points

import click
import pytest
from click.testing import CliRunner

import porte_voix
from porte_voix._commands import root
from porte_voix.cli import main


def test_the_version_is_that_of_the_package() -> None:
    """`--version` names the command with the version of the distribution."""
    result = CliRunner().invoke(main, ["--version"])
    assert result.output == f"porte-voix, version {porte_voix.__version__}\n"


def _installed(monkeypatch: pytest.MonkeyPatch, load: Callable[[], object]) -> click.Group:
    """Give a root group that finds one entry point, which loads so."""

    class Point:
        def load(self) -> object:
            return load()

    monkeypatch.setattr(root, "entry_points", lambda group: [Point()])
    group = root.Root("porte-voix")
    group.add_command(click.Command("pull", help="ours"))
    return group


def test_the_backend_adds_its_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of an entry point stand among those of the SDK."""
    group = _installed(monkeypatch, lambda: [click.Command("serve", callback=lambda: None)])
    assert CliRunner().invoke(group, ["serve"]).exit_code == 0
    assert group.list_commands(click.Context(group)) == ["pull", "serve"]


def test_the_sdks_own_commands_win(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed command cannot take the name of one of the SDK's."""
    group = _installed(monkeypatch, lambda: [click.Command("pull", help="theirs")])
    command = group.get_command(click.Context(group), "pull")
    assert command is not None
    assert command.help == "ours"


def _missing(name: str) -> Callable[[], object]:
    def load() -> object:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    return load


def test_without_the_extra_its_commands_are_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Flask is not installed, `serve` is not listed, and says what to install."""
    group = _installed(monkeypatch, _missing("flask"))
    assert group.list_commands(click.Context(group)) == ["pull"]
    result = CliRunner().invoke(group, ["serve"])
    assert result.exit_code == 2
    assert "install porte-voix[backend]" in result.stderr


def test_an_unknown_command_is_only_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word that no extra brings is wrong usage, with no word of an extra."""
    result = CliRunner().invoke(_installed(monkeypatch, _missing("flask")), ["sevre"])
    assert result.exit_code == 2
    assert "backend" not in result.stderr


def test_a_broken_backend_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of ours that is missing is a fault to see, not an extra that was left out."""
    with pytest.raises(ModuleNotFoundError):
        _installed(monkeypatch, _missing("widget_backend.api")).list_commands(
            click.Context(click.Group())
        )


def test_the_entry_point_is_declared() -> None:
    """The distribution names the group of entry points that the command looks into."""
    (point,) = entry_points(group=root.GROUP)
    assert isinstance(point, EntryPoint)
    assert point.value == "widget_backend.cli:COMMANDS"
