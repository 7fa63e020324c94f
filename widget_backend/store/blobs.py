"""The bytes of documents, by content hash, in a folder."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def is_sha256(name: str) -> bool:
    """Tell whether a name is written as we write a SHA-256."""
    return _SHA256.match(name) is not None


class FolderBlobs:
    """Blobs as files named by their SHA-256, in folders of 256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep `data` durably and give its SHA-256 (64 hexadecimal characters)."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            _make_durably(self._folder)
            _make_durably(path.parent)
            _write_durably(path, data)
        return sha256

    def get(self, sha256: str) -> bytes | None:
        """Give the bytes, or None when they are not here."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def has(self, sha256: str) -> bool:
        """Tell whether the bytes are here."""
        return self._path(sha256).exists()

    def remove(self, sha256: str) -> None:
        """Forget the bytes; says nothing when they are not here."""
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        if not is_sha256(sha256):  # a name from outside must never leave the folder
            raise ValueError("not a SHA-256")
        return self._folder / sha256[:2] / sha256


def _write_durably(path: Path, data: bytes) -> None:
    """Write beside, fsync, rename, fsync the folder: a reader sees all of it or nothing."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
    _sync(path.parent)


def _make_durably(folder: Path) -> None:
    """Make a folder that a power cut cannot take away with what is in it."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
