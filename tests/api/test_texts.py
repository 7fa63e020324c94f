"""The interface's own sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from widget_backend.api.problems import explained
from widget_backend.api.texts import languages, texts, widget_texts

ROOT = Path(__file__).parents[2]
BLANK = re.compile(r"{\w+}")


@pytest.mark.parametrize("language", languages())
def test_every_language_says_the_same_things(language: str) -> None:
    """A language lacks no sentence of the French ones, and no blank in them."""
    french = texts("fr")
    assert set(texts(language)) == set(french)
    for key, sentence in texts(language).items():
        assert sorted(BLANK.findall(sentence)) == sorted(BLANK.findall(french[key])), key


def test_templates_say_only_what_there_is() -> None:
    """Every sentence that a page asks for exists, and every one there is is asked for."""
    templates = (ROOT / "widget_backend" / "templates" / "pages").glob("*.html")
    code = (ROOT / "widget_backend" / "api").glob("*.py")
    named = " ".join(path.read_text("utf-8") for path in (*templates, *code))
    asked = set(re.findall(r"\bt\.(\w+)", named))
    assert asked - set(texts("fr")) == set()
    own = json.loads((ROOT / "widget_backend/templates/texts/fr.json").read_text("utf-8"))
    unused = {key for key in own if not key.startswith("error.") and key not in named}
    assert unused == set()


def test_reasons_for_refusing_a_document_travel_with_its_survey() -> None:
    """The widget gets those sentences where documents may be sent, and only there."""
    assert "error.encrypted_document" in widget_texts("fr", documents=True)
    assert "error.encrypted_document" not in widget_texts("fr")


def test_what_a_respondent_may_meet_has_a_sentence() -> None:
    """The problems that a page can show are said in every language."""
    shown = {"receipt_not_found", "survey_closed", "survey_not_found", "site_not_found"}
    assert shown <= {code for code, _, _ in explained()}
    assert {f"error.{code}" for code in shown} <= set(texts("fr"))
