"""The page that explains anonymization names what the code can say."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from widget_backend.anonymize.findings import FindingType
from widget_backend.anonymize.reasons import MESSAGES

_PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "anonymization.md"


def unnamed(words: list[str], page: str) -> list[str]:
    """Give the words that the page does not name as code."""
    return [word for word in words if f"`{word}`" not in page]


def test_every_finding_type_and_reason_is_explained() -> None:
    """A reader finds every type of finding and every reason of a document there."""
    page = _PAGE.read_text("utf-8")
    assert unnamed([*get_args(FindingType), *MESSAGES], page) == []


def test_an_unexplained_type_is_caught() -> None:
    """Control: a word that the page does not have is named."""
    assert unnamed(["email", "shoe_size"], _PAGE.read_text("utf-8")) == ["shoe_size"]
