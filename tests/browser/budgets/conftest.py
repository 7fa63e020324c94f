"""Measuring: bytes on the wire, and the time that scripts take."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from mimetypes import guess_type
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from widget_backend.demo.servers import serving

SLOWER = 4
DRAWN_MILLISECONDS = 300
SENT_MILLISECONDS = 1_500
TRIES = 3
VERBATIM = "L’accueil a pris le temps de tout m’expliquer, merci à toute l’équipe."
SIZE: Any = {"width": 1280, "height": 900}
KEYS = ("Tab", "Space", "ArrowRight", "Enter")
WALK = (
    ("satisfaction|", "ArrowRight"),
    ("comprehension|", "Space"),
    ("contact_tried|phone", "Space"),
    ("contact_reached:phone|", "Space"),
    ("contact_satisfaction:phone|", "Space"),
    ("verbatim|", VERBATIM),
    ("Envoyer", "Enter"),
)


class Wire:
    """A relay before a server on loopback, which counts what passes in both directions."""

    def __init__(self, port: int) -> None:
        self.sent = self.received = 0
        self._port = port
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.origin = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._welcome, daemon=True).start()

    @property
    def bytes(self) -> int:
        """What passed so far, headers and all."""
        return self.sent + self.received

    def close(self) -> None:
        """Hang up."""
        for each in (self._door, *self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _welcome(self) -> None:
        with suppress(OSError):
            while True:
                here, _ = self._door.accept()
                there = socket.create_connection(("127.0.0.1", self._port))
                self._sockets += [here, there]
                for pair, name in (((here, there), "sent"), ((there, here), "received")):
                    threading.Thread(target=self._relay, args=(*pair, name), daemon=True).start()

    def _relay(self, source: socket.socket, target: socket.socket, name: str) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                with self._lock:
                    setattr(self, name, getattr(self, name) + len(data))
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def wire(widget: Any, served: Any) -> Iterator[Wire]:
    """Put a relay that counts between the browser and the backend, served as in production."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(served.app, port):
        wire = Wire(port)
        widget.host.backend = wire.origin
        yield wire
        wire.close()


@pytest.fixture
def answer(widget: Any) -> Callable[[], None]:
    """Give what fills the reference questionnaire, and waits for the receipt."""

    def give() -> None:
        widget.open()
        widget.pick("Dans l’ensemble", "Bien")
        widget.form.locator("label:has([name=comprehension][value=good])").click()
        widget.tick("Par téléphone")
        widget.form.locator("label:has([name='contact_reached:phone'][value=yes])").click()
        widget.form.locator("label:has([name='contact_satisfaction:phone'][value=good])").click()
        widget.form.locator("textarea").fill(VERBATIM)
        widget.send()
        widget.receipt()

    return give


class Stopwatch:
    """How long the scripts of a page run on a processor that is slowed down."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def milliseconds(
        self,
        address: str,
        see: str,
        keys: Sequence[str] = (),
        files: dict[str, bytes] | None = None,
    ) -> float:
        """Give the median over several loads of an address, until nothing more runs.

        `see` selects what must be there in the end; `keys` are pressed, blindly, once the page is
        loaded; `files` are served beside the page, by name.
        """
        tries = [self._once(address, see, keys, files or {}) for _ in range(TRIES)]
        return median(tries)

    def _once(self, address: str, see: str, keys: Sequence[str], files: dict[str, bytes]) -> float:
        context = self.browser.new_context(viewport=SIZE, locale="fr-FR")
        try:
            page = context.new_page()
            for name, body in files.items():
                page.route(f"**/{name}", file_answer(name, body))
            return self._load(page, address, see, keys)
        finally:
            context.close()

    def _load(self, page: Page, address: str, see: str, keys: Sequence[str]) -> float:
        """Ask nothing of the page while it is measured: questions are scripts too."""
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(address, wait_until="networkidle")
        for key in keys:
            page.keyboard.press(key) if key in KEYS else page.keyboard.type(key)
        page.wait_for_timeout(SENT_MILLISECONDS if keys else DRAWN_MILLISECONDS)
        listed = session.send("Performance.getMetrics")["metrics"]
        metrics = {each["name"]: each["value"] for each in listed}
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        page.locator(see).first.wait_for()
        return float(metrics["ScriptDuration"] + metrics["V8CompileDuration"]) * 1_000


def file_answer(name: str, body: bytes) -> Callable[[Any], None]:
    """Make what answers with a file."""
    kind, _ = guess_type(name)
    return lambda route: route.fulfill(body=body, content_type=kind)


@pytest.fixture
def stopwatch(browser: Browser) -> Stopwatch:
    """Give what measures the time that scripts take."""
    return Stopwatch(browser)


class Recorder:
    """Someone without a mouse, whose keys are noted to be pressed again."""

    def __init__(self, keyboard: Any) -> None:
        self.keyboard = keyboard
        self.keys: list[str] = []

    def reach(self, what: str) -> None:
        """Press Tab until the focus is there."""
        while what not in self.keyboard.focused():
            assert self.keys[-80:] != ["Tab"] * 80, f"The keyboard does not reach {what}"
            self.press("Tab")

    def press(self, key: str) -> None:
        """Press a key, or type a text."""
        self.keys.append(key)
        self.keyboard.press(key) if key in KEYS else self.keyboard.type(key)


@pytest.fixture
def keys(widget: Any, keyboard: Any) -> Callable[[], list[str]]:
    """Give what answers the reference questionnaire by keyboard, and tells what was pressed."""

    def walk() -> list[str]:
        recorder = Recorder(keyboard)
        widget.open()
        for control, key in WALK:
            recorder.reach(control)
            recorder.press(key)
        widget.receipt()
        return recorder.keys

    return walk
