"""Plain text: what is kept of what people type."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widget_backend.domain import text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  deux mots \n", "deux mots"),
        ("\ufeffdébut", "début"),
        ("\u00a0espace\u2003", "espace"),
        ("e\u0301", "é"),
        ("un\r\ndeux\rtrois", "un\ndeux\ntrois"),
        ("a\tb", "a\tb"),
        ("a\x00b\x1bc\x7fd\x85e", "abcde"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("مرحبا", "مرحبا"),
    ],
)
def test_text_is_cleaned(typed: str, kept: str) -> None:
    """One form of each character, one end of line, no control characters, no blank ends."""
    assert text.clean(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    """What was cleaned is clean."""
    once = text.clean(typed)
    assert text.clean(once) == once
    assert text.is_blank(typed) == (once == "")
    assert not text.has_control_characters(once)


def test_a_tower_of_accents_is_cut() -> None:
    """Sixty thousand accents on one letter would hold a processor for seconds; thirty are kept."""
    tower = "a" + "\u0301\u0327" * 30_000
    assert len(unicodedata.normalize("NFD", text.clean(tower))) <= 1 + text.MAX_MARKS_IN_A_ROW


def test_words_with_many_accents_are_left_whole() -> None:
    """Vietnamese, Hebrew with points and Thai lose nothing."""
    for word in ("Tiếng Việt", "בְּרֵאשִׁית", "ที่นี่"):
        assert text.clean(word) == unicodedata.normalize("NFC", word)


def test_half_a_pair_cannot_be_stored() -> None:
    """A lone surrogate is told from a whole character."""
    assert text.is_storable("😀")
    assert not text.is_storable("\ud83d")
