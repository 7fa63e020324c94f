"""The application: where everything that a view needs is joined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from flask_smorest import Api

from porte_voix import __version__

from .api import (
    assets,
    compression,
    deliveries,
    feed,
    headers,
    health,
    kiosk,
    pages,
    problems,
    public,
    receipts,
    schemas,
    staff,
)
from .api.bodies import MemoryRequest
from .api.strict_json import StrictJson
from .clock import Clock
from .config import Config, load
from .services import documents
from .services.backend import Backend, open_backend

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BEARER = {"type": "http", "scheme": "bearer", "description": "A token, `pv_…`"}

BLUEPRINTS = (
    health.blp,
    public.blp,
    pages.blp,
    kiosk.blp,
    receipts.blp,
    assets.blp,
    feed.blp,
    deliveries.blp,
    *staff.BLUEPRINTS,
)


class DescribedApi(Api):  # type: ignore[misc]
    """OpenAPI with our one shape of errors."""

    ERROR_SCHEMA = schemas.Problem


def create_app(config: Config | None = None, *, clock: Clock | None = None) -> Flask:
    """Make the WSGI application of one backend.

    Reads the environment when no `config` is given. Raises Misconfigured until
    `porte-voix init` has been run.
    """
    backend = open_backend(config or load(), clock)
    with backend.in_use():
        documents.sweep(backend)  # what a crash may have left
    app = Flask("widget_backend", static_folder=None)
    app.request_class = MemoryRequest
    app.json = StrictJson(app)
    app.extensions["porte_voix"] = backend
    app.config.update(_settings(backend.config))
    _use_database(app, backend)
    headers.register(app)
    compression.register(app)
    api = DescribedApi(app)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    problems.register(app)
    return app


def _settings(config: Config) -> dict[str, object]:
    return {
        "MAX_CONTENT_LENGTH": config.max_body_bytes,
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "API_TITLE": "Porte-voix",
        "API_VERSION": __version__,
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/",
        "OPENAPI_JSON_PATH": "openapi.json",
        "API_SPEC_OPTIONS": {"components": {"securitySchemes": {"bearer": BEARER}}},
    }


def _use_database(app: Flask, backend: Backend) -> None:
    """Make each request speak to this backend's database, whichever thread serves it."""
    serve = app.wsgi_app

    def in_use(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with backend.in_use():
            return serve(environ, start_response)

    app.wsgi_app = in_use  # type: ignore[method-assign]
