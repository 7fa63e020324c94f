"""Forms without any script of ours: from controls to answers.

Controls are named after what they answer, which is also the name of their *place* on the page:
`question`, `question:other`, `question:row` in a matrix, `question:address` and
`question:consent` for an e-mail address. Names that begin with `pv-` are the page's own; no key of
a question can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..errors import FieldError, InvalidAnswers
from . import answers as answer_rules
from .answer_types import CHECKERS
from .branching import Path, follow
from .definitions import Definition
from .form_places import control_names
from .places import MAX_ERRORS, Place, Report, escaped
from .questions import Question

Form = Mapping[str, Sequence[str]]  # control name → values, as a browser sends them
Files = Mapping[str, int]  # question → number of files chosen

OWN = "pv-"
SEVERAL = ("multiple_choice", "document")


def complete(definition: Definition, form: Form, files: Files | None = None) -> dict[str, Any]:
    """Give the answers of a form as they are kept; what is not asked is left out.

    Raises InvalidAnswers with every mistake, in the order of the form.
    """
    answers, mistakes = judge(definition, form, files or {}, follow_form(definition, form, files))
    if mistakes:
        raise InvalidAnswers(errors=mistakes)
    return answers


def prefilled(definition: Definition, values: Mapping[str, str]) -> Form:
    """Give the controls of hidden questions that `values` fill in rightly.

    The others are left empty: a respondent could not put them right.
    """
    return {
        question.key: [values[question.key]]
        for question in definition.questions
        if question.hidden and _is_right(question, values.get(question.key))
    }


def _is_right(question: Question, value: str | None) -> bool:
    report = Report()
    return bool(value) and bool(
        CHECKERS[question.type](question, (), Place(value, "", report)) and not report.count
    )


def follow_form(definition: Definition, form: Form, files: Files | None = None) -> Path:
    """Give the way through a survey that a form takes."""
    return follow(definition, read(definition, form, files or {}))


def judge(
    definition: Definition, form: Form, files: Files, path: Path
) -> tuple[dict[str, Any], tuple[FieldError, ...]]:
    """Give the answers on a form's path, checked when there is no mistake, and the mistakes."""
    found = [*_stray_controls(definition, form, files), *_stray_texts(definition, form, path)]
    answers = path.answers
    try:
        answers = answer_rules.check(definition, answers)
    except InvalidAnswers as wrong:
        found += wrong.errors
    return answers, in_order(definition, found)[:MAX_ERRORS]


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


def parts(definition: Definition, answers: Mapping[str, Any]) -> list[str]:
    """Give the parts that answers name: files of a question that is not asked are left out."""
    documents = (question.key for question in definition.questions if question.type == "document")
    return [file["part"] for key in documents for file in answers.get(key, ())]


def place_of(definition: Definition, pointer: str) -> str:
    """Give the place of an error that points into the answers; "" when it is none of them."""
    _, _, path = pointer.partition("/answers/")
    name, _, below = path.partition("/")
    question = definition.question(name.partition(":")[0])
    if question is None or question.hidden or question.type == "step":
        return ""
    if question.type == "email":
        return f"{name}:{below or 'address'}"
    return f"{name}:{below}" if question.type == "matrix" and below else name


def in_order(definition: Definition, errors: Iterable[FieldError]) -> tuple[FieldError, ...]:
    """Sort errors as their questions stand in the form; those without a place come last."""
    order = {question.key: index for index, question in enumerate(definition.questions)}

    def position(error: FieldError) -> int:
        return order.get(place_of(definition, error.pointer).partition(":")[0], len(order))

    return tuple(sorted(errors, key=position))


def _stray_controls(definition: Definition, form: Form, files: Files) -> Iterator[FieldError]:
    """What was filled in and would not be read: told, never dropped in silence."""
    known = control_names(definition)
    for name, values in form.items():
        count = sum(1 for value in values if value)
        if count and not name.startswith(OWN):
            yield from _stray(definition, name, count, name in known)
    for name in files:
        question = definition.question(name)
        if question is None or question.type != "document":
            rule = "This survey takes no document here; remove it."
            yield FieldError(_pointer(question, name), "unknown_question", rule)


def _stray(definition: Definition, name: str, count: int, is_known: bool) -> Iterator[FieldError]:
    question = definition.question(name.partition(":")[0])
    pointer = _pointer(question, name)
    if question is None or not is_known:
        yield FieldError(pointer, "unknown_question", "This survey has no such control; remove it.")
    elif question.type == "document":
        yield FieldError(pointer, "wrong_type", "Send a document as a file.")
    elif count > 1 and (question.type not in SEVERAL or name != question.key):
        yield FieldError(pointer, "too_many", "Give one answer to this question.")


def _pointer(question: Question | None, name: str) -> str:
    """Point at the answer that a control holds a part of."""
    if question is not None and question.type in ("email", "matrix"):
        name, _, below = name.partition(":")
        return f"/answers/{escaped(name)}/{escaped(below)}" if below else f"/answers/{name}"
    return f"/answers/{escaped(name)}"


def _stray_texts(definition: Definition, form: Form, path: Path) -> Iterator[FieldError]:
    """A text typed beside `other` without choosing it: asked about, never dropped in silence."""
    for question in path.shown:
        is_typed = question.other_choice and _value(form, question.other_key).strip()
        if is_typed and question.other_key not in path.answers:
            rule = "Choose the option that this text belongs to, or remove the text."
            yield FieldError(f"/answers/{question.other_key}", "other_not_chosen", rule)


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
    return [value for value in form.get(question.key, ()) if value]


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
