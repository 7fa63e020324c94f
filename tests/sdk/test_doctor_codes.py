"""The codes of the doctor's findings, which machines go by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A code is the first word of a finding, or what a table of the sources gives for it.
WRITTEN = re.compile(
    r"(?:\b(?:ok|info|advice|blocking)\(|^ +\"[\w-]+\": \()\s*\"([a-z_]+)\",", re.MULTILINE
)
OF_SERVICE = re.compile(r"^ +\"([a-z_]+_(?:found|closed|allowed|unknown))\": \(", re.MULTILINE)
NAMED = re.compile(r"^[A-Z]+ = \"([a-z_]+)\"$", re.MULTILINE)
ROW = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)


def codes(source: str) -> set[str]:
    """Give the codes that a source file writes."""
    named = set(NAMED.findall(source)) if "blocking(UNREACHABLE" in source else set()
    return {*WRITTEN.findall(source), *OF_SERVICE.findall(source), *named}


def test_every_code_is_in_the_reference() -> None:
    """The reference of commands has a row for each code of the doctor, and for no other."""
    sources = (ROOT / "sdk" / "porte_voix" / "_doctor").glob("*.py")
    written = set().union(*(codes(path.read_text("utf-8")) for path in sources))
    page = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    assert len(written) > 40
    assert set(ROW.findall(page)) == written


@pytest.mark.parametrize("name", ["nothing-shows.md", "fr/rien-ne-s-affiche.md"])
def test_the_guides_name_codes_that_exist(name: str) -> None:
    """Each code that a guide says the doctor gives is one of the doctor's."""
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    guide = (ROOT / "docs" / "guides" / name).read_text("utf-8")
    cells = [row.split("|")[2] for row in guide.splitlines() if row.startswith("|")]
    named = {code for cell in cells for code in re.findall(r"`([a-z_]+)`", cell)}
    assert len(named) > 15
    assert named - set(ROW.findall(reference)) == set()


def test_a_new_code_is_caught() -> None:
    """Control: a code is found wherever findings are written."""
    assert codes('yield advice(\n    "a_b",\n') == {"a_b"}
    assert codes('    "site": ("c_d", "x"),\n') == {"c_d"}
    assert codes('    "survey_closed": (\n') == {"survey_closed"}
