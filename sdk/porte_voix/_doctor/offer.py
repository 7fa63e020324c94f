"""What a survey asks of the page: its language, and the files that its questions need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from porte_voix._doctor import permissions
from porte_voix._doctor.case import Case
from porte_voix._doctor.findings import Finding, advice
from porte_voix._doctor.page import Element

# The file that the widget loads for a type of question, once it is needed.
PARTS = {"document": "document", "short_text": "hint", "long_text": "hint"}


def of_survey(case: Case, element: Element, definition: Mapping[str, Any]) -> Iterator[Finding]:
    """What the page should change for this survey."""
    yield from _of_language(element, definition)
    yield from _of_parts(case, definition)


def _of_language(element: Element, definition: Mapping[str, Any]) -> Iterator[Finding]:
    asked = (element.get("language") or element.language or "").lower()
    spoken, offered = str(definition.get("language", "")), definition.get("languages") or []
    if asked and asked.partition("-")[0] != spoken.lower().partition("-")[0]:
        yield advice(
            "language_not_offered",
            f"The page asks for the language {asked}; the survey is offered in "
            f"{', '.join(map(str, offered))}, and shows in {spoken}.",
            "Add the language to the survey's definition, or correct the attribute language.",
        )


def _of_parts(case: Case, definition: Mapping[str, Any]) -> Iterator[Finding]:
    """A policy that allows one file only lets the survey show, with a part that is missing."""
    script = case.script
    if script is None:
        return
    types = {q.get("type") for q in definition["questions"] if isinstance(q, dict)}
    parts = sorted({part for type_, part in PARTS.items() if type_ in types})
    for part in parts:
        url = f"{script.folder}porte-voix-{part}.js"
        found = list(permissions.of_part(case, script, url, part))
        if found and case.visitor.get(case.asked(url)).status == 200:
            yield from found
