"""The four fixtures (`config`, `backend`, `app`, `client`) and the actor, a town's back office."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from porte_voix import Client
from porte_voix.testing import WsgiTransport
from widget_backend.app import create_app
from widget_backend.config import Config, load
from widget_backend.services.access import SCOPES
from widget_backend.services.backend import Backend
from widget_backend.services.installation import install
from widget_backend.store import database

PAGE_ORIGIN = "https://www.ville.example"
Json = dict[str, Any]


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """Give the moment it was moved to."""
        return self._now

    def move(self, **duration: float) -> None:
        """Move forward, or backward, by `timedelta(**duration)`."""
        self._now += timedelta(**duration)


class Town:
    """A back office at work: a tree, surveys, a site, and whoever answers there."""

    def __init__(self, app: Flask, token: str) -> None:
        self.app = app
        self.client = app.test_client()
        self.token = token
        self.backend: Backend = app.extensions["porte_voix"]
        self.site = ""

    def sdk(self, token: str | None = None) -> Client:
        """Open the SDK on this backend, as the administrator unless another token is given."""
        return Client("http://backend.test", token or self.token, transport=WsgiTransport(self.app))

    def staff(
        self, method: str, path: str, *, token: str | None = None, **options: Any
    ) -> TestResponse:
        """Call with a token."""
        headers = {"Authorization": f"Bearer {token or self.token}"} | options.pop("headers", {})
        return self.client.open(path, method=method, headers=headers, **options)

    def set_up(self) -> None:
        """Make a small tree, the site of the town, and publish the reference questionnaire."""
        with self.sdk() as sdk:
            sdk.organisations.create("etat-civil", "État civil", parent="ville")
            sdk.services.create("actes", "Actes", organisation="etat-civil")
            sdk.contact_points.create("guichet", "Guichet 1", service="actes")
            site = sdk.sites.create("Site", organisation="ville", origins=[PAGE_ORIGIN])
        self.site = site.key
        self.publish("satisfaction", template="satisfaction")

    def publish(self, key: str, **what: Any) -> None:
        """Create and publish a survey from a template or a definition."""
        with self.sdk() as sdk:
            sdk.surveys.create(key, organisation="ville", **what)
            sdk.surveys.publish(key)

    def submit(
        self,
        answers: Any,
        survey: str = "satisfaction",
        *,
        key: str | None = None,
        origin: str | None = PAGE_ORIGIN,
        files: dict[str, bytes] | None = None,
        **more: Any,
    ) -> TestResponse:
        """Answer as the widget does."""
        body: Json = {"site": self.site, "answers": answers} | more
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        if origin is not None:
            headers["Origin"] = origin
        path = f"/v1/s/{survey}/r"
        if files is None:
            return self.client.post(path, json=body, headers=headers)
        form: Json = {"response": self.app.json.dumps(body)}
        parts = {name: (BytesIO(data), f"{name}.bin") for name, data in files.items()}
        multipart = "multipart/form-data"
        return self.client.post(path, data=form | parts, headers=headers, content_type=multipart)

    def new_token(
        self,
        *scopes: str,
        organisation: str = "ville",
        source: str | None = None,
        days: float = 1,
    ) -> str:
        """Make a token; every scope when none is named."""
        with self.sdk() as sdk:
            made = sdk.tokens.create(
                "test",
                organisation=organisation,
                scopes=scopes or list(SCOPES),
                expires_at=self.backend.now + timedelta(days=days),
                source=source,
            )
        return str(made.token)

    def feed(self, token: str | None = None) -> list[Json]:
        """Pull everything, as the changes were sent."""
        with self.sdk(token) as sdk:
            return [dict(change.raw) for change in sdk.feed()]

    def responses(self) -> list[Json]:
        """Pull everything, and keep the responses."""
        return [change["response"] for change in self.feed() if change["type"] == "response"]


Meanwhile = Callable[[ModuleType, Callable[[], object]], None]


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """Give a function that lets a rival act just before a module's next transaction begins."""

    def arrange(module: ModuleType, rival: Callable[[], object]) -> None:
        begin = database.transaction

        def begin_after_rival() -> Any:
            monkeypatch.setattr(module, "transaction", begin)
            rival()
            return begin()

        monkeypatch.setattr(module, "transaction", begin_after_rival)

    return arrange


@pytest.fixture
def clock() -> MovableClock:
    """Give a clock that only the test moves."""
    return MovableClock()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Give the settings of a fresh site."""
    return load({}, data_dir=tmp_path / "site", base_url="http://backend.test", source="site-a")


@pytest.fixture
def app(config: Config, clock: MovableClock) -> Iterator[Flask]:
    """Give the application of a site that was just installed."""
    install(config, key="ville", name="Ville")
    app = create_app(config, clock=clock)
    yield app
    app.extensions["porte_voix"].database.close()


@pytest.fixture
def backend(app: Flask) -> Iterator[Backend]:
    """Give the backend of the application, its database in use."""
    backend: Backend = app.extensions["porte_voix"]
    with backend.in_use():
        yield backend


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a client without any token."""
    return app.test_client()


@pytest.fixture
def town(config: Config, app: Flask) -> Town:
    """Give the actor: a town that is set up and has published the reference questionnaire."""
    actor = Town(app, install(config, key="ville", name="Ville"))
    actor.set_up()
    return actor


@pytest.fixture
def collector(tmp_path: Path, clock: MovableClock) -> Iterator[Town]:
    """Give a second backend, the centre's."""
    config = load({}, data_dir=tmp_path / "centre", base_url="http://centre.test", source="centre")
    token = install(config, key="centre", name="Centre")
    app = create_app(config, clock=clock)
    yield Town(app, token)
    app.extensions["porte_voix"].database.close()
