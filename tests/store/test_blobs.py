"""Documents' bytes, by content."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from widget_backend.store.blobs import FolderBlobs


def test_blob_is_found_by_its_hash(tmp_path: Path) -> None:
    """What is put is given back under its SHA-256, once however often it is put."""
    blobs = FolderBlobs(tmp_path)
    sha256 = blobs.put(b"pixels")
    assert blobs.put(b"pixels") == sha256 == hashlib.sha256(b"pixels").hexdigest()
    assert blobs.get(sha256) == b"pixels"
    assert blobs.has(sha256)
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_removed_blob_is_gone(tmp_path: Path) -> None:
    """Removing is for good, and may be repeated."""
    blobs = FolderBlobs(tmp_path)
    sha256 = blobs.put(b"pixels")
    blobs.remove(sha256)
    blobs.remove(sha256)
    assert blobs.get(sha256) is None
    assert not blobs.has(sha256)


@pytest.mark.parametrize(
    "name", ["", "../secret.key", "a" * 63, "A" * 64, "a" * 64 + "\n", "/etc/passwd"]
)
def test_name_never_leaves_the_folder(tmp_path: Path, name: str) -> None:
    """A name that is no SHA-256 is refused before the disk is asked."""
    with pytest.raises(ValueError, match="SHA-256"):
        FolderBlobs(tmp_path).get(name)


def test_interrupted_writing_leaves_no_blob(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails in the middle leaves nothing: no blob, and no half of a document."""

    def fail(_: int) -> None:
        raise OSError("disk")

    monkeypatch.setattr("os.fsync", fail)
    blobs = FolderBlobs(tmp_path)
    with pytest.raises(OSError, match="disk"):
        blobs.put(b"pixels")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_new_folder_is_durable_before_its_first_blob(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut cannot take a folder away with the documents that were said to be kept in it."""
    synced: list[Path] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")))
        fsync(descriptor)

    monkeypatch.setattr("os.fsync", noted)
    folder = tmp_path / "documents"
    sha256 = FolderBlobs(folder).put(b"pixels")
    assert [path for path in synced if path.is_dir()] == [tmp_path, folder, folder / sha256[:2]]
