"""What parent and worker say to each other over their pipes: a line of JSON, then bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, BinaryIO

from .shapes import Box, Limits, Page, Reason, Sanitized


@dataclass(frozen=True, slots=True)
class Request:
    """One document to rebuild, or to preview; `tesseract` is the OCR program's path."""

    limits: Limits
    boxes: tuple[Box, ...] = ()
    with_images: bool = False
    tesseract: str | None = None


def write_request(out: BinaryIO, request: Request, data: bytes) -> None:
    """Send a request and the document."""
    _write(out, asdict(request), [data])


def read_request(source: BinaryIO) -> tuple[Request, bytes]:
    """Receive what `write_request` sent."""
    header, (data,) = _read(source)
    return (
        Request(
            Limits(**header["limits"]),
            tuple(Box(**box) for box in header["boxes"]),
            header["with_images"],
            header["tesseract"],
        ),
        data,
    )


def write_answer(out: BinaryIO, answer: Sanitized) -> None:
    """Send a decision, the rebuilt PDF, the pictures of the pages."""
    header = {
        "decision": answer.decision,
        "reasons": [asdict(reason) for reason in answer.reasons],
        "pages": [asdict(replace(page, image=None)) for page in answer.pages],
        "pdf": answer.pdf is not None,
    }
    _write(out, header, [answer.pdf or b"", *(page.image or b"" for page in answer.pages)])


def read_answer(source: BinaryIO) -> Sanitized:
    """Receive what `write_answer` sent; raises ValueError, KeyError or TypeError if it is cut."""
    header, (pdf, *images) = _read(source)
    pages = [
        Page(**{**page, "boxes": tuple(Box(**box) for box in page["boxes"])})
        for page in header["pages"]
    ]
    return Sanitized(
        header["decision"],
        tuple(Reason(**reason) for reason in header["reasons"]),
        pdf if header["pdf"] else None,
        tuple(replace(p, image=i or None) for p, i in zip(pages, images, strict=True)),
    )


def _write(out: BinaryIO, header: Mapping[str, Any], blobs: Sequence[bytes]) -> None:
    line = json.dumps({**header, "sizes": [len(blob) for blob in blobs]})
    out.write(line.encode() + b"\n")
    for blob in blobs:
        out.write(blob)
    out.flush()


def _read(source: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    header = json.loads(source.readline())
    blobs = [source.read(size) for size in header.pop("sizes")]
    return header, blobs
