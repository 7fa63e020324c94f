"""The hosted page's steps: one after another, forth and back, and only mistakes that were seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widget_backend.domain import answers, definitions, turns
from widget_backend.domain.definitions import Definition
from widget_backend.domain.turns import Turn

Json = dict[str, Any]
Form = dict[str, list[str]]
YES_NO = [{"key": "yes", "label": {"fr": "Oui"}}, {"key": "no", "label": {"fr": "Non"}}]


@pytest.fixture(scope="module")
def stepped(survey_of: Callable[..., Json]) -> Definition:
    """Give a survey of four steps: about, more (asked on "no"), papers' own, end."""
    on_no = {"show_if": {"question": "found", "equals": "no"}}
    return definitions.parse(
        survey_of(
            {"key": "about", "type": "step"},
            {"key": "found", "type": "single_choice", "choices": YES_NO, "required": True},
            {"key": "papers", "type": "document"},
            {"key": "more", "type": "step"},
            {"key": "why", "type": "long_text", "required": True, **on_no},
            {"key": "again", "type": "step"},
            {"key": "name", "type": "short_text", "max_length": 5},
            {"key": "end", "type": "step"},
            {"key": "last", "type": "short_text", "required": True},
            {"key": "from_page", "type": "short_text", "hidden": True},
        )
    )


def send(definition: Definition, turn: Turn, typed: Form, **own: str) -> Turn:
    """Fill the page of a turn and send it; `own` are the page's own controls, `go` for `pv-go`."""
    form = typed | {turns.SHOWN: [turn.shown], turns.STEP: [str(turn.step)]}
    return turns.advance(definition, form | {f"pv-{name}": [value] for name, value in own.items()})


def codes(turn: Turn) -> list[tuple[str, str]]:
    """Give the pointers and codes of a turn's errors."""
    return [(error.pointer, error.code) for error in turn.errors]


def test_steps_come_one_at_a_time(stepped: Definition) -> None:
    """Each press shows the next step that asks anything; the last one ends the survey."""
    typed: Form = {"found": ["yes"]}
    first = turns.begin(stepped)
    assert (first.step, first.is_first, first.is_last) == (0, True, False)
    assert first.shown == "found"
    second = send(stepped, first, typed)
    assert (second.step, second.revealed, second.errors) == (2, (), ())
    third = send(stepped, second, typed | {"name": ["Ana"]})
    assert (third.step, third.is_last, third.is_complete) == (3, True, False)
    last = send(stepped, third, typed | {"name": ["Ana"], "last": ["x"]})
    assert last.is_complete
    assert last.answers == {"found": "yes", "name": "Ana", "last": "x"}


def test_a_step_that_asks_nothing_is_passed_over(stepped: Definition) -> None:
    """The same survey asks one step more of who answers otherwise, forth and back."""
    first = turns.begin(stepped)
    assert send(stepped, first, {"found": ["no"]}).step == 1
    at_name = send(stepped, first, {"found": ["yes"]})
    assert send(stepped, at_name, {"found": ["yes"]}, go=turns.BACK).step == 0
    assert send(stepped, at_name, {"found": ["no"]}, go=turns.BACK).step == 1


def test_mistakes_of_a_step_keep_it(stepped: Definition) -> None:
    """A step with a mistake is shown again; what is required later is not spoken of."""
    turn = send(stepped, turns.begin(stepped), {})
    assert (turn.step, codes(turn)) == (0, [("/answers/found", "required")])
    at_name = send(stepped, turns.begin(stepped), {"found": ["yes"]})
    wrong = send(stepped, at_name, {"found": ["yes"], "name": ["Éléonore"]})
    assert (wrong.step, codes(wrong)) == (2, [("/answers/name", "too_long")])


def test_mistakes_of_an_earlier_step_lead_back_to_it(stepped: Definition) -> None:
    """An answer that is gone from a step that was seen is asked for there."""
    turn = Turn({}, (), seen=("found", "name"), step=2)
    again = send(stepped, turn, {})
    assert (again.step, codes(again)) == (0, [("/answers/found", "required")])


def test_telling_what_nobody_saw_is_noticed(
    stepped: Definition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: when every mistake counts as seen, the first step speaks of the last one."""
    monkeypatch.setattr(turns._Sent, "is_seen", lambda self, error: True)
    turn = send(stepped, turns.begin(stepped), {"found": ["yes"]})
    assert turn.step != 2


def test_going_back_tells_no_mistake(stepped: Definition) -> None:
    """Whoever goes back, or switches the language, is told nothing and loses nothing."""
    at_name = send(stepped, turns.begin(stepped), {"found": ["yes"]})
    typed: Form = {"found": ["yes"], "name": ["Éléonore"]}
    for go, step in ((turns.BACK, 0), (turns.STAY, 2)):
        turn = send(stepped, at_name, typed, go=go)
        assert (turn.step, turn.errors, turn.revealed, turn.is_complete) == (step, (), (), False)
        assert set(turn.seen) == {"found", "name"}
    assert send(stepped, turns.begin(stepped), {}, go=turns.BACK).step == 0


def test_a_place_leads_to_its_step(stepped: Definition) -> None:
    """What was found in an answer is changed where it was typed."""
    turn = Turn({}, (), seen=("found", "name", "last"), step=3)
    assert send(stepped, turn, {"found": ["yes"]}, go="name").step == 2
    assert send(stepped, turn, {"found": ["yes"]}, go="nowhere").step == 3


def test_a_question_revealed_in_its_step_is_announced(survey_of: Callable[..., Json]) -> None:
    """More questions of the same step are shown before the next one."""
    definition = definitions.parse(
        survey_of(
            {"key": "one", "type": "step"},
            {"key": "found", "type": "single_choice", "choices": YES_NO},
            {"key": "why", "type": "long_text", "show_if": {"question": "found", "equals": "no"}},
            {"key": "two", "type": "step"},
            {"key": "last", "type": "short_text"},
        )
    )
    turn = send(definition, turns.begin(definition), {"found": ["no"]})
    assert (turn.step, turn.revealed) == (0, ("why",))
    assert send(definition, turn, {"found": ["no"]}).step == 1


def test_documents_are_asked_for_last(stepped: Definition) -> None:
    """No browser keeps a file from one page to the next: the last step asks for it."""
    steps = turns.page_steps(stepped)
    assert [[question.key for question in questions] for _, questions in steps] == [
        *(["found"], ["why"], ["name"], ["papers", "last", "from_page"])
    ]
    turn = Turn({}, (), seen=("found", "name", "papers", "last"), step=3)
    form: Form = {turns.SHOWN: [turn.shown], turns.STEP: ["3"]}
    form |= {"found": ["yes"], "last": ["x"]}
    sent = turns.advance(stepped, form, {"papers": 1})
    assert sent.is_complete
    assert sent.answers["papers"] == [{"part": "papers.0"}]


@pytest.mark.parametrize("typed", ["", "x", "-1", "4", "99999", "\u0661\u0661", "1.0", " 1"])
def test_a_step_that_is_none_is_the_first(stepped: Definition, typed: str) -> None:
    """Whatever a page says, no step is passed over with its mistakes."""
    form = {turns.STEP: [typed], turns.SHOWN: ["found name last"]}
    turn = turns.advance(stepped, form)
    assert (turn.step, codes(turn)) == (0, [("/answers/found", "required")])


def test_a_later_step_cannot_have_been_seen(stepped: Definition) -> None:
    """A page that claims to have shown everything is not told off for what it has not."""
    form: Form = {turns.STEP: ["0"], turns.SHOWN: ["found name last"], "found": ["yes"]}
    turn = turns.advance(stepped, form)
    assert (turn.step, turn.errors) == (2, ())
    assert turn.seen == ("found", "name")


def test_a_hidden_question_travels_along(stepped: Definition) -> None:
    """What the address filled in is an answer like another, and stands nowhere."""
    turn = Turn({}, (), seen=("found", "name", "papers", "last"), step=3)
    typed: Form = {"found": ["yes"], "last": ["x"], "from_page": ["permis"]}
    last = send(stepped, turn, typed)
    assert last.answers["from_page"] == "permis"
    assert "from_page" not in last.places


@settings(deadline=None)
@given(data=st.data())
def test_any_way_through_steps_ends(stepped: Definition, data: st.DataObject) -> None:
    """Whatever was typed, pressing on ends, or stays at a mistake; it never goes in circles."""
    names = ["found", "why", "name", "last", "from_page", "x"]
    values = st.lists(st.sampled_from(["yes", "no", "trop long", ""]), max_size=2)
    form = data.draw(st.dictionaries(st.sampled_from(names), values))
    turn = turns.begin(stepped)
    for _ in range(6):
        turn = send(stepped, turn, form)
    assert turn.is_complete or turn.errors
    if turn.is_complete:
        assert answers.check(stepped, turn.answers) == turn.answers
