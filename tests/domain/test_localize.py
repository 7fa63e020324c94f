"""A definition in one language."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from widget_backend.domain import definitions, localize, templates
from widget_backend.domain.definitions import Definition


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("fr", "fr"), ("en", "en"), ("en-GB", "en"), ("de", "fr"), ("", "fr"), (None, "fr")],
)
def test_the_nearest_language_is_spoken(parsed: Definition, asked: str | None, spoken: str) -> None:
    """The language asked for, else its base, else the survey's own."""
    published = localize.published(parsed, asked)
    assert published["language"] == spoken
    assert published["title"] == {"fr": "Toutes les questions", "en": "Every question"}[spoken]


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("fr-simple", "fr-simple"),
        ("FR-Simple", "fr-simple"),
        ("FR", "fr"),
        ("fr-CA", "fr"),
        ("pt-br", "pt-BR"),
        ("pt", "fr"),
        ("en-simple", "en"),
        ("de-simple", "fr"),
        ("-simple", "fr"),
    ],
)
def test_a_language_falls_back_whatever_its_case(
    survey_of: Callable[..., Any], asked: str, spoken: str
) -> None:
    """A variant is spoken where there is one, its base elsewhere; case tells no tags apart."""
    known = ["fr", "fr-simple", "en", "pt-BR"]
    every = dict.fromkeys(known, "x")
    note = {"key": "note", "type": "information", "label": every}
    definition = definitions.parse(survey_of(note, languages=known, title=every))
    assert localize.language_of(definition, asked) == spoken


def test_every_text_is_in_one_language(parsed: Definition) -> None:
    """Nothing of the other language is sent."""
    sent = json.dumps(localize.published(parsed, "en"), ensure_ascii=False)
    assert "Comment ça va" not in sent
    assert '"fr":' not in sent


def test_absent_fields_and_false_flags_are_left_out(parsed: Definition) -> None:
    """A question is sent with what its type uses, and no more."""
    questions = {q["key"]: q for q in localize.published(parsed, "en")["questions"]}
    assert questions["welcome"] == {"key": "welcome", "type": "information", "label": "Hello."}
    assert questions["mark"] == {
        "key": "mark",
        "type": "scale",
        "label": "What mark?",
        "min": 0,
        "max": 10,
        "min_label": "Nil",
        "max_label": "Perfect",
    }
    assert questions["tried"]["choices"][1:] == [
        {"key": "phone", "label": "Phone"},
        {"key": "other", "label": "Other", "other": True},
        {"key": "none", "label": "None", "exclusive": True},
    ]


def test_conditions_are_sent_as_they_were_written(every_type: Any, parsed: Definition) -> None:
    """The widget reads the very condition of the definition."""
    sent = {q["key"]: q.get("show_if") for q in localize.published(parsed, "fr")["questions"]}
    assert sent == {q["key"]: q.get("show_if") for q in every_type["questions"]}


def test_how_answers_are_protected_stays_inside(parsed: Definition) -> None:
    """Policies of anonymization and versions of consent are not the respondent's affair."""
    sent = json.dumps(localize.published(parsed, "fr"))
    assert "anonymization" not in sent
    assert "consent_version" not in sent


def test_a_template_is_small_to_send(template: str) -> None:
    """What the widget fetches of a short survey stays within a few kilobytes."""
    published = localize.published(definitions.parse(templates.load(template)), "fr")
    size = len(json.dumps(published, ensure_ascii=False).encode())
    assert size < (12_000 if template == "self_assessment" else 4_000)
