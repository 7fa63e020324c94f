"""Every code of an error is a promise, and is documented."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
REFUSED = re.compile(
    r"(?:refuse|FieldError|(?:Invalid|Refused)\.at)\("
    r"\s*(?:(?:f?\"[^\"]*\"|pointer),\s*)?\"([a-z_]+)\""
)


def undocumented(code: str, reference: str) -> set[str]:
    """Give the codes that some code refuses with, and the reference does not name."""
    return {found for found in REFUSED.findall(code) if f"| `{found}` |" not in reference}


def test_every_code_is_in_the_reference() -> None:
    """Whoever meets a code finds its meaning on the page of problems."""
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "widget_backend").rglob("*.py"))
    reference = (ROOT / "docs/reference/problems.md").read_text("utf-8")
    assert len(REFUSED.findall(code)) > 30
    assert undocumented(code, reference) == set()


def test_an_undocumented_code_is_noticed() -> None:
    """Control: a code that the reference lacks is named."""
    code = 'place.refuse("too_green", "Less.")\nFieldError(\n  f"/a/{b}", "too_blue", rule)'
    code += '\nInvalid.at("/a", "too_red", rule)'
    assert undocumented(code, "| `too_blue` | is too blue |") == {"too_green", "too_red"}
