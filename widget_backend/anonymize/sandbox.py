"""The parent's side: one worker process per document, watched and, if need be, stopped."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from ..errors import Unavailable
from .frames import Request, read_answer, write_request
from .reasons import reason
from .shapes import REFUSED, Limits, Sanitized
from .worker import READY

# The worker keeps time itself; this is for starting it, and for one that does not.
_GRACE_SECONDS = 5.0
# An answer is pictures of pages: one that is larger is not ours.
_LARGEST_ANSWER = 256 * 2**20
# How a worker ends, and what that says of its file; PDFium aborts when memory runs out.
_ENDS = {
    -signal.SIGKILL: "took_too_long",
    -signal.SIGXCPU: "took_too_long",
    -signal.SIGALRM: "took_too_long",
    -signal.SIGABRT: "too_much_memory",
}


def find_tesseract() -> str | None:
    """Give the path of the OCR program, or None when it is not installed."""
    return shutil.which("tesseract")


def run(request: Request, data: bytes) -> Sanitized:
    """Let a worker answer; a worker that dies or takes too long refuses the document.

    Raises Unavailable when no worker can be started at all.
    """
    with _worker() as process:
        answer, code = _converse(process, request, data)
    if not answer.startswith(READY):
        raise Unavailable("The document worker does not start.")
    if code == 0:
        with suppress(ValueError, KeyError, TypeError):
            return read_answer(io.BytesIO(answer.removeprefix(READY)))
    return Sanitized(REFUSED, (reason(_ENDS.get(code, "damaged_document")),), None, ())


@contextmanager
def _worker() -> Iterator[subprocess.Popen[bytes]]:
    """Start a worker with no environment, in `/`, in a group of its own; leave none behind."""
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-m", "widget_backend.anonymize.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
            start_new_session=True,
        )
    except OSError as error:
        raise Unavailable("The document worker does not start.") from error
    with process:
        try:
            yield process
        finally:
            _stop(process)


def _converse(process: subprocess.Popen[bytes], request: Request, data: bytes) -> tuple[bytes, int]:
    """Send the document and take the answer, within the time and no more than its size."""
    timer = threading.Timer(_time_limit(request.limits), _stop, [process])
    sender = threading.Thread(target=_send, args=(process, request, data))
    timer.start()
    sender.start()
    try:
        assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
        answer = process.stdout.read(_LARGEST_ANSWER)
        sender.join()
        return answer, process.wait()
    finally:
        timer.cancel()


def _time_limit(limits: Limits) -> float:
    return limits.seconds + limits.ocr_seconds + _GRACE_SECONDS


def _send(process: subprocess.Popen[bytes], request: Request, data: bytes) -> None:
    """Write the request; a worker that is gone no longer listens."""
    assert process.stdin is not None  # noqa: S101 - it was opened as a pipe
    with suppress(BrokenPipeError), process.stdin as pipe:
        write_request(pipe, request, data)  # type: ignore[arg-type]


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the worker and whatever it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
