"""What the worker gives up before it looks at somebody's file.

- Memory, CPU time, file sizes (none may be written), open files, processes: POSIX limits.
- The network: a seccomp filter refuses to make any socket (also io_uring, which could).
- The processes beside it: the same filter refuses to trace them or read their memory.
- The file system: Landlock leaves the system's and Python's own folders, to be read and run.

Both filters are of Linux, need no privilege, and are inherited by the OCR program. Where the
kernel lacks one (Landlock came with 5.13), `confine` says so in what it gives, and the limits, the
empty environment and the pipes remain. Data kept inside Python's own folder is not protected.
RLIMIT_NPROC counts the processes of the whole user, so it is set a little above what the system
runs; the kernel does not apply it to root: do not run the service as root.
"""

from __future__ import annotations

import ctypes
import math
import os
import platform
import resource
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_FILTER = 38, 22, 2
_SPARE_PROCESSES = 64


def confine(memory: int, cpu_seconds: float, programs: Iterable[Path] = ()) -> list[str]:
    """Give up what reading a document does not need; name what is in force.

    `programs` are the executables outside the system's folders that may still be run.
    """
    _limit(memory, cpu_seconds)
    if sys.platform != "linux":
        return ["limits"]
    _LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return ["limits", *(["files"] if _close_files(programs) else []), *_close_network()]


def _limit(memory: int, cpu_seconds: float) -> None:
    """Set the POSIX limits, never above what is already imposed."""
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: math.ceil(cpu_seconds),
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_NPROC: _tasks_running() + _SPARE_PROCESSES,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        _, hard = resource.getrlimit(kind)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _tasks_running() -> int:
    """Count the tasks of the whole system: no fewer than this user's."""
    load = Path("/proc/loadavg")
    return int(load.read_text("ascii").split()[3].partition("/")[2]) if load.exists() else 4096


# --- seccomp: a classic BPF program over (architecture, system call number) ---

_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # 1 is EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_X32 = 0x40000000  # x86-64 system calls under another number
# Architecture → its audit number; socket, ptrace, process_vm_readv and _writev, io_uring_setup.
_SYSTEM_CALLS = {
    "x86_64": (0xC000003E, (41, 101, 310, 311, 425)),
    "aarch64": (0xC00000B7, (198, 117, 270, 271, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _close_network() -> list[str]:
    """Refuse sockets and looks into other processes, for good; empty where it cannot be done."""
    known = _SYSTEM_CALLS.get(platform.machine())
    if known is None:
        return []
    architecture, refused = known
    steps = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),
        (_AT_LEAST, len(refused) + 1, 0, _X32),
        *((_EQUAL, len(refused) - index, 0, call) for index, call in enumerate(refused)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    program = _Program(len(steps), code)
    failed = _LIBC.prctl(_PR_SET_SECCOMP, _SECCOMP_FILTER, ctypes.byref(program), 0, 0)
    return [] if failed else ["network", "processes"]


# --- Landlock: what stays readable ---

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_EXECUTE, _WRITE, _READ, _READ_DIR = 1, 2, 4, 8
_SCOPE_SIGNALS = 2  # from version 6 on: no signal to a process outside
_RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15}  # number of rights; 16 from version 5 on


def _close_files(programs: Iterable[Path]) -> bool:
    """Leave the system's and Python's folders readable, everything else closed, for good."""
    version = _LIBC.syscall(_CREATE, None, 0, 1)
    if version < 1:
        return False
    every_right = (1 << _RIGHTS_BY_VERSION.get(version, 16)) - 1
    size = 8 if version < 4 else 16 if version < 6 else 24
    attributes = struct.pack("=QQQ", every_right, 0, _SCOPE_SIGNALS)[:size]
    rules = _LIBC.syscall(_CREATE, attributes, size, 0)
    if rules < 0:
        return False
    for path in {*_needed_folders(), *programs}:
        _allow(rules, path, _EXECUTE | _READ | (_READ_DIR if path.is_dir() else 0))
    _allow(rules, Path("/dev/null"), _READ | _WRITE)
    failed: int = _LIBC.syscall(_RESTRICT, rules, 0)
    os.close(rules)
    return failed == 0


def _needed_folders() -> set[Path]:
    """Name what Python, its libraries and a system's program are loaded from."""
    paths = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    paths |= {str(Path(__file__).parents[1]), f"{sys.base_prefix}/lib", "/etc/ld.so.cache"}
    paths |= {"/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/bin", "/bin"}
    paths |= {"/usr/share", "/usr/local/lib", "/usr/local/share"}
    return {Path(path) for path in paths if path and Path(path).exists()}


def _allow(rules: int, path: Path, rights: int) -> None:
    """Open what is under a path; a rule that fails leaves it closed."""
    if path.exists():
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, handle), 12)
        _LIBC.syscall(_ADD, rules, 1, rule, 0)
        os.close(handle)
