"""Every setting, in one table: its variable, its default, what it does.

`SETTINGS` feeds the loader below, `porte-voix serve --help` and docs/reference/settings.md.
This module is the only reader of the environment.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .errors import Misconfigured

PREFIX = "PORTE_VOIX_"
DOCUMENTS = 3
"""How many documents of the largest size one request may bring."""


def _text(raw: str) -> str:
    return raw.strip()


def _whole(raw: str) -> int:
    if not raw.strip().isdecimal():
        raise ValueError("must be a whole number, such as 8000")
    return int(raw)


def _folder(raw: str) -> Path:
    return Path(raw).expanduser().resolve()


def _base_url(raw: str) -> str:
    url = raw.strip().rstrip("/")
    parts = urlsplit(url)
    if url and (parts.scheme not in {"http", "https"} or not parts.netloc):
        raise ValueError("must be an address such as https://voix.example.fr")
    return url


def _setting(read: Callable[[str], Any], default: str, doc: str) -> Any:
    """Declare a setting; `default` is text, as the environment would give it."""
    return field(metadata={"read": read, "default": default, "doc": doc})


@dataclass(frozen=True, kw_only=True)
class Config:
    """What the operator decides; frozen once read."""

    data_dir: Path = _setting(
        _folder, "porte-voix-data", "Folder of the database, the documents and the secret."
    )
    base_url: str = _setting(
        _base_url,
        "",
        "Public address of this backend, as respondents reach it; empty: http://HOST:PORT.",
    )
    host: str = _setting(_text, "127.0.0.1", "Address that `porte-voix serve` listens on.")
    port: int = _setting(_whole, "8000", "Port that `porte-voix serve` listens on.")
    threads: int = _setting(_whole, "8", "Threads of the server.")
    source: str = _setting(
        _text, "local", "Name of this backend in the feed, unique at its collector."
    )
    collector_url: str = _setting(
        _base_url, "", "Address of the collector; empty: nothing is delivered."
    )
    collector_token: str = _setting(
        _text, "", "Token with the scope `deliveries:write` at the collector."
    )
    deliver_every_seconds: int = _setting(_whole, "15", "Pause between two deliveries.")
    max_body_bytes: int = _setting(
        _whole, "262144", "Largest JSON body or form without documents, in bytes."
    )
    max_document_bytes: int = _setting(_whole, "10485760", "Largest document, in bytes.")
    max_document_pages: int = _setting(_whole, "20", "Most pages of a document.")
    max_delivery_bytes: int = _setting(
        _whole, "67108864", "Largest delivered page of the feed, in bytes, once unpacked."
    )
    idempotency_days: int = _setting(
        _whole, "30", "How long a repeated submission gets its first receipt again."
    )

    @property
    def max_request_bytes(self) -> int:
        """The most that any route reads of one request."""
        with_documents = self.max_body_bytes + DOCUMENTS * self.max_document_bytes
        return max(self.max_delivery_bytes, with_documents)

    @property
    def delivers(self) -> bool:
        """Whether a collector is set."""
        return bool(self.collector_url)


@dataclass(frozen=True)
class Setting:
    """One row of the settings table."""

    name: str
    variable: str
    default: str
    doc: str
    read: Callable[[str], Any]


SETTINGS: tuple[Setting, ...] = tuple(
    Setting(
        name=item.name,
        variable=PREFIX + item.name.upper(),
        default=item.metadata["default"],
        doc=item.metadata["doc"],
        read=item.metadata["read"],
    )
    for item in fields(Config)
)


def load(environ: Mapping[str, str] | None = None, **overrides: Any) -> Config:
    """Read the settings; raises Misconfigured naming every variable that is wrong or unknown.

    `overrides` are values already of their type, such as a command line's `port=8080`.
    """
    given = os.environ if environ is None else environ
    wrong = _unknown(given)
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        try:
            values[setting.name] = setting.read(given.get(setting.variable, setting.default))
        except ValueError as error:
            wrong.append(f"{setting.variable}: {error}")
    values |= overrides
    if values.get("collector_url") and not values.get("collector_token"):
        wrong.append(f"{PREFIX}COLLECTOR_TOKEN: set it too, or nothing can be delivered")
    if wrong:
        raise Misconfigured("; ".join(wrong))
    values["base_url"] = values["base_url"] or f"http://{values['host']}:{values['port']}"
    return Config(**values)


def _unknown(given: Mapping[str, str]) -> list[str]:
    """Find variables that look like ours and are not: a typing error must not go unseen."""
    known = {setting.variable for setting in SETTINGS} | {f"{PREFIX}URL", f"{PREFIX}TOKEN"}
    return [
        f"{name}: no such setting; `porte-voix serve --help` lists them"
        for name in sorted(given)
        if name.startswith(PREFIX) and name not in known
    ]


def child_environment(config: Config) -> dict[str, str]:
    """Give the environment of a process that should run with these settings."""
    ours = {s.variable: str(getattr(config, s.name)) for s in SETTINGS}
    return {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)} | ours
