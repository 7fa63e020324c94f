"""What `find` and `redact` promise, whatever the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widget_backend.anonymize.findings import Candidate, Certainty, FindingType
from widget_backend.anonymize.marks import MARKS
from widget_backend.anonymize.resolve import resolve
from widget_backend.anonymize.text import find, redact
from widget_backend.anonymize.view import View

_VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "text_findings.json").read_text("utf-8")
)
_SENTENCES = [vector["text"] for vector in _VECTORS["found"] + _VECTORS["clean"]]
# Sentences cut and joined anywhere, with noise in between: worse than what people write.
_PIECES = st.builds(
    lambda sentence, start, size: sentence[start : start + size],
    st.sampled_from(_SENTENCES),
    st.integers(0, 60),
    st.integers(1, 80),
)
_NOISE = st.text("0612345678O.-/ \n,:@'[]\u00a0\u200b\u0301\ue000éM", max_size=12)
_TEXTS = st.lists(st.one_of(_PIECES, _NOISE, st.text(max_size=8)), max_size=8).map("".join)


@given(_TEXTS)
def test_redacting_twice_changes_nothing(text: str) -> None:
    """A redacted text holds nothing more to redact, whatever the language of its marks."""
    for language in MARKS:
        once = redact(text, language).text
        assert redact(once, language).text == once
        assert find(once) == []


@given(_TEXTS)
def test_findings_are_sorted_and_apart(text: str) -> None:
    """Findings come in order, do not overlap, lie inside the text and hold a letter or a digit."""
    end = 0
    for finding in find(text):
        assert end <= finding.start < finding.end <= len(text)
        assert any(character.isalnum() for character in text[finding.start : finding.end])
        end = finding.end


@given(_TEXTS)
def test_what_is_not_found_is_kept(text: str) -> None:
    """Redaction replaces the findings and touches no other character."""
    redacted = redact(text)
    rebuilt, position = [], 0
    for finding in redacted.findings:
        rebuilt += [text[position : finding.start], MARKS["fr"][finding.type]]
        position = finding.end
    assert redacted.text == "".join([*rebuilt, text[position:]])


def test_offsets_count_code_points() -> None:
    """An emoji before a finding counts for one, and invisible characters inside belong to it."""
    text = "😀 06 39\u200b 98 12 34"
    (finding,) = find(text)
    assert text[finding.start : finding.end] == "06 39\u200b 98 12 34"


def test_accents_may_be_decomposed() -> None:
    """A name typed with combining accents is found whole."""
    text = "Mme Lefe\u0300vre est venue"
    (finding,) = find(text)
    assert text[finding.start : finding.end] == "Lefe\u0300vre"


@pytest.mark.parametrize(
    ("language", "mark"),
    [
        ("fr", "[téléphone]"),
        ("fr-simple", "[téléphone]"),
        ("en", "[phone]"),
        ("EN-gb", "[phone]"),
        ("es", "[teléfono]"),
        ("de-AT", "[Telefon]"),
        ("ar", "[هاتف]"),
        ("br", "[téléphone]"),
        ("", "[téléphone]"),
    ],
)
def test_marks_follow_the_language(language: str, mark: str) -> None:
    """Marks are those of the tag's base; a language without any gets French ones."""
    assert redact("Tel. 06 39 98 12 34", language).text == f"Tel. {mark}"


@pytest.mark.parametrize("language", MARKS)
def test_every_type_has_a_mark_of_its_own(language: str) -> None:
    """Each language has one mark per finding type, between brackets, like no other of its own."""
    marks = MARKS[language]
    assert list(marks) == list(get_args(FindingType))
    assert len(set(marks.values())) == len(marks)
    assert [mark for mark in marks.values() if mark[0] + mark[-1] != "[]"] == []


def test_a_mark_of_any_language_stays() -> None:
    """A redacted text that is read again, in another language, keeps the marks it has."""
    every = " – ".join(mark for own in MARKS.values() for mark in own.values())
    assert redact(every, "de").text == every
    assert redact("Tel. [06 39 98 12 34]", "de").text == "Tel. [[Telefon]]"  # control: not a mark


def test_the_likely_is_only_asked_about() -> None:
    """A first name without a capital is shown to a respondent who is asked, not masked."""
    text = "j'ai vu sandrine hier"
    assert find(text) == []
    assert [finding.type for finding in find(text, least=Certainty.LIKELY)] == ["name"]


def test_the_longest_wins() -> None:
    """Among overlapping candidates the longest is kept, then the proven one."""
    text = "FR76 0612345678"
    long, short = Candidate(0, 15, "iban"), Candidate(5, 15, "phone", Certainty.PROVEN)
    assert resolve([short, long], text) == [long]
    proven = Candidate(0, 15, "vat", Certainty.PROVEN)
    assert resolve([long, proven], text) == [proven]


def test_nothing_a_loser_covered_is_left() -> None:
    """What a shorter candidate covered outside the longer one stays found."""
    text = "a" * 12
    settled = resolve([Candidate(0, 8, "name"), Candidate(6, 12, "address")], text)
    assert settled == [Candidate(0, 8, "name"), Candidate(8, 12, "address")]


def test_masking_once_is_not_enough() -> None:
    """Control: a detector that reads across marks breaks idempotency, and the check sees it."""

    def first_letter(view: View) -> list[Candidate]:
        start = next((i for i, c in enumerate(view.text) if c.isalpha()), None)
        return [] if start is None else [Candidate(start, start + 1, "name")]

    once = find("a" * 20, detectors=(first_letter,))
    assert len(once) < 20


@pytest.mark.parametrize("text", ["", " ", "\n", "\ue000", "[nom]", "\u200b", "\u0301", "[[nom]]"])
def test_texts_without_words_hold_nothing(text: str) -> None:
    """Empty and invisible texts, and bare marks, come back as they are."""
    assert redact(text).text == text
