"""Where the questions of a form stand, and when each is asked, told from the form's own controls.

A script that shows and hides questions needs no survey then: a condition speaks of the names of
controls, and is evaluated over what the form would send. Places are in the order of the form; the
controls of a place that is not asked are taken away before the next one is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .conditions import Condition
from .definitions import Definition
from .questions import Question

Json = dict[str, Any]
Known = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class FormPlace:
    """A place: its own `names` of controls, and when it is asked (`condition`; None: always).

    Conditions are `{"all": […]}`, `{"any": […]}`, `{"not": …}`, `{"name", "in": [values]}`,
    `{"name", "greater": number}`, or `{"name"}` alone: something was answered there.
    """

    place: str
    names: tuple[str, ...]
    condition: Json | None


def places_of(definition: Definition) -> tuple[FormPlace, ...]:
    """Give every place that a form of this survey may have, in the order of the form."""
    known = {question.key: question for question in definition.questions}
    return tuple(place for question in known.values() for place in _places(question, known))


def control_names(definition: Definition) -> frozenset[str]:
    """Give the names of all the controls of a form, those of hidden questions among them."""
    hidden = (question.key for question in definition.questions if question.hidden)
    placed = (name for place in places_of(definition) for name in place.names)
    return frozenset((*placed, *hidden))


def _places(question: Question, known: Known) -> Iterator[FormPlace]:
    key = question.key
    if question.hidden or question.type == "step":
        return
    yield FormPlace(key, _names(question), _asked(question, known))
    if question.type == "matrix":
        for row in question.rows:
            place = f"{key}:{row.key}"
            yield FormPlace(place, (place,), _both(question, _row(question, row.key), known))
    if question.other_choice:
        # of a question that is not asked no control is left: its own condition need not be said
        chosen = {"name": key, "in": [question.other_choice.key]}
        yield FormPlace(question.other_key, (question.other_key,), chosen)


def _names(question: Question) -> tuple[str, ...]:
    """Give the names of a place's own controls; rows of a matrix have places of their own."""
    if question.type in ("information", "matrix"):
        return ()
    if question.type == "email":
        return (f"{question.key}:address", f"{question.key}:consent")
    return (question.key,)


def _asked(question: Question, known: Known) -> Json | None:
    """A matrix is asked when one of its rows is."""
    if question.rows_from is None:
        return _both(question, None, known)
    if question.rows_from.value is None:
        ticked = [row.key for row in question.rows]
        return _both(question, {"name": question.rows_from.question, "in": ticked}, known)
    rows = [_row(question, row.key) for row in question.rows]
    return _both(question, {"any": rows}, known)


def _row(question: Question, row: str) -> Json | None:
    source = question.rows_from
    if source is None:
        return None
    if source.value is None:
        return {"name": source.question, "in": [row]}
    return {"name": f"{source.question}:{row}", "in": [source.value]}


def _both(question: Question, rows: Json | None, known: Known) -> Json | None:
    own = _compiled(question.show_if, known) if question.show_if else None
    if own is None or rows is None:
        return own or rows
    return {"all": [own, rows]}


def _compiled(condition: Condition, known: Known) -> Json:
    """Write a condition on answers as one on controls."""
    if condition.operator == "not":
        return {"not": _compiled(condition.parts[0], known)}
    if condition.parts:
        return {condition.operator: [_compiled(part, known) for part in condition.parts]}
    if condition.operator == "answered":
        answered = _answered(known[condition.question])
        return answered if condition.value else {"not": answered}
    if condition.operator == "greater":
        return {"name": condition.question, "greater": condition.value}
    values = condition.value if condition.operator == "in" else (condition.value,)
    return {"name": condition.question, "in": [str(value) for value in values]}


def _answered(question: Question) -> Json:
    if question.type == "matrix":
        return {"any": [{"name": f"{question.key}:{row.key}"} for row in question.rows]}
    return {"name": f"{question.key}:address" if question.type == "email" else question.key}
