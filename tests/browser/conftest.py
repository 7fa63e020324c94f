"""A real backend, the page of another origin that embeds the widget, and a real browser."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from werkzeug.serving import BaseWSGIServer, make_server

from widget_backend.config import Config, load

TIMEOUT_MILLISECONDS = 30_000  # for a busy machine
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
window.events = [];
for (const name of ["shown", "opened", "answered", "queued", "submitted", "error", "closed"])
  document.addEventListener(name, (event) => events.push([name, event.detail]), true);
"""
HOST = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inscrire un enfant à la cantine</title>
<script src="{backend}/w/porte-voix.js" defer></script>{head}</head>
<body{body}><main><h1>Inscrire un enfant à la cantine</h1>
<porte-voix site="{site}" survey="{survey}"{attributes}>{fallback}</porte-voix></main></body></html>
"""
FOCUSED = """() => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const text = at.labels?.[0] ?? at;
  return [at.name ?? "", at.value ?? "", text.textContent.trim()].join("|");
}"""
POLICY = (
    "default-src 'none'; script-src {backend}; connect-src {backend}; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


class HostPage:
    """The page of a site that embeds the widget, on an origin of its own, under a strict policy."""

    def __init__(self) -> None:
        self.origin = ""
        self.backend = ""
        self.site = ""
        self.policy = POLICY
        self.html = ""

    def write(self, survey: str = "satisfaction", **parts: str) -> None:
        """Write the page; `parts` are `attributes`, `fallback`, `head` and `body`."""
        blank = {"attributes": "", "fallback": '<a href="#">Donner mon avis</a>'}
        given = {"head": "", "body": ""} | blank | parts
        self.html = HOST.format(backend=self.backend, site=self.site, survey=survey, **given)

    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        """Answer as a WSGI application."""
        policy = self.policy.format(backend=self.backend)
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        start_response("200 OK", list(headers.items()))
        return [self.html.encode()]


Serve = Callable[[Any], BaseWSGIServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what serves an application, which may come later, on a port of its own."""
    with ExitStack() as running:

        def start(app: Any) -> BaseWSGIServer:
            server = make_server("127.0.0.1", 0, app, threaded=True)
            server.origin = f"http://127.0.0.1:{server.server_port}"
            thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
            thread.start()
            for end in (thread.join, server.server_close, server.shutdown):
                running.callback(end)
            return server

        yield start


@pytest.fixture
def host(serve: Serve) -> HostPage:
    """Serve the page that embeds the widget."""
    host = HostPage()
    host.origin = serve(host).origin
    return host


@pytest.fixture
def web_server(serve: Serve) -> BaseWSGIServer:
    """Give a server whose port is known before the application that it will serve."""
    return serve(None)


@pytest.fixture
def config(tmp_path: Path, web_server: BaseWSGIServer) -> Config:
    """Give the settings of a fresh site that is served for real."""
    return load({}, data_dir=tmp_path / "site", base_url=web_server.origin, source="site-a")


@pytest.fixture
def served(town: Any, host: HostPage, web_server: BaseWSGIServer) -> Any:
    """Give the town, on the network, with the host page on its site's list of origins."""
    web_server.app = town.app
    with town.sdk() as sdk:
        site = sdk.sites.create("Cantine", organisation="ville", origins=[host.origin])
    host.site = site.key
    host.backend = web_server.origin
    everything = Path(__file__).with_name("everything.json").read_text("utf-8")
    town.publish("everything", definition=json.loads(everything))
    return town


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find the system's Chromium."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "These tests need Chromium: apt-get install chromium"
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Start the system's Chromium, once."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


class Keyboard:
    """Someone who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.press = page.keyboard.press
        self.type = page.keyboard.type

    def focused(self) -> str:
        """Name the element that has the focus, inside the widget too: name, value, label."""
        name: str = self.page.evaluate(FOCUSED)
        return name

    def reach(self, what: str) -> None:
        """Press Tab until the focus is where `focused` holds `what`."""
        for _ in range(80):
            self.press("Tab")
            if what in self.focused():
                return
        raise AssertionError(f"The keyboard does not reach {what}")


class Widget:
    """What a person sees and does in a page that embeds the widget."""

    def __init__(self, page: Page, host: HostPage, town: Any) -> None:
        self.page = page
        self.host = host
        self.town = town
        self.form = page.locator("porte-voix .pv-form")
        self.notice = page.locator("porte-voix .pv-notice:not([hidden])")

    def open(self, survey: str = "satisfaction", **parts: str) -> Widget:
        """Load the host page, and wait for the survey."""
        self.host.write(survey, **parts)
        self.page.goto(self.host.origin)
        self.form.wait_for()
        return self

    def pick(self, question: str, choice: str) -> None:
        """Pick a choice as a pointer does: on its label."""
        group = self.page.get_by_role("radiogroup", name=question)
        group.locator("label", has_text=choice).first.click()

    def tick(self, choice: str) -> None:
        """Tick, or untick, a box."""
        self.page.locator("porte-voix label", has_text=choice).first.click()

    def answer(self, text: str, **parts: str) -> None:
        """Fill the reference questionnaire, and send it."""
        self.open(**parts)
        self.pick("Dans l’ensemble", "Bien")
        self.page.get_by_label("Que voulez-vous ajouter").fill(text)
        self.send()

    def panel(self, name: str) -> Locator:
        """Give one of the form's notices, once it is shown."""
        notice = self.form.locator(f"[data-panel={name}]")
        notice.wait_for()
        return notice

    def key_of(self, request: Any) -> str:
        """Give the idempotency key of a form that was sent."""
        return parse_qs(request.post_data)["pv-key"][0]

    def send(self) -> None:
        """Press the button."""
        self.page.get_by_role("button", name="Envoyer", exact=True).click()

    def receipt(self) -> str:
        """Wait for the receipt."""
        code: Locator = self.page.locator("porte-voix .pv-receipt")
        code.wait_for()
        return code.inner_text()

    def watched(self, name: str) -> list[Any]:
        """Give what the page noted: `violations` or `events`."""
        noted: list[Any] = self.page.evaluate(f"window.{name}")
        return noted

    def until(self, fact: str) -> None:
        """Wait for a fact of the page: asked from outside, for its policy allows it no `eval`."""
        for _ in range(TIMEOUT_MILLISECONDS // 50):
            if self.page.evaluate(fact):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"The page never came to {fact}")

    def focused(self) -> str:
        """Name the element that has the focus, as `Keyboard.focused` does."""
        return Keyboard(self.page).focused()

    def axe(self, **options: Any) -> list[str]:
        """Give what axe finds, best practices included."""
        found = Axe().run(self.page, options=options or None).response["violations"]
        return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a fresh tab that notes violations and events; its parameter False turns scripts off."""
    size: Any = {"width": 1280, "height": 900}
    scripts = getattr(request, "param", True)
    context = browser.new_context(viewport=size, locale="fr-FR", java_script_enabled=scripts)
    context.add_init_script(WATCH)
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    yield context.new_page()
    context.close()


@pytest.fixture
def keyboard(page: Page) -> Keyboard:
    """Give the keyboard, and nothing else."""
    return Keyboard(page)


@pytest.fixture
def widget(page: Page, served: Any, host: HostPage) -> Widget:
    """Give the hands and eyes of a person on the host page."""
    return Widget(page, host, served)
