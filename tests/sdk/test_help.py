"""`--help`, which a person reads on a terminal of 80 columns."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click
import pytest

from porte_voix._commands.output import example
from porte_voix._commands.root import SERVICE, Root
from porte_voix.cli import SECTIONS, main

COLUMNS = 80


def context_of(command: click.Command, parent: click.Context | None = None) -> click.Context:
    """Give the context in which a command of the tree writes its help."""
    return click.Context(command, parent, command.name or "porte-voix", terminal_width=COLUMNS)


def below(context: click.Context) -> Iterator[click.Context]:
    """Give a context and those of every command below it."""
    yield context
    if isinstance(context.command, click.Group):
        for child in context.command.commands.values():
            yield from below(context_of(child, context))


CONTEXTS = [c for section in SECTIONS.values() for command in section
            for c in below(context_of(command, context_of(main)))]  # fmt: skip
each_command = pytest.mark.parametrize("context", CONTEXTS, ids=lambda c: c.command_path)


def wrong_example(root: click.Group, line: str) -> str | None:
    """Say what the command line would refuse in an example: a word it does not know."""
    program, *words = shlex.split(line)
    command: click.Command = root
    while isinstance(command, click.Group):
        found = command.commands.get(words[0])
        if found is None:
            return words[0]
        command, words = found, words[1:]
    context = click.Context(command)
    try:
        _, rest, _ = command.make_parser(context).parse_args(words)
    except click.UsageError as error:
        return error.format_message()
    return " ".join(rest) or None if program == "porte-voix" else program


def examples(command: click.Command) -> list[str]:
    """Give the examples of a command, each as one line."""
    text = (command.epilog or "").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.startswith("  ")]


@each_command
def test_a_page_of_help_fits(context: click.Context) -> None:
    """A page of help is no wider than a terminal, and cuts no sentence short."""
    page = context.get_help()
    assert [line for line in page.splitlines() if len(line) > COLUMNS] == []
    assert "..." not in page.replace("[ARGS]...", "")


@each_command
def test_everything_is_explained(context: click.Context) -> None:
    """Every command has a sentence, and so has every option."""
    assert (context.command.help or "").partition("\n")[0].endswith(".")
    options = [p for p in context.command.params if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@each_command
def test_examples_can_be_typed(context: click.Context) -> None:
    """Every example is a command that exists, with options that it has."""
    found = [wrong_example(main, line) for line in examples(context.command)]
    assert [wrong for wrong in found if wrong] == []


def test_what_makes_something_has_an_example() -> None:
    """Every command that takes more than a key and the connection shows how it is typed."""
    bare = {"url", "secret", "as_json", "key", "id"}
    needing = [
        context.command_path
        for context in CONTEXTS
        if not isinstance(context.command, click.Group)
        and any(p.required and p.name not in bare for p in context.command.params)
        and not context.command.epilog
    ]
    assert needing == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("porte-voix sing", "sing"),
        ("porte-voix pull --faster", "No such option '--faster'."),
        ("porte-voix organisation show a b", "b"),
        ("portevoix pull", "portevoix"),
    ],
)
def test_a_wrong_example_is_caught(line: str, wrong: str) -> None:
    """Control: an unknown program, command or option, or a word too many, is named."""
    assert wrong in str(wrong_example(main, line))


def test_commands_stand_in_their_sections() -> None:
    """The first page shows each command once, under a heading, in the order of use."""
    page = context_of(main).get_help()
    places = [page.index(f"{heading}:") for heading in (*SECTIONS, SERVICE)]
    assert places == sorted(places)
    names = [str(command.name) for section in SECTIONS.values() for command in section]
    rows = [line for line in page[places[0] :].splitlines() if line.startswith("  ")]
    lines = [row.split()[0] for row in rows if row[2].isalpha()]
    assert lines[: len(names)] == names
    assert set(names) == set(main.commands)
    assert len(lines) == len(set(lines))


def test_without_the_extra_the_page_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the SDK is installed, the last section says what to install."""
    group = Root("porte-voix")
    monkeypatch.setattr(group, "_installed", {})
    group.add_command(click.Command("pull", help="Pull."))
    page = context_of(group).get_help()
    assert "Commands:\n  pull  Pull.\n" in page
    assert page.endswith("These commands come with the backend: install porte-voix[backend].")


def test_an_example_stands_as_it_is() -> None:
    """The lines of an example are not joined, however short they are."""
    command = click.Command("a", epilog=example("porte-voix a \\", "    --b"))
    page = context_of(command).get_help()
    assert page.endswith("  Example:\n    porte-voix a \\\n        --b")
