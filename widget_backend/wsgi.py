"""For WSGI servers: `widget_backend.wsgi:app`, with its settings from the environment."""

from __future__ import annotations

from .app import create_app

app = create_app()
