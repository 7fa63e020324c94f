"""How far a figure may be from what everybody would have said: 95 % confidence intervals."""

from __future__ import annotations

import math
from collections.abc import Mapping

Z = 1.959963984540054  # 97.5th percentile of the normal distribution

Interval = tuple[float, float]


def wilson(part: int, whole: int) -> Interval | None:
    """Interval of a share, between 0 and 1 (Wilson score, sound for few answers); None of none."""
    if whole == 0:
        return None
    share = part / whole
    spread = Z * math.sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole))
    middle, scale = share + Z * Z / (2 * whole), 1 + Z * Z / whole
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return (0.0 if part == 0 else max(0.0, low), 1.0 if part == whole else min(1.0, high))


def normal(counts: Mapping[float, int]) -> Interval | None:
    """Interval of a mean (normal approximation), from mark → answers.

    None below two answers: one answer says nothing of how much answers differ. The ends stay
    within the scale, the lowest and the highest mark of `counts`. Too narrow for a few answers
    that agree; figures are published from many.
    """
    whole = sum(counts.values())
    if whole < 2:
        return None
    mean = sum(mark * n for mark, n in counts.items()) / whole
    variance = sum(n * (mark - mean) ** 2 for mark, n in counts.items()) / (whole - 1)
    half = Z * math.sqrt(variance / whole)
    return (max(min(counts), mean - half), min(max(counts), mean + half))
