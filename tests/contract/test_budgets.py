"""Files and functions stay small enough to be read at once."""

from __future__ import annotations

import ast
from typing import Any

FILE_LINES = 300
FUNCTION_LINES = 40
# What may be longer, and why: {"path" or "path:function": "reason"}.
EXCEPTIONS: dict[str, str] = {}
CODE = (".py", ".js", ".mjs", ".css", ".html", ".sh")
GENERATED = "widget_static/dist/"


def long_file(name: str, text: str) -> list[str]:
    """Say whether a file passes its budget."""
    lines = len(text.splitlines())
    return [f"{name}: {lines} lines"] if lines > FILE_LINES else []


def long_functions(name: str, tree: ast.Module) -> list[str]:
    """Name the functions that pass their budget, from `def` to the last line."""
    return [
        f"{name}:{node.name}: {lines} lines"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]


def excess(found: list[str]) -> list[str]:
    """Leave out what the table of exceptions allows."""
    return [row for row in found if row.rpartition(": ")[0] not in EXCEPTIONS]


def test_files_keep_to_their_budget(sources: list[Any]) -> None:
    """No file of code is longer than 300 lines."""
    ours = [s for s in sources if s.name.endswith(CODE) and not s.name.startswith(GENERATED)]
    assert excess([row for s in ours for row in long_file(s.name, s.text)]) == []


def test_functions_keep_to_their_budget(python: list[Any]) -> None:
    """No Python function is longer than 40 lines."""
    assert excess([row for s in python for row in long_functions(s.name, s.tree)]) == []


def test_exceptions_are_still_needed(sources: list[Any]) -> None:
    """An exception that names a file that is gone must go too."""
    names = {source.name for source in sources}
    assert [entry for entry in EXCEPTIONS if entry.partition(":")[0] not in names] == []


def test_a_long_file_is_caught() -> None:
    """Control: a file of 301 lines is named, one of 300 lines is not."""
    assert long_file("long.py", "x = 1\n" * 301) == ["long.py: 301 lines"]
    assert long_file("short.py", "x = 1\n" * 300) == []


def test_a_long_function_is_caught() -> None:
    """Control: a method of 41 lines is named, one of 40 lines is not."""
    long = "class A:\n    def f(self):\n" + "        x = 1\n" * 40
    short = "class A:\n    def f(self):\n" + "        x = 1\n" * 39
    assert long_functions("long.py", ast.parse(long)) == ["long.py:f: 41 lines"]
    assert long_functions("short.py", ast.parse(short)) == []
