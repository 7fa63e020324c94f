"""Compiled conditions: a script that knows only a form asks what the survey asks.

`holds` and `judge` are what the browser does; `tests/vectors/places.json` is read by both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from widget_backend.domain import branching, definitions, form_places, forms
from widget_backend.domain.definitions import Definition

Json = dict[str, Any]
Form = list[tuple[str, str]]  # as a browser would send it; a chosen file is its name

KEYS = ("a", "b", "c")
TYPED = ("", " ", "\u00a0", "x", "3", "-2", "40")


def holds(condition: Json, form: Form) -> bool:
    """Tell whether a compiled condition is true of a form."""
    if "all" in condition:
        return all(holds(part, form) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, form) for part in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], form)
    typed = [value.strip() for name, value in form if name == condition["name"]]
    values = [value for value in typed if value]
    if "in" in condition:
        return any(value in condition["in"] for value in values)
    if "greater" in condition:
        return any(is_greater(value, condition["greater"]) for value in values)
    return bool(values)


def is_greater(value: str, than: int) -> bool:
    """Compare what was typed with a number; words are greater than none."""
    return value.removeprefix("-").isdecimal() and int(value) > than


def judge(places: Sequence[Json], form: Form) -> tuple[list[str], Form]:
    """Give the places that are asked, and what is sent: controls of the others are taken away."""
    shown = []
    for place in places:
        if place["if"] is None or holds(place["if"], form):
            shown.append(place["place"])
        else:
            form = [entry for entry in form if entry[0] not in place["names"]]
    return shown, form


def written(definition: Definition) -> list[Json]:
    """Write the places of a form as the vectors do."""
    return [
        {"place": place.place, "names": list(place.names), "if": place.condition}
        for place in form_places.places_of(definition)
    ]


def answers_of(definition: Definition, form: Form) -> Json:
    """Read a form as the server does."""
    documents = {q.key for q in definition.questions if q.type == "document"}
    controls = {name: [v for n, v in form if n == name] for name, _ in form}
    files = {key: len([v for v in controls.pop(key, []) if v]) for key in documents}
    return forms.read(definition, controls, files)


def followed(definition: Definition, form: Form) -> tuple[list[str], Json]:
    """Give the places that the survey asks, in the order of the form, and the answers that count.

    Steps and hidden questions have no place; the text of `other` is one when its choice is picked.
    """
    path = branching.follow(definition, answers_of(definition, form))
    shown = []
    for question in path.shown:
        if question.type == "step" or question.hidden:
            continue
        shown += [question.key, *(f"{question.key}:{r}" for r in path.rows.get(question.key, ()))]
        if branching.is_other_chosen(question, path.answers.get(question.key, "")):
            shown.append(question.other_key)
    return shown, path.answers


def filled(answers: Json) -> Form:
    """Fill a form with answers as they are sent in JSON."""
    form: Form = []
    for key, value in answers.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and "part" in each:
                form.append((key, each["part"]))
            elif isinstance(each, dict):
                form += [(f"{key}:{name}", str(member)) for name, member in each.items() if member]
            elif each is not None:
                form.append((key, str(each)))
    return form


def test_vectors_of_places(vectors: Callable[[str], Any]) -> None:
    """Each vector's conditions are those that its definition is compiled to, and judge as said."""
    for case in vectors("places"):
        definition = definitions.parse(case["definition"])
        form = [(name, value) for name, value in case["form"]]
        shown, kept = judge(case["places"], form)
        assert written(definition) == case["places"], case["name"]
        assert (shown, [list(entry) for entry in kept]) == (case["shown"], case["kept"])
        assert followed(definition, form)[0] == shown, case["name"]


@pytest.mark.parametrize(
    "broken",
    [
        lambda condition, form: True,
        lambda condition, form: "not" in condition or holds(condition, form),
        lambda condition, form: any(name == condition.get("name") for name, _ in form),
        lambda condition, form: "any" not in condition and holds(condition, form),
        lambda condition, form: (
            holds({"any": condition["all"]}, form) if "all" in condition else holds(condition, form)
        ),
    ],
)
def test_vectors_catch_a_broken_evaluator(
    vectors: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, broken: Any
) -> None:
    """Control: an evaluator that misreads one kind of condition fails a vector."""
    outcomes = []
    for case in vectors("places"):
        form = [(name, value) for name, value in case["form"]]
        shown = []
        for place in case["places"]:
            if place["if"] is None or broken(place["if"], form):
                shown.append(place["place"])
            else:
                form = [entry for entry in form if entry[0] not in place["names"]]
        outcomes.append(shown == case["shown"])
    assert not all(outcomes)


def test_compiled_conditions_agree_with_branching(conditions_case: Json) -> None:
    """What the vectors of branching ask is what their compiled conditions ask."""
    definition = definitions.parse(conditions_case["definition"])
    form = filled(conditions_case["answers"])
    assert judge(written(definition), form)[0] == followed(definition, form)[0]


def test_hidden_questions_have_a_control_and_no_place(survey_of: Callable[..., Json]) -> None:
    """A hidden question may be sent and asked about, without standing anywhere."""
    definition = definitions.parse(
        survey_of(
            {"key": "from_page", "type": "short_text", "hidden": True},
            {
                "key": "why",
                "type": "long_text",
                "show_if": {"question": "from_page", "answered": True},
            },
        )
    )
    assert written(definition) == [{"place": "why", "names": ["why"], "if": {"name": "from_page"}}]
    assert form_places.control_names(definition) == {"from_page", "why"}


CHOICES = [{"key": key, "label": {"fr": key}} for key in KEYS]


@st.composite
def questions(draw: st.DrawFn) -> list[Json]:
    """Draw the questions of a definition, each asked or not by those before it."""
    found: list[Json] = []
    for index in range(draw(st.integers(2, 6))):
        question = draw(st.sampled_from(KINDS)) | {"key": f"q{index}"}
        sources = [q for q in found if q["type"] in ("multiple_choice", "matrix")]
        if question["type"] == "matrix" and sources and draw(st.booleans()):
            source = draw(st.sampled_from(sources))
            value = {"value": "a"} if source["type"] == "matrix" else {}
            question = {k: v for k, v in question.items() if k != "rows"}
            question["rows_from"] = {"question": source["key"], **value}
        askable = [q for q in found if q["type"] != "information"]
        if askable and draw(st.integers(0, 2)):
            question["show_if"] = draw(conditions(askable))
        found.append(question)
    return found


KINDS: list[Json] = [
    {"type": "single_choice", "choices": [*CHOICES[:2], CHOICES[2] | {"other": True}]},
    {"type": "multiple_choice", "choices": [*CHOICES[:2], CHOICES[2] | {"other": True}]},
    {"type": "scale", "min": -50, "max": 50},
    {"type": "smileys", "choices": CHOICES},
    {"type": "matrix", "choices": CHOICES, "rows": CHOICES},
    {"type": "short_text"},
    {"type": "email", "consent": {"fr": "Oui"}},
    {"type": "document"},
    {"type": "information"},
]


@st.composite
def conditions(draw: st.DrawFn, sources: list[Json], depth: int = 2) -> Json:
    """Draw a condition on some of the questions before."""
    kind = draw(st.sampled_from(["test", "test", "all", "any", "not"] if depth else ["test"]))
    if kind in ("all", "any"):
        return {
            kind: [draw(conditions(sources, depth - 1)) for _ in range(draw(st.integers(1, 2)))]
        }
    if kind == "not":
        return {"not": draw(conditions(sources, depth - 1))}
    source = draw(st.sampled_from(sources))
    return {"question": source["key"]} | draw(comparisons(source))


def comparisons(source: Json) -> st.SearchStrategy[Json]:
    """Give the tests that make sense for a question."""
    answered = st.booleans().map(lambda value: {"answered": value})
    if source["type"] == "scale":
        number = st.sampled_from([-2, 3, 40, 7])
        return answered | number.map(lambda n: {"equals": n}) | number.map(lambda n: {"greater": n})
    if source["type"] in ("single_choice", "multiple_choice", "smileys"):
        some = st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True)
        return answered | some.map(lambda keys: {"in": keys}) | some.map(lambda k: {"equals": k[0]})
    return answered


@st.composite
def filled_forms(draw: st.DrawFn, definition: Definition) -> Form:
    """Fill the controls of a form, as a person would, also those that are not asked."""
    form: Form = []
    for question in definition.questions:
        for name in sorted(form_places.control_names(definition)):
            if name.partition(":")[0] != question.key:
                continue
            is_many = question.type in ("multiple_choice", "document") and ":" not in name
            of_choices = question.choices and not name.endswith(":other")
            typed = ("scan.pdf", "photo.jpg") if question.type == "document" else TYPED
            values = st.sampled_from(KEYS if of_choices else typed)
            most = 2 if is_many else 1
            form += [(name, v) for v in draw(st.lists(values, max_size=most, unique=True))]
    return form


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_any_form_is_judged_alike(survey_of: Callable[..., Json], data: st.DataObject) -> None:
    """For any survey and any form, compiled conditions ask what branching asks, no more."""
    definition = definitions.parse(survey_of(*data.draw(questions())))
    form = data.draw(filled_forms(definition))
    shown, kept = judge(written(definition), form)
    expected, answers = followed(definition, form)
    assert shown == expected
    assert followed(definition, kept) == (expected, answers)
    asked = {name for p in written(definition) if p["place"] in shown for name in p["names"]}
    assert {name for name, _ in kept} <= asked
