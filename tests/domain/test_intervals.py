"""Confidence intervals, against figures published by others and against simulation."""

from __future__ import annotations

import random

import pytest

from widget_backend.domain.intervals import normal, wilson


@pytest.mark.parametrize(
    ("part", "whole", "interval"),
    [
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ],
)
def test_wilson_gives_the_figures_of_the_literature(
    part: int, whole: int, interval: tuple[float, float]
) -> None:
    """The four examples of Newcombe (1998), method 3, come out to the last digit printed."""
    assert wilson(part, whole) == pytest.approx(interval, abs=5e-5)


def test_no_answer_has_no_interval() -> None:
    """Nothing is claimed about nobody, nor about a mean from one answer."""
    assert wilson(0, 0) is None
    assert normal({10.0: 0, 0.0: 0}) is None
    assert normal({10.0: 1, 0.0: 0}) is None


def test_ends_are_exact() -> None:
    """A share of none begins at 0, a share of all ends at 1."""
    assert wilson(0, 7)[0] == 0.0  # type: ignore[index]
    assert wilson(7, 7)[1] == 1.0  # type: ignore[index]


def test_an_interval_stays_on_the_scale() -> None:
    """No interval promises more than the best mark."""
    assert normal({10.0: 9, 0.0: 1}) == pytest.approx((7.04003, 10.0), abs=1e-4)


def coverage(rate: float, trials: int = 1000, answers: int = 100) -> float:
    """Give how often the interval of a simulated share holds the true rate."""
    dice = random.Random(3)  # noqa: S311
    held = 0
    for _ in range(trials):
        low, high = wilson(sum(dice.random() < rate for _ in range(answers)), answers) or (0, 0)
        held += low <= rate <= high
    return held / trials


@pytest.mark.parametrize("rate", [0.1, 0.5, 0.85])
def test_an_interval_holds_the_truth_95_times_of_100(rate: float) -> None:
    """Drawn again and again, the interval holds the true share about 95 % of the time."""
    assert 0.92 <= coverage(rate) <= 0.98
