"""Changes as rows of a file."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from porte_voix import Change
from porte_voix._commands.rows import FORMULA_STARTS, CsvRows, NdjsonRows, cell
from porte_voix.testing import sample_change, sample_erasure

FORMULAS = ["=1+1", "+33", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def read(data: bytes) -> list[dict[str, str]]:
    """Read a CSV back, as any program would."""
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def is_run(text: str) -> bool:
    """Tell whether a spreadsheet would run a cell as a formula."""
    return text.startswith(FORMULA_STARTS)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_made_text(text: str) -> None:
    """A text that a spreadsheet would run begins with an apostrophe."""
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_bare_cell_would_be_run(text: str) -> None:
    """Control: the same text written as it is would be run."""
    assert is_run(str(text))


@given(JSON)
def test_no_answer_becomes_a_formula(value: object) -> None:
    """Whatever a person answered, no cell is run, save for negative numbers, which are numbers."""
    text = cell(value)
    assert not is_run(text) or (isinstance(value, int) and text == str(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (-3, "-3"),
        ("bien", "bien"),
        (["phone", "email"], "phone|email"),
        (["=1"], "'=1"),
        ([{"page": 1}], '[{"page":1}]'),
        ({"phone": "yes"}, '{"phone":"yes"}'),
        ("l'été", "l'été"),
    ],
)
def test_values_have_one_form_each(value: object, text: str) -> None:
    """Numbers stay numbers, keys of several choices are joined, objects are JSON."""
    assert cell(value) == text


def test_columns_do_not_depend_on_the_data() -> None:
    """A response and its erasure have the same columns, in the order of the header."""
    rows = CsvRows(["satisfaction", "contact_tried"])
    answers = {"satisfaction": "good", "contact_tried": ["phone", "email"]}
    data = rows.header() + rows.row(sample_change("c1", answers=answers))
    response, erasure = read(data + rows.row(sample_erasure("c2")))
    assert list(response) == list(erasure)
    assert response["answers.satisfaction"] == "good"
    assert response["answers.contact_tried"] == "phone|email"
    assert json.loads(response["answers"]) == answers
    assert response["survey"] == "satisfaction"
    assert json.loads(response["anonymization"])["status"] == "redacted"
    assert (erasure["type"], erasure["id"]) == ("erasure", response["id"])
    assert {
        value for name, value in erasure.items() if name not in {"type", "id", "source", "at"}
    } == {""}


@given(st.text(), st.text())
def test_a_verbatim_comes_back_whole(verbatim: str, key: str) -> None:
    """Quotes, commas and newlines of a verbatim are all there when the file is read back."""
    rows = CsvRows(["verbatim"])
    change = sample_change("c1", answers={"verbatim": verbatim, key: key})
    (row,) = read(rows.header() + rows.row(change))
    kept = json.loads(row["answers"])
    assert kept == change.response.answers if change.response else False


@given(st.text())
def test_ndjson_is_what_was_sent(verbatim: str) -> None:
    """A line of NDJSON is the change as it was sent, in one line."""
    change = sample_change("c1", answers={"verbatim": verbatim})
    line = NdjsonRows().row(change)
    assert line.count(b"\n") == 1
    assert json.loads(line) == change.raw
    assert NdjsonRows().header() == b""


@pytest.mark.parametrize("rows", [NdjsonRows(), CsvRows(["verbatim"])])
def test_half_a_character_does_not_stop_a_pull(rows: NdjsonRows | CsvRows) -> None:
    """A lone surrogate, which JSON lets through, is written as an escape."""
    line = rows.row(sample_change("c1", answers={"verbatim": "a\ud83d"}))
    assert b"a\\ud83d" in line


def test_types_of_tomorrow_have_their_row() -> None:
    """A change of an unknown type is written too: its type, its id, and no response."""
    raw = {"change": "c", "type": "reply", "id": "a", "at": "2026-11-22T10:00:00Z", "reply": {}}
    rows = CsvRows()
    (row,) = read(rows.header() + rows.row(Change.from_json(raw)))
    assert (row["type"], row["id"], row["answers"]) == ("reply", "a", "")
