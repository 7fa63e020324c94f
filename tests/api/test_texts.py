"""The interface's own sentences, in each of its languages."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from widget_backend.api.problems import explained
from widget_backend.api.texts import (
    PAGES,
    direction,
    languages,
    name_of,
    preferred,
    spoken,
    texts,
    widget_texts,
)
from widget_static import LOCALES

ROOT = Path(__file__).parents[2]
BLANK = re.compile(r"{\w+}")
NAMES = {
    "fr": "Français",
    "fr-simple": "Français facile",
    "en": "English",
    "es": "Español",
    "de": "Deutsch",
    "ar": "العربية",
}
SENTENCES = 500  # bytes, gzip -9


def sentences(folder: Path, language: str) -> dict[str, str]:
    """Read one file of sentences."""
    found: dict[str, str] = json.loads((folder / f"{language}.json").read_text("utf-8"))
    return found


def unlike(own: dict[str, str], model: dict[str, str]) -> list[str]:
    """Name what a language lacks, has too much, leaves empty, or fills otherwise."""
    wrong = [f"{key} is on one side only" for key in set(own) ^ set(model)]
    for key in set(own) & set(model):
        wrong += [f"{key} is empty"] if not own[key].strip() else []
        same = sorted(BLANK.findall(own[key])) == sorted(BLANK.findall(model[key]))
        wrong += [] if same else [f"{key} has other blanks"]
    return wrong


def test_the_interface_speaks_six_languages() -> None:
    """French, easy French, English, Spanish, German and Arabic, each named in itself."""
    assert {language: name_of(language) for language in languages()} == NAMES


@pytest.mark.parametrize("folder", [PAGES, LOCALES], ids=["pages", "widget"])
@pytest.mark.parametrize("language", NAMES)
def test_every_language_says_the_same_things(folder: Path, language: str) -> None:
    """A language lacks no sentence of the French ones, no blank in them, and none is empty."""
    french = sentences(folder, "fr")
    assert unlike(sentences(folder, language), french) == []
    assert list(sentences(folder, language)) == list(french)


def test_a_translation_that_differs_is_noticed() -> None:
    """Control: a sentence too few, one too many, an empty one, and a lost blank are named."""
    french = {"left": "Reste : {count}", "send": "Envoyer", "back": "Retour"}
    assert sorted(unlike({"left": "Left", "send": " ", "next": "Next"}, french)) == [
        "back is on one side only",
        "left has other blanks",
        "next is on one side only",
        "send is empty",
    ]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("DE-at", "de"),
        ("fr-simple", "fr-simple"),
        ("FR-Simple", "fr-simple"),
        ("fr-BE", "fr"),
        ("fr-simple-x", "fr"),
        ("pt-BR", "fr"),
        ("", "fr"),
        ("../en", "fr"),
    ],
)
def test_a_language_falls_back_on_its_base(asked: str, given: str) -> None:
    """What is asked for is spoken, else its base, else French, whatever the case of letters."""
    assert spoken(asked) == given
    assert texts(asked) == texts(given)


@pytest.mark.parametrize(
    ("accepted", "given"),
    [(["pt", "ar-MA", "en"], "ar"), (["en-GB"], "en"), (["*"], "fr"), ([], "fr")],
)
def test_a_browser_gets_the_best_that_is_spoken(accepted: list[str], given: str) -> None:
    """Of the languages that a browser accepts, best first, the first one that is spoken."""
    assert preferred(accepted) == given


@pytest.mark.parametrize(
    ("code", "name"), [("de-AT", "Deutsch (AT)"), ("EN", "English"), ("pt-BR", "pt-BR")]
)
def test_a_variety_is_told_apart(code: str, name: str) -> None:
    """A variety has its base's name and its own mark; what is not spoken keeps its code."""
    assert name_of(code) == name


@pytest.mark.parametrize(
    ("language", "way"),
    [
        *((language, "rtl" if language == "ar" else "ltr") for language in NAMES),
        *(("ar-DZ", "rtl"), ("he", "rtl"), ("FA", "rtl"), ("az-Arab", "rtl"), ("ur-PK", "rtl")),
        *(("ar-Latn", "ltr"), ("az", "ltr"), ("arn", "ltr"), ("en-AR", "ltr"), ("", "ltr")),
    ],
)
def test_each_language_is_written_its_way(language: str, way: str) -> None:
    """The script that a tag names decides, else its language; a region never does."""
    assert direction(language) == way


def test_templates_say_only_what_there_is() -> None:
    """Every sentence that a template asks for exists, and every one there is is asked for."""
    templates = (ROOT / "widget_backend" / "templates").glob("*/*.html")
    code = (ROOT / "widget_backend" / "api").glob("*.py")
    named = " ".join(path.read_text("utf-8") for path in (*templates, *code))
    asked = set(re.findall(r"\bt\.(\w+)", named)) | set(re.findall(r'\bt\["([\w.]+)"\]', named))
    assert asked - set(texts("fr")) == set()
    own = sentences(PAGES, "fr")
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


def added(form: Any, language: str) -> int:
    """Give what the widget's sentences add to a form as it travels, in bytes.

    Those of parts that load later are not among them.
    """
    later = ("document.", "hint.")
    own = {key: text for key, text in form["texts"].items() if not key.startswith(later)}
    with_them = written(form | {"texts": own})
    without = written(form | {"texts": {}})
    for sentence in sentences(LOCALES, language).values():
        without = without.replace(written(sentence), '""')
    assert len(without) < len(with_them) - 200
    return len(gzip.compress(with_them.encode(), 9)) - len(gzip.compress(without.encode(), 9))


def written(value: Any) -> str:
    """Write JSON as the backend sends it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize("language", NAMES)
def test_sentences_weigh_little(town: Any, language: str) -> None:
    """A language's own sentences add at most 500 bytes to the form that they travel with."""
    form = form_of(town, language)
    assert form["language"] == language
    assert 100 < added(form, language) <= SENTENCES


def test_heavy_sentences_are_noticed(town: Any) -> None:
    """Control: a form that also carried the sentences of every page would be too heavy."""
    form = form_of(town, "ar")
    assert added(form | {"texts": sentences(PAGES, "ar")}, "ar") > SENTENCES


def form_of(town: Any, language: str) -> Any:
    """Ask for the reference questionnaire's form."""
    query = {"site": town.site, "language": language}
    return town.client.get("/v1/s/satisfaction/form", query_string=query).get_json()
