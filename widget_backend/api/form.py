"""The form, rendered once for the hosted page and for the widget, which gets it as JsonML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from flask import render_template

from ..domain import form_places, turns
from ..domain.definitions import Definition
from ..domain.localize import language_of, published
from ..domain.questions import Question
from ..services import surveys
from ..store.models import Survey
from .guards import backend
from .jsonml import Node, jsonml
from .texts import direction, name_of, texts

Json = dict[str, Any]
Steps = Iterable[tuple[Question | None, Sequence[Question]]]

MEDIA_TYPES = ["application/pdf", "image/jpeg", "image/png"]
FOR_SCRIPTS = ("left", "error.required")
FOR_TEXTS = ("hint.",)
FOR_DOCUMENTS = ("document.", "error.too_many", "error.unsupported_document")


def describe_form(survey: Survey, language: str | None, document_bytes: int) -> Json:
    """Write all of a survey's form that is the same for every site."""
    frozen = surveys.frozen_text(survey)
    definition = surveys.parsed(frozen)
    spoken = language_of(definition, language)
    version = int(survey.version or 0)
    targeting = {k.replace("_", "-"): v for k, v in definition.targeting.items()}
    return {
        "survey": survey.key,
        "version": version,
        "language": spoken,
        "dir": direction(spoken),
        "label": texts(spoken)["launch"],
        **({"targeting": targeting} if targeting else {}),
        "texts": script_texts(definition, spoken),
        "form": _form(frozen, version, spoken, document_bytes),
    }


def script_texts(definition: Definition, language: str) -> dict[str, str]:
    """Give the few sentences that scripts need; a part that loads later has its own."""
    types = {question.type for question in definition.questions}
    wanted = (
        *FOR_SCRIPTS,
        *(FOR_TEXTS if types & {"short_text", "long_text"} else ()),
        *(FOR_DOCUMENTS if "document" in types else ()),
    )
    return {key: text for key, text in texts(language).items() if key.startswith(wanted)}


@lru_cache(maxsize=256)
def _form(frozen: str, version: int, language: str, document_bytes: int) -> Node:
    """Render once what was frozen for ever (the definition as text, for it is the key here)."""
    definition = surveys.parsed(frozen)
    survey = published(definition, language)
    html = render_template(
        "widget/form.html",
        t=texts(language),
        lang=language,
        survey=survey,
        version=version,
        languages=[{"code": code, "name": name_of(code)} for code in definition.languages],
        hosted=False,
        places=turns.begin(definition).places,
        form={},
        mistakes=[],
        lost_files=[],
        limits={"bytes": document_bytes, "media_types": MEDIA_TYPES},
        **asked(definition, survey, definition.steps),
    )
    return jsonml(html)


def document_limits(definition: Definition) -> Json | None:
    """Give what a document may be, or None for a survey that takes none."""
    if not any(question.type == "document" for question in definition.questions):
        return None
    config = backend().config
    limits = {"bytes": config.max_document_bytes, "pages": config.max_document_pages}
    return limits | {"media_types": MEDIA_TYPES}


def asked(definition: Definition, survey: Json, steps: Steps) -> Json:
    """Give what `questions.html` asks: `sections`, `unseen` and `conditions`."""
    by_key = {question["key"]: question for question in survey["questions"]}
    return {
        "sections": [_section(by_key, step, questions) for step, questions in steps],
        "unseen": [by_key[q.key] for q in definition.questions if q.hidden],
        "conditions": {
            place.place: json.dumps(place.condition, ensure_ascii=False, separators=(",", ":"))
            for place in form_places.places_of(definition)
            if place.condition is not None
        },
    }


def _section(
    by_key: Mapping[str, Json], step: Question | None, questions: Sequence[Question]
) -> Json:
    shown = [by_key[question.key] for question in questions if not question.hidden]
    if step is None:
        return {"key": "", "label": "", "questions": shown}
    return {"key": step.key, "label": by_key[step.key]["label"], "questions": shown}
