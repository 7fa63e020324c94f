"""Definitions through the SDK: nothing is lost on the way, and a person reads the gist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from click.testing import Result

from porte_voix.testing import FakeTransport, json_answer

LABEL = {"fr": "Essai", "fr-simple": "Essai"}
DEFINITION: dict[str, Any] = {
    "kind": "custom",
    "default_language": "fr",
    "languages": ["fr", "fr-simple"],
    "title": LABEL,
    "questions": [
        {"key": "visit", "type": "step", "label": LABEL},
        {"key": "note", "type": "information", "label": LABEL},
        {"key": "ideas", "type": "step", "label": LABEL},
        {"key": "campaign", "type": "short_text", "label": LABEL, "hidden": True},
        {"key": "verbatim", "type": "long_text", "label": LABEL},
    ],
    "targeting": {"include": "/permits/* *?page=help", "sample": 12.5, "once": True},
}
SURVEY = {"key": "trial", "organisation": "ville", "kind": "custom", "status": "draft"}


def test_a_definition_comes_back_as_it_was_sent(town: Any) -> None:
    """Steps, hidden questions and targeting are kept to the letter, drafted and published."""
    with town.sdk() as sdk:
        sdk.surveys.create("trial", organisation="ville", definition=DEFINITION)
        assert sdk.surveys.get("trial").raw["draft"] == DEFINITION
        assert sdk.surveys.publish("trial").version == 1
        assert sdk.surveys.version("trial", 1)["definition"] == DEFINITION


def test_a_person_reads_what_a_draft_holds(run: Callable[..., Result], fake: FakeTransport) -> None:
    """`survey show` counts the questions and names steps, hidden questions and targets."""
    fake.queue(json_answer(SURVEY | {"draft": DEFINITION}))
    lines = run("survey", "show", "trial").stdout.splitlines()
    assert lines[-5:] == [
        "languages: fr fr-simple",
        "questions: 3",
        "steps: visit ideas",
        "hidden: campaign",
        "targeting: include=/permits/* *?page=help sample=12.5 once=true",
    ]


def test_a_draft_without_extras_shows_dashes(
    run: Callable[..., Result], fake: FakeTransport
) -> None:
    """What a survey does not have is a dash, as everywhere."""
    plain = {"languages": ["fr"], "questions": [{"key": "verbatim", "type": "long_text"}]}
    fake.queue(json_answer(SURVEY | {"draft": plain}))
    lines = run("survey", "show", "trial").stdout.splitlines()
    assert lines[-4:] == ["questions: 1", "steps: -", "hidden: -", "targeting: -"]
