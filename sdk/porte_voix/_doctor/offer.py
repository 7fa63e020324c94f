"""What a survey asks of the page: its language, and the files that its questions need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from porte_voix._doctor import permissions
from porte_voix._doctor.case import Case
from porte_voix._doctor.findings import Finding, advice
from porte_voix._doctor.page import Element

# The files that the widget loads once they are needed, and the types of question that need them.
PARTS = {"document": {"document"}, "hint": {"short_text", "long_text"}}
ALWAYS = "assist"


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
    if script is None or script.is_lite:
        return
    if any(permissions.of_script(case, script, (script.url,), "")):
        return  # what blocks the first file is told already, and its remedy lets all through
    types = {q.get("type") for q in definition["questions"] if isinstance(q, dict)}
    for part in (ALWAYS, *(part for part, needed in PARTS.items() if needed & types)):
        url = f"{script.folder}porte-voix-{part}.js"
        found = list(permissions.of_part(case, script, url, part))
        if found and case.visitor.get(case.asked(url)).status == 200:
            yield from found
