"""Backends as processes of their own, as they run for real."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import requests
import waitress
from flask import Flask

from ..config import Config, child_environment

START_SECONDS = 30.0
STOP_SECONDS = 10.0


class DidNotStart(Exception):
    """A server that does not answer; the message has the end of what it printed."""


def free_port(preferred: int) -> int:
    """Give the preferred port of the loopback address if it is free, else any free one."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise DidNotStart("There is no free port on this machine.")


class BackendProcess:
    """`porte-voix serve` with its settings; a context manager that stops it at the end."""

    def __init__(self, config: Config, log: Path) -> None:
        self.config = config
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The process; raises DidNotStart before it was started."""
        if self._process is None:
            raise DidNotStart("It was not started.")
        return self._process

    def __enter__(self) -> BackendProcess:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "porte_voix", "serve"],
                env=child_environment(self.config),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self._wait_until_ready(self._process)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and process.poll() is None:
            try:
                answer = requests.get(f"{self.config.base_url}/health/ready", timeout=5)
                if answer.ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.1)
        printed = self._log.read_text("utf-8", "replace")[-2000:]
        raise DidNotStart(f"{self.config.source} does not answer. It printed:\n{printed}")

    def _stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def serving(app: Flask, port: int) -> Iterator[None]:
    """Serve an application on the loopback address, in a thread."""
    server = waitress.create_server(app, host="127.0.0.1", port=port, threads=2)
    stopping = threading.Event()
    thread = threading.Thread(target=_run, args=(server, stopping), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        server.close()
        thread.join(5)


def _run(server: Any, stopping: threading.Event) -> None:
    """Serve until stopped; closing the socket under waitress's `select` is how it is stopped."""
    try:
        server.run()
    except OSError:
        if not stopping.is_set():
            raise
