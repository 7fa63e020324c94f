"""The policies of a survey applied to its answers: redact, ask, review."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..anonymize import text as anonymizer
from ..anonymize.findings import Certainty
from ..domain.definitions import Definition
from ..errors import PersonalDataFound
from .cleaning import plain_and_redacted
from .documents import Rebuilt


@dataclass(frozen=True, slots=True)
class Redaction:
    """Answers that may be kept, what was found in them, and whether a person must look first."""

    answers: dict[str, Any]
    findings: tuple[dict[str, str], ...]
    held: bool

    def summary(self, rebuilt: Iterable[Rebuilt], *, held: bool) -> dict[str, Any]:
        """Write what the feed says of the anonymization, of texts and of documents."""
        masked = [finding for document in rebuilt for finding in document.findings]
        findings = [*self.findings, *masked]
        seen = "redacted" if findings else "clean"
        return {"status": "needs_review" if held else seen, "findings": findings}


def redact_answers(
    definition: Definition, answers: dict[str, Any], *, language: str, accepted: bool
) -> Redaction:
    """Mask what is personal in each free text.

    Raises PersonalDataFound where the policy is to ask first and the respondent has not
    `accepted` the masks.
    """
    _ask_first(definition, answers, accepted)
    kept = dict(answers)
    findings: list[dict[str, str]] = []
    held = False
    for key, policy in _free_texts(definition, answers):
        found: list[str] = []
        least = Certainty.LIKELY if policy == "ask" else Certainty.VERY_LIKELY
        kept[key] = plain_and_redacted(answers[key], _redactor(language, least, found))
        findings += [{"question": key, "type": type_} for type_ in found]
        held = held or policy == "review"
    return Redaction(kept, tuple(findings), held)


def redact_context(page: str) -> str:
    """Mask what is personal in the path of the page that embeds the widget, and keep no more of it.

    A query may hold a session, a search or a name.
    """
    path = re.split("[?#]", page, maxsplit=1)[0]
    return plain_and_redacted(path, lambda text: anonymizer.redact(text).text)


def _redactor(language: str, least: Certainty, found: list[str]) -> Callable[[str], str]:
    """Give a function that masks, and notes in `found` what it masked."""

    def redact(text: str) -> str:
        redacted = anonymizer.redact(text, language, least=least)
        found.extend(finding.type for finding in redacted.findings)
        return redacted.text

    return redact


def _ask_first(definition: Definition, answers: dict[str, Any], accepted: bool) -> None:
    if accepted:
        return
    findings = [
        {"question": key, "type": finding.type, "start": finding.start, "end": finding.end}
        for key, policy in _free_texts(definition, answers)
        if policy == "ask"
        for finding in anonymizer.find(answers[key], least=Certainty.LIKELY)
    ]
    if findings:
        raise PersonalDataFound(findings)


def _free_texts(definition: Definition, answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the keys of the free texts that were answered, each with its policy."""
    return [
        (key, definition.policy_of(key))
        for key in definition.free_text_keys
        if isinstance(answers.get(key), str)
    ]
