"""What the rules about the repository itself are checked on."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """One file of the repository; `name` is its path from the root."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """Its syntax tree; only for Python."""
        return ast.parse(self.text, self.name)


def _files() -> list[Path]:
    """List what git tracks, or would: generated and ignored files are not ours to judge."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    """Read every text file of the repository."""
    found = []
    for path in _files():
        data = path.read_bytes()
        if b"\0" not in data:
            name = path.relative_to(ROOT).as_posix()
            found.append(Source(name, data.decode("utf-8")))
    return found


@pytest.fixture(scope="session")
def python(sources: list[Source]) -> list[Source]:
    """Read every Python file of the repository."""
    return [source for source in sources if source.name.endswith(".py")]
