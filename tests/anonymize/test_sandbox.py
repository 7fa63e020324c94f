"""The worker process: what it is given, and what happens when it does not answer."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable

import pytest

from widget_backend.anonymize import sandbox
from widget_backend.anonymize.documents import ACCEPTED, Box, Limits, sanitize
from widget_backend.anonymize.frames import (
    Request,
    read_answer,
    read_request,
    write_answer,
    write_request,
)
from widget_backend.anonymize.shapes import NEEDS_REVIEW, Page, Reason, Sanitized
from widget_backend.errors import Unavailable

Make = Callable[..., bytes]


@pytest.fixture
def worker_that(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Replace the worker by a program of one line."""

    def replace(code: str) -> None:
        program = f"import sys; sys.stdin.buffer.read(); {code}"
        original = subprocess.Popen

        def start(_: object, **options: object) -> object:
            return original([sys.executable, "-I", "-c", program], **options)  # type: ignore[call-overload]

        monkeypatch.setattr(sandbox.subprocess, "Popen", start)

    return replace


def test_a_worker_inherits_nothing(
    monkeypatch: pytest.MonkeyPatch, worker_that: Callable[[str], None], make_letter: Make
) -> None:
    """A worker starts in `/` with an empty environment, out of reach of the service's secrets."""
    monkeypatch.setenv("PORTE_VOIX_SECRET_KEY", "secret")
    worker_that(
        "import os; good = os.getcwd() == '/' and 'PORTE_VOIX_SECRET_KEY' not in os.environ;"
        " print('ready'); sys.exit(0 if good else 9)"
    )
    ends: list[int] = []
    converse = sandbox._converse
    monkeypatch.setattr(
        sandbox, "_converse", lambda *a: (done := converse(*a), ends.append(done[1]))[0]
    )
    sanitize(make_letter())
    assert ends == [0]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("print('ready'); sys.exit(1)", "damaged_document"),
        ("print('ready')", "damaged_document"),
        ("print('ready'); print('{\"sizes\": [5]}')", "damaged_document"),
        ("print('ready', flush=True); import os; os.abort()", "too_much_memory"),
        ("print('ready', flush=True); import os; os.kill(os.getpid(), 9)", "took_too_long"),
    ],
)
def test_a_worker_that_dies_refuses_the_file(
    worker_that: Callable[[str], None], code: str, reason: str, make_letter: Make
) -> None:
    """Whatever a file does to its worker, the service goes on and the file is refused."""
    worker_that(code)
    result = sanitize(make_letter())
    assert [found.code for found in result.reasons] == [reason]


def test_a_worker_that_hangs_is_stopped(
    worker_that: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, make_letter: Make
) -> None:
    """A worker that answers nothing is ended when the time is over."""
    monkeypatch.setattr(sandbox, "_GRACE_SECONDS", 0.5)
    worker_that("print('ready', flush=True); import time; time.sleep(600)")
    result = sanitize(make_letter(), limits=Limits(seconds=0.5, ocr_seconds=0))
    assert [found.code for found in result.reasons] == ["took_too_long"]


def test_a_worker_that_does_not_start_is_not_the_files_fault(
    worker_that: Callable[[str], None], make_letter: Make
) -> None:
    """When no worker gets ready the caller may try again: the document is not refused."""
    worker_that("sys.exit(1)")
    with pytest.raises(Unavailable):
        sanitize(make_letter())


def test_frames_carry_everything() -> None:
    """What one side writes the other reads, bytes and boxes included."""
    request = Request(Limits(pages=3), (Box(1, 0.1, 0.2, 0.3, 0.4),), True, "/usr/bin/tesseract")
    pipe = io.BytesIO()
    write_request(pipe, request, b"data\n\0")
    pipe.seek(0)
    assert read_request(pipe) == (request, b"data\n\0")
    page = Page(1, 10, 20, (Box(1, 0, 0, 1, 1, "name"),), "ocr", b"png")
    answer = Sanitized(NEEDS_REVIEW, (Reason("unread_page", "…", 1),), b"%PDF", (page,))
    pipe = io.BytesIO()
    write_answer(pipe, answer)
    pipe.seek(0)
    assert read_answer(pipe) == answer


def test_a_worker_runs_where_the_service_runs(make_letter: Make) -> None:
    """The worker is found by module name, from a wheel or an editable install, in any folder."""
    assert sanitize(make_letter(), ocr=False).decision == ACCEPTED
