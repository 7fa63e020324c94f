"""What a definition's shape cannot say: references, order, uniqueness.

Every rule reports with a code of its own, at the place to change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from .conditions import TESTS, Condition
from .places import Place
from .questions import Question

MAX_SPAN = 100
MAX_STEPS = 20

Earlier = Mapping[str, Question]


def check_questions(questions: Sequence[Question], place: Place) -> None:
    """Check each question against those before it; `place` is that of the list."""
    _check_steps(questions, place)
    earlier: dict[str, Question] = {}
    for index, question in enumerate(questions):
        here = place.at(index)
        if question.key in earlier:
            here.at("key").refuse("duplicate_key", "Another question has this key; change one.")
        _check_choices(question, here)
        _check_range(question, here)
        _check_rows_from(question, earlier, here.at("rows_from"))
        if question.show_if:
            _check_condition(question.show_if, earlier, here.at("show_if"))
        earlier.setdefault(question.key, question)


def _check_steps(questions: Sequence[Question], place: Place) -> None:
    starts = [index for index, one in enumerate(questions) if one.type == "step"]
    if starts and starts[0] != 0:
        place.at(0).refuse("outside_step", "Put a step before this; each question is in a step.")
    for index in starts[MAX_STEPS:]:
        place.at(index).refuse("too_many", f"Make {MAX_STEPS} steps at most.")
    for index in starts:
        if not any(not one.hidden for one in _inside(questions, index)):
            place.at(index).refuse("empty_step", "Nothing is shown in this step; remove it.")


def _inside(questions: Sequence[Question], start: int) -> Iterator[Question]:
    return takewhile(lambda one: one.type != "step", questions[start + 1 :])


def _check_choices(question: Question, place: Place) -> None:
    _check_unique([choice.key for choice in question.choices], place.at("choices"))
    _check_unique([row.key for row in question.rows], place.at("rows"))
    others = [index for index, choice in enumerate(question.choices) if choice.other]
    for index in others[1:]:
        rule = "Only one choice of a question may open a text; remove `other` here."
        place.at("choices").at(index).at("other").refuse("duplicate_other", rule)


def _check_unique(keys: list[str], place: Place) -> None:
    for index, key in enumerate(keys):
        if key in keys[:index]:
            place.at(index).at("key").refuse("duplicate_key", "This key is taken; change it.")


def _check_range(question: Question, place: Place) -> None:
    if question.min is None or question.max is None:
        return
    if not 0 < question.max - question.min <= MAX_SPAN:
        rule = f"`max` must be above `min`, by {MAX_SPAN} at most."
        place.at("max").refuse("invalid_range", rule)


def _check_rows_from(question: Question, earlier: Earlier, place: Place) -> None:
    rows_from = question.rows_from
    if rows_from is None:
        return
    source = _find(rows_from.question, earlier, place)
    if source is None:
        return
    by_value = rows_from.value is not None
    if source.type != ("matrix" if by_value else "multiple_choice"):
        rule = "Rows come from a multiple choice, or from a matrix with `value`."
        place.at("question").refuse("not_comparable", rule)
    elif rows_from.value is not None:
        _check_known(rows_from.value, source, place.at("value"))
    for index, key in enumerate(rows_from.keys or ()):
        _check_known(key, source, place.at("keys").at(index))
        if key in (rows_from.keys or ())[:index]:
            place.at("keys").at(index).refuse("duplicate_key", "This key is there twice.")


def _check_condition(condition: Condition, earlier: Earlier, place: Place) -> None:
    if condition.operator in TESTS:
        _check_test(condition, earlier, place)
        return
    for index, part in enumerate(condition.parts):
        below = place.at(condition.operator)
        _check_condition(part, earlier, below if condition.operator == "not" else below.at(index))


def _check_test(condition: Condition, earlier: Earlier, place: Place) -> None:
    source = _find(condition.question, earlier, place)
    if source is None:
        return
    here = place.at(condition.operator)
    if condition.operator not in _tests_of(source):
        rule = "The answers to that question cannot be compared in this way."
        here.refuse("not_comparable", rule)
    elif condition.operator == "equals":
        _check_known(condition.value, source, here)
    elif condition.operator == "in":
        for index, value in enumerate(condition.value):
            _check_known(value, source, here.at(index))


def _find(key: str, earlier: Earlier, place: Place) -> Question | None:
    source = earlier.get(key)
    if source is None:
        rule = "No question before this one has this key; refer to an earlier question."
        place.at("question").refuse("unknown_reference", rule)
    return source


def _tests_of(source: Question) -> tuple[str, ...]:
    """Operators that make sense for the answers to a question."""
    if not source.takes_answer:
        return ()
    if source.min is not None:
        return TESTS
    if source.choices and source.type != "matrix":
        return ("equals", "in", "answered")
    return ("answered",)


def _check_known(value: object, source: Question, place: Place) -> None:
    if source.min is not None and source.max is not None:
        is_known = isinstance(value, int) and source.min <= value <= source.max
    else:
        is_known = value in source.choice_keys()
    if not is_known:
        place.refuse("unknown_reference", "That question has no such answer.")
