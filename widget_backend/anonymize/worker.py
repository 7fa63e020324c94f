"""The process that opens one document: `python -I -m widget_backend.anonymize.worker`.

It reads a request from its standard input, gives up all it does not need (`confinement`), says
that it is ready, and writes one answer. It has no environment and no temporary file. Whatever a
file makes it do wrong ends this process and nothing else; the parent then refuses the file. An
alarm that nobody handles ends it when its seconds are over, even in the middle of a library's loop.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from .confinement import confine
from .frames import read_request, write_answer
from .ocr import Tesseract
from .pipeline import Job
from .reasons import reason
from .shapes import REFUSED, Sanitized

READY = b"ready\n"


def main() -> None:
    """Answer one request."""
    out = sys.stdout.buffer
    request, data = read_request(sys.stdin.buffer)
    programs = [Path(request.tesseract)] if request.tesseract else []
    signal.setitimer(signal.ITIMER_REAL, request.limits.seconds)
    confine(request.limits.memory * 5 // 8, request.limits.seconds, programs)
    out.write(READY)
    out.flush()
    engine = Tesseract(request.tesseract) if request.tesseract else None
    job = Job(request.limits, request.boxes, engine, request.with_images)
    try:
        answer = job.run(data)
    except MemoryError:
        answer = Sanitized(REFUSED, (reason("too_much_memory"),), None, ())
    write_answer(out, answer)


if __name__ == "__main__":
    main()
