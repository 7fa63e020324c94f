"""What a use case is given: settings, database, blobs, keys, clock; joined once, at the start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from ..clock import Clock, SystemClock, iso
from ..config import Config
from ..errors import Misconfigured
from ..store import database, schema
from ..store.blobs import FolderBlobs
from ..store.database import DurableDatabase
from ..store.sealing import Sealer
from ..tokens import Keys, load_keys, make_secret


@dataclass(frozen=True, slots=True)
class Backend:
    """One backend: a site's, or a collector's (they are the same)."""

    config: Config
    keys: Keys
    database: DurableDatabase
    blobs: FolderBlobs
    clock: Clock

    @property
    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self.clock.now()

    @property
    def now_iso(self) -> str:
        """The present moment as it is stored."""
        return iso(self.now)

    @property
    def sealer(self) -> Sealer:
        """What seals e-mail addresses."""
        return Sealer(self.keys.derive("contact"))

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Make the models speak to this backend's database within the block."""
        with database.use(self.database):
            yield


def create(config: Config) -> None:
    """Make the folder, the secret and the tables; leaves what exists.

    Raises Misconfigured when the folder cannot be written.
    """
    try:
        config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_secret(config.data_dir)
    except OSError as error:
        rule = f"{config.data_dir}: {error.strerror}; set PORTE_VOIX_DATA_DIR to another folder."
        raise Misconfigured(rule) from None
    opened = database.connect(config.data_dir)
    with database.use(opened):
        schema.migrate()
    opened.close()


def open_backend(config: Config, clock: Clock | None = None) -> Backend:
    """Join the parts; raises Misconfigured unless `create` has made them, in this release."""
    keys = load_keys(config.data_dir)
    backend = Backend(
        config=config,
        keys=keys,
        database=database.connect(config.data_dir),
        blobs=FolderBlobs(config.data_dir / "documents"),
        clock=clock or SystemClock(),
    )
    with backend.in_use():
        schema.check()
    return backend
