"""The widget's sentences, in each language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

KEY = re.compile(r"\$text\(\s*\"([a-z_.]+)\"")
BLANK = re.compile(r"{\w+}")


@pytest.fixture
def locales(widget: Path) -> dict[str, dict[str, str]]:
    """Read every locale: language → key → sentence."""
    files = (widget / "locales").glob("*.json")
    return {path.stem: json.loads(path.read_text("utf-8")) for path in files}


def test_languages_say_the_same_things(locales: dict[str, dict[str, str]]) -> None:
    """Each language has the same keys, in the same order, with the same blanks to fill."""
    french = locales["fr"]
    for language, sentences in locales.items():
        assert list(sentences) == list(french), language
        for key, sentence in sentences.items():
            assert BLANK.findall(sentence) == BLANK.findall(french[key]), (language, key)


def test_every_sentence_is_used_and_there(widget: Path, locales: dict[str, dict[str, str]]) -> None:
    """What the widget asks for exists, and nothing travels that no one asks for."""
    code = "\n".join(path.read_text("utf-8") for path in (widget / "src").glob("*.js"))
    asked = {key for key in KEY.findall(code) if key != "error."}
    always = {"error.invalid", "error.required"}  # the general form; what the browser itself finds
    problems = {key for key in locales["fr"] if key.startswith("error.")}
    assert asked | problems == set(locales["fr"])
    assert asked | always <= set(locales["fr"])


def test_counts_end_with_their_number(locales: dict[str, dict[str, str]]) -> None:
    """The hosted page writes the number after the words: each language's blank comes last."""
    for sentences in locales.values():
        assert sentences["left"].endswith(" {count}")


def test_a_missing_sentence_is_noticed() -> None:
    """Control: a key that the code asks for is found, also on a line of its own."""
    assert KEY.findall('view.$text("send"), $text(\n  "gone")') == ["send", "gone"]


def test_no_sentence_blames(locales: dict[str, dict[str, str]]) -> None:
    """No sentence says that the respondent forgot, failed or made an error."""
    blaming = re.compile(r"oubli|erreur|faute|incorrect|invalid|forgot|wrong|fail|mistake", re.I)
    sentences = [sentence for own in locales.values() for sentence in own.values()]
    assert [sentence for sentence in sentences if blaming.search(sentence)] == []
    assert blaming.search("Vous avez oublié de répondre.")  # control
