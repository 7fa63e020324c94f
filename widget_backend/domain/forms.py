"""The hosted page without JavaScript: from a form to answers, and from answers to the next page.

Controls are named after what they answer, which is also the name of their *place* on the page:
`question`, `question:other`, `question:row` in a matrix, `question:address` and
`question:consent` for an e-mail address. Names that begin with `pv-` are the page's own; no key of
a question can.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import FieldError, InvalidAnswers
from . import answers as answer_rules
from .branching import Path, follow
from .definitions import Definition
from .questions import Question

Form = Mapping[str, Sequence[str]]  # control name → values, as a browser sends them
Files = Mapping[str, int]  # question → number of files chosen

SHOWN = "pv-shown"


@dataclass(frozen=True, slots=True)
class Step:
    """Where a respondent stands.

    `answers` is what would be sent, checked when there is no error; `places` are on the page now,
    of which `revealed` were not on the page that was filled in; `errors` point into `answers`.
    """

    answers: dict[str, Any]
    places: tuple[str, ...]
    revealed: tuple[str, ...] = ()
    errors: tuple[FieldError, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Tell whether `answers` can be sent; otherwise the page is shown again."""
        return not self.revealed and not self.errors

    @property
    def shown(self) -> str:
        """The value of the hidden control `SHOWN`."""
        return " ".join(self.places)


def begin(definition: Definition) -> Step:
    """Give the first page: what is asked before anything is answered."""
    return Step({}, _places(follow(definition, {})))


def advance(definition: Definition, form: Form, files: Files | None = None) -> Step:
    """Read a filled page: it is complete, or has mistakes, or its answers reveal more questions.

    A question that was not on the page before is never a mistake: nobody has seen it yet.
    """
    raw = read(definition, form, files or {})
    path = follow(definition, raw)
    places = _places(path)
    seen = " ".join(form.get(SHOWN, ())).split()
    revealed = tuple(place for place in places if place not in seen)
    answers, mistakes = _checked(definition, path, revealed)
    errors = _in_order(definition, (*_stray_texts(raw, path), *mistakes))
    return Step(answers, places, revealed, errors)


def read(definition: Definition, form: Form, files: Files) -> dict[str, Any]:
    """Give the raw answers of a form, for `branching.prune` and `answers.check`.

    Documents are named by `part_name`, in the order in which they were chosen.
    """
    raw: dict[str, Any] = {}
    for question in definition.questions:
        reader = _READERS.get(question.type, _first)
        raw[question.key] = reader(question, form)
        if question.other_choice:
            raw[question.other_key] = _value(form, question.other_key)
        if question.type == "document":
            count = files.get(question.key, 0)
            raw[question.key] = [{"part": part_name(question.key, n)} for n in range(count)]
    return raw


def part_name(question: str, index: int) -> str:
    """Name the part that holds a file of a question, counted from 0."""
    return f"{question}.{index}"


def place_of(definition: Definition, pointer: str) -> str:
    """Give the place of an error that points into the answers; "" when it is none of them."""
    _, _, path = pointer.partition("/answers/")
    name, _, below = path.partition("/")
    question = definition.question(name.partition(":")[0])
    if question is None:
        return ""
    if question.type == "email":
        return f"{name}:{below or 'address'}"
    return f"{name}:{below}" if question.type == "matrix" and below else name


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


def _stray_texts(raw: Mapping[str, Any], path: Path) -> Iterator[FieldError]:
    """A text typed beside `other` without choosing it: asked about, never dropped in silence."""
    for question in path.shown:
        typed = str(raw.get(question.other_key) or "").strip()
        if typed and question.other_key not in path.answers:
            rule = "Choose the option that this text belongs to, or remove the text."
            yield FieldError(f"/answers/{question.other_key}", "other_not_chosen", rule)


def _checked(
    definition: Definition, path: Path, revealed: Collection[str]
) -> tuple[dict[str, Any], tuple[FieldError, ...]]:
    try:
        return answer_rules.check(definition, path.answers), ()
    except InvalidAnswers as wrong:
        unseen = {*revealed, *(f"{place}:address" for place in revealed)}
        errors = (e for e in wrong.errors if place_of(definition, e.pointer) not in unseen)
        return path.answers, tuple(errors)


def _in_order(definition: Definition, errors: Iterable[FieldError]) -> tuple[FieldError, ...]:
    """Sort errors as their questions stand on the page."""
    order = [question.key for question in definition.questions]
    return tuple(
        sorted(errors, key=lambda e: order.index(place_of(definition, e.pointer).partition(":")[0]))
    )


def _value(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[0] if values else ""


def _first(question: Question, form: Form) -> str:
    return _value(form, question.key)


def _number_or_choice(question: Question, form: Form) -> str | int:
    typed = _value(form, question.key).strip()
    is_number = question.min is not None and typed.removeprefix("-").isdecimal()
    return int(typed) if is_number and len(typed) < 10 else typed


def _ticks(question: Question, form: Form) -> list[str]:
    return list(form.get(question.key, ()))


def _rows(question: Question, form: Form) -> dict[str, str]:
    return {row.key: _value(form, f"{question.key}:{row.key}") for row in question.rows}


def _address(question: Question, form: Form) -> dict[str, Any]:
    agreed = f"{question.key}:consent" in form
    return {"address": _value(form, f"{question.key}:address"), "consent": agreed}


_READERS: dict[str, Callable[[Question, Form], Any]] = {
    "scale": _number_or_choice,
    "multiple_choice": _ticks,
    "matrix": _rows,
    "email": _address,
}
