"""The hosted page without JavaScript: what comes after the page that was sent.

The page holds the whole form, and shows one step of it. What was typed in the others travels along,
hidden; so does `SHOWN`, the places that the respondent has seen, for nobody is told off for a
question that was not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import FieldError
from .branching import Path
from .definitions import Definition
from .forms import Files, Form, follow_form, judge, place_of
from .questions import Question

SHOWN, STEP, GO = "pv-shown", "pv-step", "pv-go"
BACK, STAY = "back", "stay"

Steps = tuple[tuple[Question | None, tuple[Question, ...]], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a respondent stands.

    `answers` is what would be sent, checked when it is complete; `places` are asked now, in all
    steps, and `asked_steps` are those that ask any; `step` is shown. Of it, `revealed` were not on
    the page that was sent, and `errors` point into `answers`. `seen` are the places seen so far.
    """

    answers: dict[str, Any]
    places: tuple[str, ...]
    seen: tuple[str, ...] = ()
    step: int = 0
    asked_steps: tuple[int, ...] = (0,)
    revealed: tuple[str, ...] = ()
    errors: tuple[FieldError, ...] = ()
    is_complete: bool = False

    @property
    def shown(self) -> str:
        """The value of the hidden control `SHOWN`."""
        return " ".join(self.seen)

    @property
    def is_first(self) -> bool:
        """Tell whether nothing is asked in a step before."""
        return not any(step < self.step for step in self.asked_steps)

    @property
    def is_last(self) -> bool:
        """Tell whether nothing is asked in a step after, as far as the answers tell."""
        return not any(step > self.step for step in self.asked_steps)


def page_steps(definition: Definition) -> Steps:
    """Give the steps of the hosted page: documents are asked for in the last one.

    No browser keeps a chosen file when the page is shown again.
    """
    *before, (last, questions) = definition.steps
    files = tuple(q for _, own in before for q in own if q.type == "document")
    without = tuple(
        (step, tuple(question for question in own if question.type != "document"))
        for step, own in before
    )
    return (*without, (last, (*files, *questions)))


def begin(definition: Definition, form: Form | None = None) -> Turn:
    """Give the first page: what is asked before anything is answered, but what `form` fills in."""
    return _Sent(definition, form or {}, {}).at_first()


def advance(definition: Definition, form: Form, files: Files | None = None) -> Turn:
    """Read a page that was sent: another step, the same with its mistakes, or the end.

    A question that was not on the page before is never a mistake: nobody has seen it yet.
    """
    return _Sent(definition, form, files or {}).next()


class _Sent:
    """A page that was sent, and the way that it takes through the survey."""

    def __init__(self, definition: Definition, form: Form, files: Files) -> None:
        self.definition, self.form, self.files = definition, form, files
        self.step_of = _step_of(definition)
        self.here = _whole(form, max(self.step_of.values(), default=0))
        self.path: Path = follow_form(definition, form, files)
        self.places = _places(self.path)
        self.asked_steps = tuple(sorted({self.where(place) for place in self.places}))
        named = " ".join(form.get(SHOWN, ())).split()
        due = [place for place in self.places if self.where(place) <= self.here]
        self.seen = {place for place in due if place in named}
        self.revealed = tuple(place for place in due if place not in named)

    def where(self, place: str) -> int:
        """Give the step of a place; what has none is told wherever one stands."""
        return self.step_of.get(place.partition(":")[0], self.here)

    def at_first(self) -> Turn:
        return self.turn(self.asked_steps[0] if self.asked_steps else 0)

    def next(self) -> Turn:
        go = next(iter(self.form.get(GO, ())), "")
        if go == BACK:
            before = [step for step in self.asked_steps if step < self.here]
            return self.turn(before[-1] if before else self.here)
        if go == STAY:
            return self.turn(self.here)
        if go in self.places:
            return self.turn(self.where(go))
        return self.forward()

    def forward(self) -> Turn:
        answers, mistakes = judge(self.definition, self.form, self.files, self.path)
        told = {error: self.place_of(error) for error in mistakes if self.is_seen(error)}
        again = [self.where(place) for place in (*self.revealed, *told.values())]
        if again:
            return self.turn(min(again), told)
        after = [step for step in self.asked_steps if step > self.here]
        if after:
            return self.turn(after[0])
        return self.turn(self.here, answers=answers)

    def place_of(self, error: FieldError) -> str:
        return place_of(self.definition, error.pointer)

    def is_seen(self, error: FieldError) -> bool:
        place = self.place_of(error)
        unseen = {*self.revealed, *(f"{one}:address" for one in self.revealed)}
        return place not in unseen and self.where(place) <= self.here

    def turn(
        self,
        step: int,
        told: Mapping[FieldError, str] | None = None,
        answers: dict[str, Any] | None = None,
    ) -> Turn:
        """Show a step; with `answers`, nothing is left to show."""
        shown = {place for place in self.places if self.where(place) == step}
        is_told = told is not None
        return Turn(
            answers=self.path.answers if answers is None else answers,
            places=self.places,
            seen=tuple(place for place in self.places if place in self.seen | shown),
            step=step,
            asked_steps=self.asked_steps or (0,),
            revealed=tuple(p for p in self.revealed if p in shown) if is_told else (),
            errors=tuple(e for e, place in (told or {}).items() if self.where(place) == step),
            is_complete=answers is not None,
        )


def _step_of(definition: Definition) -> dict[str, int]:
    return {
        question.key: index
        for index, (_, questions) in enumerate(page_steps(definition))
        for question in questions
        if not question.hidden
    }


def _places(path: Path) -> tuple[str, ...]:
    return tuple(
        place
        for question in path.shown
        if question.type != "step" and not question.hidden
        for place in (
            question.key,
            *(f"{question.key}:{row}" for row in path.rows.get(question.key, ())),
        )
    )


def _whole(form: Form, most: int) -> int:
    """Read which step was sent; whatever is no step of this survey is the first."""
    typed = next(iter(form.get(STEP, ())), "")
    return int(typed) if typed.isdecimal() and len(typed) < 4 and int(typed) <= most else 0
