"""The development set: what must be found in what people write, and what must be left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, get_args

from widget_backend.anonymize.detectors import DETECTORS
from widget_backend.anonymize.findings import Detector, FindingType
from widget_backend.anonymize.text import find, redact


def mistakes(
    vectors: list[dict[str, Any]],
    spans_of: Callable[[dict[str, Any]], list[tuple[int, int, str]]],
    detectors: tuple[Detector, ...] = DETECTORS,
) -> list[str]:
    """Describe each vector whose findings are not exactly those it expects."""
    wrong = []
    for vector in vectors:
        found = [(f.start, f.end, f.type) for f in find(vector["text"], detectors=detectors)]
        if found != spans_of(vector):
            said = [(vector["text"][start:end], kind) for start, end, kind in found]
            wrong.append(f"{vector['text']!r}: {said}")
    return wrong


def test_personal_data_is_found_exactly(text_vectors: Any, spans_of: Any) -> None:
    """Every span of the development set is found, with its type and nothing around it."""
    assert mistakes(text_vectors["found"], spans_of) == []


def test_clean_messages_are_left_alone(text_vectors: Any, spans_of: Any) -> None:
    """Service numbers, public addresses, law, amounts, titles and places are not disturbed."""
    assert mistakes(text_vectors["clean"], spans_of) == []


def test_every_detector_is_needed(text_vectors: Any, spans_of: Any) -> None:
    """Control: without any one of the detectors, some vector fails."""
    for gone in DETECTORS:
        rest = tuple(detector for detector in DETECTORS if detector is not gone)
        assert mistakes(text_vectors["found"], spans_of, rest), gone.__module__  # type: ignore[attr-defined]


def test_every_type_has_a_vector(text_vectors: Any) -> None:
    """Each finding type is expected at least twice, in over 60 sentences, beside over 40 traps."""
    counts = Counter(f["type"] for v in text_vectors["found"] for f in v["findings"])
    assert set(counts) == set(get_args(FindingType))
    assert min(counts.values()) >= 2
    assert len(text_vectors["found"]) >= 60
    assert len(text_vectors["clean"]) >= 40


def test_redacting_leaves_no_found_value(text_vectors: Any) -> None:
    """No value of the development set can be read in the redacted text."""
    for vector in text_vectors["found"]:
        redacted = redact(vector["text"]).text
        assert [f for f in vector["findings"] if f["value"] in redacted] == []
