"""The programme's indicators, computed from tallies alone, so that anyone can compute them again.

Marks are out of 10, shares between 0 and 1, scores between -100 and 100. A figure without answers
is None, never 0. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .intervals import Interval, normal, wilson
from .tallies import Cell, Tally

PUBLISHED_FROM = 100
HIGH_MARK = 8
SMILEY_MARKS = {"good": 10.0, "medium": 5.0, "bad": 0.0}
QUALITY_MARKS = {"very_good": 10.0, "good": 7.5, "medium": 5.0, "bad": 2.5, "very_bad": 0.0}
PROMOTERS = ("9", "10")
DETRACTORS = tuple(str(mark) for mark in range(7))
NEUTRAL = ("7", "8")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure, the answers it rests on, its 95 % interval, and its band.

    `value` is None when `count` is 0. `band` is low, medium or high, or None where the programme
    sets no bands.
    """

    value: float | None
    count: int
    interval: Interval | None = None
    band: str | None = None


def satisfaction(tally: Tally, question: str = "satisfaction") -> Indicator:
    """(10·good + 5·medium) / n, from three smileys."""
    return _mark(_marks(_spread(tally, question), SMILEY_MARKS))


def clarity(tally: Tally, question: str = "comprehension") -> Indicator:
    """(10·very_good + 7.5·good + 5·medium + 2.5·bad) / n, from a scale of five."""
    return _mark(_marks(_spread(tally, question), QUALITY_MARKS))


def help_reachable(tally: Tally, question: str = "contact_reached") -> Indicator:
    """Yes / (yes + no), each channel tried counting once: a person may count several times."""
    spread = _spread_of_rows(tally, question)
    yes = spread.get("yes", 0)
    return _reach(yes, yes + spread.get("no", 0))


def help_reachable_per_person(tally: Tally, question: str = "contact_reached") -> Indicator:
    """Of the persons who answered for a channel at least, those who got through by one at least."""
    return _reach(tally.get(Cell(question, "", "yes"), 0), tally.get(Cell(question), 0))


def help_effective(tally: Tally, question: str = "contact_satisfaction") -> Indicator:
    """Mean quality of the help, each channel reached counting once."""
    return _mark(_marks(_spread_of_rows(tally, question), QUALITY_MARKS))


def contact_composite(
    tally: Tally, quality: str = "contact_satisfaction", reached: str = "contact_reached"
) -> Indicator:
    """Sum of the quality marks / (quality answers + "no"): not getting through is worth 0."""
    counts = _marks(_spread_of_rows(tally, quality), QUALITY_MARKS)
    counts[0.0] += _spread_of_rows(tally, reached).get("no", 0)
    return _mark(counts)


def autonomy(tally: Tally, question: str = "contact_tried") -> Indicator:
    """Of the responses that say what help was looked for, those that looked for none."""
    return _share(tally.get(Cell(question, "", "none"), 0), tally.get(Cell(question), 0))


def net_promoter_score(tally: Tally, question: str = "recommendation") -> Indicator:
    """% of 9 and 10 − % of 0 to 6, on a scale from 0 to 10."""
    return _net(_spread(tally, question), PROMOTERS, NEUTRAL, DETRACTORS)


def net_satisfaction(tally: Tally, question: str) -> Indicator:
    """% satisfied − % dissatisfied, from a five-point question; a smiley cannot stand in for it."""
    spread = _spread(tally, question)
    return _net(spread, ("very_good", "good"), ("medium",), ("bad", "very_bad"))


def share_rated_high(marks: Iterable[float | None]) -> Indicator:
    """Of the procedures that have a satisfaction mark, those at 8/10 or more."""
    known = [mark for mark in marks if mark is not None]
    return _share(sum(mark >= HIGH_MARK for mark in known), len(known))


REFERENCE: dict[str, Callable[[Tally], Indicator]] = {
    "satisfaction": satisfaction,
    "clarity": clarity,
    "help_reachable": help_reachable,
    "help_reachable_per_person": help_reachable_per_person,
    "help_effective": help_effective,
    "contact_composite": contact_composite,
    "autonomy": autonomy,
}


def reference_indicators(tally: Tally) -> dict[str, Indicator]:
    """Every indicator of the reference questionnaire, by name."""
    return {name: formula(tally) for name, formula in REFERENCE.items()}


def is_publishable(indicator: Indicator, published_from: int = PUBLISHED_FROM) -> bool:
    """Tell whether enough people answered for the figure to be published."""
    return indicator.value is not None and indicator.count >= published_from


def _spread(tally: Tally, question: str) -> dict[str, int]:
    """Value → answers of a question without rows."""
    found = {
        cell.value: n for cell, n in tally.items() if cell.question == question and not cell.row
    }
    return {value: n for value, n in found.items() if value}


def _spread_of_rows(tally: Tally, question: str) -> dict[str, int]:
    """Value → answers of a matrix, all rows together."""
    found: dict[str, int] = {}
    for cell, n in tally.items():
        if cell.question == question and cell.row:
            found[cell.value] = found.get(cell.value, 0) + n
    return found


def _marks(spread: Mapping[str, int], marks: Mapping[str, float]) -> dict[float, int]:
    """Mark → answers, every mark of the scale being there."""
    return {mark: spread.get(value, 0) for value, mark in marks.items()}


def _mark(counts: Mapping[float, int]) -> Indicator:
    count = sum(counts.values())
    if count == 0:
        return Indicator(None, 0)
    value = sum(mark * n for mark, n in counts.items()) / count
    return Indicator(value, count, normal(counts), _band(value, 5, 8))


def _share(part: int, whole: int) -> Indicator:
    if whole == 0:
        return Indicator(None, 0)
    return Indicator(part / whole, whole, wilson(part, whole))


def _reach(part: int, whole: int) -> Indicator:
    share = _share(part, whole)
    if share.value is None:
        return share
    return Indicator(share.value, share.count, share.interval, _band(share.value, 0.70, 0.85))


def _net(
    spread: Mapping[str, int],
    above: Iterable[str],
    between: Iterable[str],
    below: Iterable[str],
) -> Indicator:
    groups = {100.0: above, 0.0: between, -100.0: below}
    counts = {mark: sum(spread.get(v, 0) for v in group) for mark, group in groups.items()}
    count = sum(counts.values())
    if count == 0:
        return Indicator(None, 0)
    value = 100 * (counts[100.0] - counts[-100.0]) / count
    return Indicator(value, count, normal(counts))


def _band(value: float, medium_from: float, high_from: float) -> str:
    if value < medium_from:
        return "low"
    return "medium" if value < high_from else "high"
