"""Reading of request bodies: strict JSON, bounded sizes, uploads that never touch the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from flask import Request
from marshmallow import Schema
from werkzeug.exceptions import RequestEntityTooLarge

from ..config import DOCUMENTS
from ..domain.forms import part_name
from ..errors import BodyTooLarge, Invalid, UnsupportedMediaType
from .guards import backend
from .strict_json import read_json

MAX_KEY = 200


class MemoryRequest(Request):
    """A request whose uploads stay in memory: an original document is never written down."""

    def _get_file_stream(self, *_: Any, **__: Any) -> BytesIO:
        return BytesIO()


def load_json(text: str | bytes, schema: Schema) -> dict[str, Any]:
    """Read a JSON object and check it; raises MalformedJson, or marshmallow's error."""
    loaded: dict[str, Any] = schema.load(read_json(text))
    return loaded


def submission(request: Request, schema: Schema) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Read a response: JSON alone, or a form whose part `response` is the JSON beside files."""
    if request.mimetype == "application/json":
        return load_json(request.get_data(cache=False), schema), {}
    if request.mimetype == "multipart/form-data":
        allow_documents(request)
        files = read_files(request)
        return load_json(request.form.get("response", ""), schema), files
    raise UnsupportedMediaType("Send application/json, or multipart/form-data with documents.")


def described(schema: type[Schema]) -> dict[str, Any]:
    """Describe, for OpenAPI, a body that `submission` reads."""
    form = {
        "type": "object",
        "properties": {"response": {"type": "string", "description": "The JSON"}},
        "additionalProperties": {"type": "string", "format": "binary"},
        "required": ["response"],
    }
    kinds = {"application/json": {"schema": schema}, "multipart/form-data": {"schema": form}}
    return {"required": True, "content": kinds}


def described_form(schema: type[Schema]) -> dict[str, Any]:
    """Describe, for OpenAPI, a body that may also be the survey's form."""
    form = {
        "type": "object",
        "description": "The controls of the survey's form; files under their question's name.",
        "properties": {
            "pv-version": {"type": "string", "description": "The version of the form"},
            "pv-page": {"type": "string", "description": "The path of the embedding page"},
            "pv-accept": {"type": "string", "description": "Accept that findings are masked"},
        },
        "additionalProperties": {},
    }
    told = described(schema)
    told["content"]["application/x-www-form-urlencoded"] = {"schema": form}
    json_or_form = [told["content"]["multipart/form-data"]["schema"], form]
    told["content"]["multipart/form-data"] = {"schema": {"anyOf": json_or_form}}
    return told


def allow_documents(request: Request, count: int = DOCUMENTS) -> None:
    """Let this request be as large as `count` documents."""
    config = backend().config
    request.max_content_length = config.max_body_bytes + count * config.max_document_bytes
    request.max_form_memory_size = config.max_body_bytes


def read_files(request: Request) -> dict[str, bytes]:
    """Give the files of a form by part; raises BodyTooLarge."""
    try:
        return {name: file.read() for name, file in request.files.items()}
    except RequestEntityTooLarge:
        raise BodyTooLarge("Send smaller documents, or one at a time.") from None


def idempotency_key(request: Request, field: str = "") -> str | None:
    """Give the request's Idempotency-Key, or None; raises Invalid on one that is too long.

    `field` is what a form says in its place: a header would cost a page of another origin a
    preflight.
    """
    key = (request.headers.get("Idempotency-Key") or field).strip()
    if len(key) > MAX_KEY:
        rule = f"Use at most {MAX_KEY} characters; a UUID is best."
        raise Invalid.at("", "idempotency_key_too_long", rule)
    return key or None


def files_by_part(request: Request) -> dict[str, bytes]:
    """Give the files that were chosen in a form, under the names that answers give them.

    Browsers send an empty one for none.
    """
    chosen = {
        name: [file for file in files if file.filename] for name, files in request.files.lists()
    }
    return {
        part_name(name, index): file.read()
        for name, files in chosen.items()
        for index, file in enumerate(files)
    }


def counted(files: Iterable[str]) -> dict[str, int]:
    """Tell how many files were chosen for each question, from the names of their parts."""
    return dict(Counter(part.rpartition(".")[0] for part in files))
