"""Documents: rebuilt from pixels, kept with their response, deleted with it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..anonymize import documents as anonymizer
from ..anonymize.shapes import Box, Limits, Page, Reason, Sanitized
from ..domain.definitions import Definition
from ..errors import DocumentRefused, FieldError, NotFound
from ..store.database import transaction
from ..store.models import BlobRemoval, Document, Response
from .access import Caller
from .backend import Backend

MEDIA_TYPE = "application/pdf"


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A document as it will be kept: pixels, in a PDF."""

    question: str
    sha256: str
    pdf: bytes
    pages: int
    found: tuple[str, ...]
    held: bool

    @property
    def findings(self) -> list[dict[str, str]]:
        """What was masked in it, each type once."""
        return [{"question": self.question, "type": type_} for type_ in self.found]


def limits_of(backend: Backend) -> Limits:
    """Give the operator's limits."""
    config = backend.config
    return Limits(bytes=config.max_document_bytes, pages=config.max_document_pages)


def rebuild(
    backend: Backend,
    definition: Definition,
    answers: Mapping[str, Any],
    files: Mapping[str, bytes],
) -> tuple[Rebuilt, ...]:
    """Rebuild every document of the answers; raises DocumentRefused with each reason."""
    named = [
        (question.key, index, entry)
        for question in definition.questions
        if question.type == "document"
        for index, entry in enumerate(answers.get(question.key, []))
    ]
    _check_parts({entry["part"] for _, _, entry in named}, set(files))
    errors: list[FieldError] = []
    rebuilt: list[Rebuilt] = []
    for key, index, entry in named:
        data, boxes = files[entry["part"]], _boxes(entry)
        result = anonymizer.sanitize(data, limits=limits_of(backend), boxes=boxes)
        if result.pdf is None:
            errors += _refusals(result.reasons, f"/answers/{key}/{index}")
        else:
            rebuilt.append(_rebuilt(key, result, result.pdf))
    if errors:
        raise DocumentRefused(errors=errors)
    return tuple(rebuilt)


def preview(backend: Backend, data: bytes | None) -> dict[str, Any]:
    """Show how a document would be masked: its pages as pictures, with the boxes on them."""
    if data is None:
        rule = "Send the file under the part `document`."
        raise DocumentRefused.at("/document", "missing_part", rule)
    shown = anonymizer.preview(data, limits=limits_of(backend))
    if shown.decision == "refused":
        raise DocumentRefused(errors=_refusals(shown.reasons, "/document"))
    return {
        "decision": shown.decision,
        "reasons": [asdict(reason) for reason in shown.reasons],
        "pages": [_page_json(page) for page in shown.pages],
    }


def _page_json(page: Page) -> dict[str, Any]:
    image = base64.b64encode(page.image or b"").decode()
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "image": f"data:image/png;base64,{image}",
        "boxes": [asdict(box) for box in page.boxes],
    }


def _check_parts(named: set[str], sent: set[str]) -> None:
    missing = [(p, "missing_part", f"Send the file under the part {p}.") for p in named - sent]
    unused = [(p, "unused_part", f"No answer names the part {p}.") for p in sent - named]
    if missing or unused:
        raise DocumentRefused(errors=[FieldError("/answers", c, m) for _, c, m in missing + unused])


def _boxes(entry: Mapping[str, Any]) -> list[Box]:
    return [Box(**box) for box in entry.get("boxes", ())]


def _refusals(reasons: Iterable[Reason], pointer: str) -> list[FieldError]:
    return [FieldError(pointer, reason.code, reason.message) for reason in reasons]


def _rebuilt(question: str, result: Sanitized, pdf: bytes) -> Rebuilt:
    return Rebuilt(
        question=question,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pdf=pdf,
        pages=len(result.pages),
        found=tuple(sorted({box.type for page in result.pages for box in page.boxes if box.type})),
        held=result.decision != "accepted",
    )


def keep(backend: Backend, rebuilt: Iterable[Rebuilt]) -> None:
    """Write the bytes ahead of the transaction that will refer to them.

    Each is first noted for removal, so that a crash in between leaves nothing behind; `attach`
    takes the note back.
    """
    for document in rebuilt:
        with transaction():
            note_removal(document.sha256)
        backend.blobs.put(document.pdf)


def attach(backend: Backend, response: Response, rebuilt: Iterable[Rebuilt]) -> None:
    """Refer to the bytes from the response; call it within the response's transaction."""
    for document in rebuilt:
        Document.create(
            response=response,
            question=document.question,
            sha256=document.sha256,
            media_type=MEDIA_TYPE,
            pages=document.pages,
            received_at=backend.now_iso,
        )
        BlobRemoval.delete().where(BlobRemoval.sha256 == document.sha256).execute()
        backend.blobs.put(document.pdf)  # a sweep may have passed since `keep`


def note_removal(sha256: str) -> None:
    """Note that a blob may go; call it within the transaction that lets go of it."""
    BlobRemoval.insert(sha256=sha256).on_conflict_ignore().execute()


def sweep(backend: Backend) -> int:
    """Delete the noted blobs that no response refers to; gives how many were looked at."""
    noted = [row.sha256 for row in BlobRemoval.select()]
    for sha256 in noted:
        with transaction():
            if not Document.select().where(Document.sha256 == sha256).exists():
                backend.blobs.remove(sha256)
            BlobRemoval.delete().where(BlobRemoval.sha256 == sha256).execute()
    return len(noted)


def read(backend: Backend, caller: Caller, sha256: str) -> bytes:
    """Give a kept document of the caller's branch; raises NotFound."""
    row = (
        Document.select()
        .join(Response)
        .where(Document.sha256 == sha256, Response.path.startswith(caller.path))
        .first()
    )
    data = backend.blobs.get(sha256) if row is not None else None
    if data is None:
        raise NotFound("No document of your branch has this SHA-256.")
    return data
