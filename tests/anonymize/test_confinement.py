"""What the worker can no longer do once it has given it up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

# Each attempt is made in a process of its own kind: after `confine`, or, as a control, without.
_PROBE = """
import json, os, resource, socket, subprocess, sys
from pathlib import Path
from widget_backend.anonymize.confinement import confine
secret, confined = sys.argv[1], sys.argv[2] == "yes"
in_force = confine(320 * 2**20, 5) if confined else []
def can(attempt):
    try:
        return bool(attempt())
    except (OSError, MemoryError):
        return False
print(json.dumps({
    "in_force": in_force,
    "network": can(lambda: socket.socket()) or can(lambda: socket.socket(socket.AF_UNIX)),
    "files": can(lambda: Path(secret).read_bytes()) or can(lambda: os.listdir(Path(secret).parent)),
    "inherited": can(lambda: subprocess.run(["/bin/cat", secret], capture_output=True).stdout),
    "memory": can(lambda: bytearray(400 * 2**20)),
    "processor": resource.getrlimit(resource.RLIMIT_CPU)[1] != 5,
    "python": can(lambda: Path(os.__file__).read_bytes()),
}))
"""


def probe(secret: Path, *, confined: bool) -> dict[str, object]:
    """Give what a process can do, confined or not."""
    arguments = [str(secret), "yes" if confined else "no"]
    done = subprocess.run(
        [sys.executable, "-I", "-c", _PROBE, *arguments], capture_output=True, check=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Write a file that a worker has no business with."""
    path = tmp_path / "secret.txt"
    path.write_text("secret")
    return path


def test_a_worker_gives_up_what_it_does_not_need(secret: Path) -> None:
    """Memory and processor time are limited; no socket, no other file, not for children either."""
    found = probe(secret, confined=True)
    in_force = found["in_force"]
    assert isinstance(in_force, list)
    assert "limits" in in_force
    assert not found["memory"]
    assert not found["processor"]
    assert found["network"] is ("network" not in in_force)
    assert found["files"] is found["inherited"] is ("files" not in in_force)
    assert found["python"]


def test_a_free_process_can_do_all_that(secret: Path) -> None:
    """Control: without confinement each of the attempts succeeds."""
    found = probe(secret, confined=False)
    assert all(found[name] for name in ("memory", "processor", "network", "files", "inherited"))


def test_a_confined_process_writes_no_file(tmp_path: Path) -> None:
    """No byte can be written to a file, so nothing temporary can outlive the worker."""
    code = (
        "import sys\nfrom widget_backend.anonymize.confinement import confine\n"
        "confine(320 * 2**20, 5)\nopen(sys.argv[1], 'w').write('x' * 100_000)\n"
    )
    target = tmp_path / "left.txt"
    done = subprocess.run([sys.executable, "-I", "-c", code, str(target)], capture_output=True)
    assert done.returncode != 0
    assert not target.exists() or target.stat().st_size == 0
