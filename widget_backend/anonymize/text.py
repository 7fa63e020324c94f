"""Find personal data in what a person wrote, and put typed marks in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .detectors import DETECTORS
from .findings import Candidate, Certainty, Detector, Finding
from .marks import marks
from .resolve import resolve, trim
from .view import View, view_of

# Masking can bring a cue next to a number it did not concern; such chains end at once in practice.
_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with typed marks, and the findings in the text that was given."""

    text: str
    findings: list[Finding]


def find(
    text: str,
    *,
    least: Certainty = Certainty.VERY_LIKELY,
    detectors: Sequence[Detector] = DETECTORS,
) -> list[Finding]:
    """Find personal data: sorted findings that do not overlap, offsets in code points.

    `least` is the certainty from which a finding counts: the default is what may be masked in
    silence; `Certainty.LIKELY` adds what a respondent should be asked about.
    """
    view = view_of(text)
    findings: list[Finding] = []
    for _ in range(_ROUNDS):
        settled = _detect(view, least, detectors)
        if not settled:
            break
        findings += (_in_input(candidate, view) for candidate in settled)
        view = view.masked([(candidate.start, candidate.end) for candidate in settled])
    return sorted(findings, key=lambda finding: finding.start)


def redact(
    text: str, language: str = "fr", *, least: Certainty = Certainty.VERY_LIKELY
) -> Redacted:
    """Replace each finding by its mark in `language`; redacting the result changes nothing."""
    findings = find(text, least=least)
    mark = marks(language)
    pieces: list[str] = []
    done = 0
    for finding in findings:
        pieces += (text[done : finding.start], mark[finding.type])
        done = finding.end
    return Redacted("".join((*pieces, text[done:])), findings)


def _detect(view: View, least: Certainty, detectors: Sequence[Detector]) -> list[Candidate]:
    """Run every detector once over a view and settle what they say."""
    candidates = [
        candidate
        for detector in detectors
        for candidate in detector(view)
        if candidate.certainty >= least
    ]
    return trim(resolve(candidates, view.text), view.text) if candidates else []


def _in_input(candidate: Candidate, view: View) -> Finding:
    """Carry a candidate's offsets back to the text that was given."""
    return Finding(
        view.starts[candidate.start],
        view.ends[candidate.end - 1],
        candidate.type,
        candidate.certainty,
    )
