"""The programme's indicators: the shared vectors, the bands, what may be published."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widget_backend.domain import definitions, indicators, tallies, templates
from widget_backend.domain.indicators import Indicator
from widget_backend.domain.tallies import Cell, tally

Json = dict[str, Any]
FORMULAS = indicators.REFERENCE | {"net_promoter_score": indicators.net_promoter_score}


def counts_of(case: Json) -> Counter[Cell]:
    """Tally the responses of a vector, one by one."""
    definition = definitions.parse(templates.load(case["survey"]))
    return tally(definition, [answers for n, answers in case["responses"] for _ in range(n)])


def test_vectors_of_indicators(indicators_case: Json) -> None:
    """Each indicator has the value, count, interval and band that the vector states."""
    counts = counts_of(indicators_case)
    for name, expected in indicators_case["indicators"].items():
        found = FORMULAS[name](counts)
        assert (found.value, found.count, found.band) == (
            pytest.approx(expected["value"]),
            expected["count"],
            expected["band"],
        ), name
        assert found.interval == pytest.approx(expected["interval"], abs=1e-6), name


def smileys(good: int, medium: int, bad: int) -> dict[Cell, int]:
    """Give a tally of the three smileys."""
    spread = {"good": good, "medium": medium, "bad": bad}
    return {Cell("satisfaction", "", value): n for value, n in spread.items()}


def test_satisfaction_of_the_reference_figures() -> None:
    """70 good, 20 medium and 10 bad are 8.0, from counts as from a hundred answers."""
    assert indicators.satisfaction(smileys(70, 20, 10)).value == 8.0
    answers = ["good"] * 70 + ["medium"] * 20 + ["bad"] * 10
    definition = definitions.parse(templates.load("satisfaction"))
    counts = tally(definition, [{"satisfaction": answer} for answer in answers])
    assert indicators.satisfaction(counts).value == 8.0


def test_clarity_of_the_reference_figures() -> None:
    """40, 30, 20, 5 and 5 from best to worst are 7.375, from counts as from a hundred answers."""
    values = ("very_good", "good", "medium", "bad", "very_bad")
    spread = dict(zip(values, (40, 30, 20, 5, 5), strict=True))
    cells = {Cell("comprehension", "", value): n for value, n in spread.items()}
    assert indicators.clarity(cells).value == 7.375
    definition = definitions.parse(templates.load("satisfaction"))
    answers = [{"comprehension": value} for value, n in spread.items() for _ in range(n)]
    assert len(answers) == 100
    assert indicators.clarity(tally(definition, answers)).value == 7.375


@pytest.mark.parametrize("name", sorted(FORMULAS))
def test_nothing_counted_is_no_figure(name: str) -> None:
    """Without an answer every indicator is None, never 0."""
    assert FORMULAS[name]({}) == Indicator(None, 0, None, None)


@pytest.mark.parametrize(
    ("good", "bad", "band"),
    [(0, 1, "low"), (499, 501, "low"), (5, 5, "medium"), (799, 201, "medium"), (8, 2, "high")],
)
def test_bands_of_marks(good: int, bad: int, band: str) -> None:
    """Below 5 is low, from 5 medium, from 8 high."""
    assert indicators.satisfaction(smileys(good, 0, bad)).band == band


@pytest.mark.parametrize(
    ("yes", "no", "band"),
    [
        (699, 301, "low"),
        (70, 30, "medium"),
        (849, 151, "medium"),
        (85, 15, "high"),
        (17, 3, "high"),
    ],
)
def test_bands_of_reachability(yes: int, no: int, band: str) -> None:
    """Below 70 % is low, from 70 % medium, from 85 % high."""
    cells = {
        Cell("contact_reached", "phone", "yes"): yes,
        Cell("contact_reached", "phone", "no"): no,
    }
    assert indicators.help_reachable(cells).band == band


def test_net_satisfaction_has_a_question_of_its_own() -> None:
    """Satisfied minus dissatisfied, in % of all who answered."""
    spread = {"very_good": 30, "good": 30, "medium": 20, "bad": 15, "very_bad": 5}
    cells = {Cell("overall", "", value): n for value, n in spread.items()}
    assert indicators.net_satisfaction(cells, "overall").value == 40
    assert indicators.net_satisfaction(smileys(70, 20, 10), "overall").value is None


def test_share_of_procedures_rated_high() -> None:
    """8.0 is high, 7.99 is not, and a procedure without answers is not counted."""
    share = indicators.share_rated_high([8.0, 7.99, 10, None])
    assert (share.value, share.count) == (pytest.approx(2 / 3), 3)
    assert indicators.share_rated_high([None]).value is None


def test_figures_are_published_from_a_hundred_responses() -> None:
    """99 responses are too few, 100 are enough, and the threshold is a setting."""
    few, enough = smileys(99, 0, 0), smileys(100, 0, 0)
    assert not indicators.is_publishable(indicators.satisfaction(few))
    assert indicators.is_publishable(indicators.satisfaction(enough))
    assert indicators.is_publishable(indicators.satisfaction(few), published_from=10)
    assert not indicators.is_publishable(indicators.satisfaction({}), published_from=0)


@settings(deadline=None)
@given(data=st.data())
def test_indicators_stay_within_their_scale(data: st.DataObject) -> None:
    """Whatever is answered, a mark is from 0 to 10, a share from 0 to 1, inside its interval."""
    definition = definitions.parse(templates.load("satisfaction"))
    responses = data.draw(st.lists(_response(), min_size=1, max_size=30))
    for name, found in indicators.reference_indicators(tally(definition, responses)).items():
        if found.value is None:
            assert found.count == 0
            continue
        top = 1 if name in ("help_reachable", "help_reachable_per_person", "autonomy") else 10
        low, high = found.interval or (found.value, found.value)
        assert 0 <= low <= found.value + 1e-9
        assert found.value - 1e-9 <= high <= top


@st.composite
def _response(draw: st.DrawFn) -> Json:
    quality = st.sampled_from(tuple(indicators.QUALITY_MARKS))
    reached = draw(
        st.dictionaries(st.sampled_from(["phone", "email"]), st.sampled_from(["yes", "no"]))
    )
    answers: Json = {"satisfaction": draw(st.sampled_from(["good", "medium", "bad"]))}
    answers["contact_tried"] = [*reached] or ["none"]
    if reached:
        answers["contact_reached"] = reached
        answers["contact_satisfaction"] = {
            channel: draw(quality) for channel, answer in reached.items() if answer == "yes"
        }
    return answers


def test_tallies_add_up(vectors: Any) -> None:
    """Counts of two days are the sum of each day's, so results need no second reading."""
    cases = [case for case in vectors("indicators") if case["survey"] == "satisfaction"]
    days = [counts_of(case) for case in cases]
    together = counts_of(
        {"survey": "satisfaction", "responses": [r for c in cases for r in c["responses"]]}
    )
    assert sum(days, Counter()) == together


def test_what_people_wrote_is_never_counted() -> None:
    """A tally knows that there was a text, and nothing of what it said."""
    definition = definitions.parse(templates.load("satisfaction"))
    answers = {"contact_tried": ["other"], "contact_tried:other": "ma voisine", "verbatim": "Long."}
    assert set(tallies.cells(definition, answers)) == {
        tallies.RESPONSES,
        Cell("contact_tried"),
        Cell("contact_tried", "", "other"),
        Cell("verbatim"),
    }
