"""The repository speaks of the project alone, and its tests say what they hold."""

from __future__ import annotations

import ast
import re
from typing import Any

# Written so that no pattern matches its own text.
LEAKS = re.compile(
    r"(?<![\w.])/(?:[w]ork|[r]oot|[h]ome/\w+)/"  # a folder of somebody's machine
    r"|/opt/[p]ypi"
    r"|\b[r]egistry\.[\w.-]+\.\w+"  # a package registry
    r"|\b[f]iles\.pythonhosted\.org"
    r"|[i]ndex-url|_auth[T]oken"
    r"|-----BEGIN [A-Z ]*[P]RIVATE KEY"
)
SENTENCE = re.compile(r"[A-Z`<\"'0-9À-Ý].*[.?!]", re.DOTALL)


def leaks(name: str, text: str) -> list[str]:
    """Give each place of a text that tells of a machine rather than of the project."""
    return [f"{name}: {match.group()}" for match in LEAKS.finditer(text)]


def silent_tests(name: str, tree: ast.Module) -> list[str]:
    """Name the test functions whose docstring is not a sentence."""
    return [
        f"{name}:{node.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not SENTENCE.fullmatch(ast.get_docstring(node) or "")
    ]


def test_nothing_tells_of_a_machine(sources: list[Any]) -> None:
    """No file holds a machine's path, a registry's host, or a private key."""
    assert [leak for s in sources for leak in leaks(s.name, s.text)] == []


def test_a_leak_is_caught() -> None:
    """Control: a path, a registry's host, and a key's first line are each found."""
    for bad in ("/wo" + "rk/main/x", "https://regis" + "try.npmjs.org/a", "index" + "-url = x"):
        assert leaks("a.txt", f"see {bad} there")
    assert leaks("a.txt", "https://voix.example.fr/work-with-us /v1/root") == []


def test_every_test_states_a_fact(python: list[Any]) -> None:
    """Every test function has a docstring that is a sentence."""
    tests = [s for s in python if s.name.rpartition("/")[2].startswith("test_")]
    assert [row for s in tests for row in silent_tests(s.name, s.tree)] == []


def test_a_silent_test_is_caught() -> None:
    """Control: a test without docstring is named, and one whose docstring is a mere label."""
    code = 'def test_a(): pass\ndef test_b():\n "labels"\ndef test_c():\n "It holds."\n'
    assert silent_tests("t.py", ast.parse(code)) == ["t.py:test_a", "t.py:test_b"]
