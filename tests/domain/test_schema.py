"""survey.schema.json says of a definition's shape what parse() does."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, validators

from widget_backend.domain import definitions, question_reader, templates
from widget_backend.errors import InvalidDefinition

Json = dict[str, Any]
SCHEMA = json.loads(
    (files("widget_backend.domain") / "survey.schema.json").read_text(encoding="utf-8")
)

# JSON has no NaN, though Python's reader lets it in: it is no number of the schema's.
JsonValidator = validators.extend(
    Draft202012Validator,
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine(
        "number", lambda checker, value: _is_number(value)
    ),
)
VALIDATOR = JsonValidator(SCHEMA)

# What a schema cannot say; its description tells of each.
BEYOND_SHAPE = {
    *("duplicate_key", "duplicate_other", "invalid_range", "unknown_reference", "not_comparable"),
    *("missing_language", "unknown_language", "empty_text", "invalid_text", "too_deep"),
    *("outside_step", "empty_step", "invalid_date"),
}


def _is_number(value: object) -> bool:
    """Tell whether a value is a number that JSON can write."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value)


def codes_of(raw: Any) -> set[str]:
    """Give the codes of what parse() refuses."""
    try:
        definitions.parse(raw)
    except InvalidDefinition as wrong:
        return {error.code for error in wrong.errors}
    return set()


def disagreement(raw: Any, validator: Draft202012Validator = VALIDATOR) -> str:
    """Say how the two differ on a definition; "" when they agree."""
    codes = codes_of(raw)
    if validator.is_valid(raw):
        return "only parse() refuses the shape" if codes - BEYOND_SHAPE else ""
    return "" if codes else "only the schema refuses it"


def test_the_schema_is_a_schema() -> None:
    """It is valid JSON Schema 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


def test_every_part_is_described() -> None:
    """Whoever reads a field's schema reads what it means."""
    assert [path for path, part in _parts(SCHEMA, "#") if "description" not in part] == []


def _parts(schema: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every definition and property of the schema, with its path."""
    for holder in ("$defs", "properties"):
        for name, part in schema.get(holder, {}).items():
            if name != "type" and not _repeated(name, part):
                yield f"{path}/{name}", part
            yield from _parts(part, f"{path}/{name}")


def _repeated(name: str, part: Any) -> bool:
    """The members of a condition are described where it is."""
    return name in ("all", "any", "not")


def test_every_type_is_in_the_schema() -> None:
    """The schema and the reader know the same question types."""
    known = {
        part["properties"]["type"]["const"]
        for part in SCHEMA["$defs"].values()
        if "const" in part.get("properties", {}).get("type", {})
    }
    assert known == set(question_reader.FIELDS)


def test_templates_fit_the_schema(template: str) -> None:
    """The built-in surveys are valid by the published schema."""
    assert list(VALIDATOR.iter_errors(templates.load(template))) == []


@settings(deadline=None)
@given(data=st.data())
def test_schema_and_parse_agree(
    every_type: Json, stepped: Json, damaged: Any, data: st.DataObject
) -> None:
    """Whatever is changed in a definition, both accept its shape, or both refuse it."""
    assert disagreement(data.draw(damaged(every_type) | damaged(stepped))) == ""


@settings(deadline=None)
@given(data=st.data())
def test_schema_and_parse_agree_on_targeting(
    every_type: Json, stepped: Json, damaged: Any, data: st.DataObject
) -> None:
    """Whatever is changed in `targeting`, both accept its shape, or both refuse it."""
    targeting = data.draw(damaged(stepped["targeting"]))
    assert disagreement(every_type | {"targeting": targeting}) == ""


@pytest.mark.parametrize("count", [20, 21])
def test_schema_and_parse_count_the_same_steps(survey_of: Any, count: int) -> None:
    """Twenty steps are right for both, one more is wrong for both."""
    steps = ({"key": f"s{n}", "type": "step"} for n in range(count))
    notes = ({"key": f"n{n}", "type": "information"} for n in range(count))
    raw = survey_of(*(one for pair in zip(steps, notes, strict=True) for one in pair))
    assert disagreement(raw) == ""
    assert VALIDATOR.is_valid(raw) == (count == 20)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["properties", "questions", "maxItems"], 12),
        (["$defs", "key", "pattern"], "^[a-z]{0,4}$"),
        (["$defs", "email", "required"], ["type", "consent", "consent_version", "help"]),
        (["$defs", "policy", "enum"], ["redact"]),
        (["$defs", "texts", "additionalProperties"], {"type": "string", "maxLength": 6}),
        (["properties", "questions", "maxContains"], 2),
        (["$defs", "unseen", "then", "properties", "label"], False),
        (["$defs", "globs", "pattern"], "^[*]"),
        (["$defs", "targeting", "properties", "exit_intent"], {"const": False}),
    ],
)
def test_a_schema_that_differs_is_noticed(stepped: Json, path: list[str], value: Any) -> None:
    """Control: a schema with one rule changed disagrees with parse() on a right definition."""
    broken = copy.deepcopy(SCHEMA)
    part = broken
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert disagreement(stepped) == ""
    assert disagreement(stepped, Draft202012Validator(broken)) == "only the schema refuses it"
