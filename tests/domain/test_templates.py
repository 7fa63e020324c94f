"""The built-in surveys."""

from __future__ import annotations

import re
from typing import Any

import pytest

from widget_backend.domain import answers, branching, definitions, localize, templates
from widget_backend.errors import NotFound

Json = dict[str, Any]
KINDS = {
    "document_report": "document_report",
    "experience": "experience",
    "nps": "custom",
    "satisfaction": "satisfaction",
    "self_assessment": "assessment",
    "suggestion": "suggestion",
    "yes_no": "custom",
}
LANGUAGES = ("fr", "fr-simple", "en", "es", "de", "ar")
CHANNELS = ["counter", "phone", "email", "chat"]
SAID = ("label", "help", "min_label", "max_label", "consent")
BLAMING = re.compile(
    r"\b(erreur de votre part|vous devez|obligatoire|invalide|refusé|échec|vous avez oublié"
    r"|you must|mandatory|invalid|failed|you forgot|wrong with you"
    r"|obligatori[oa]|olvid(ó|ado)|inválid[oa]|su error|debe usted"
    r"|Sie müssen|Pflichtfeld|ungültig|fehlgeschlagen|vergessen|Ihr Fehler"
    r"|يجب عليكم|إلزامي|غير صالح|فشل|نسيتم|خطؤكم)\b",
    re.IGNORECASE,
)
CARELESS = {
    "fr-simple": re.compile(r"\w'\w"),
    "es": re.compile(r"'|^[^¿]*\?|^[^¡]*!"),
    "de": re.compile(r"'|\s[?!:;]"),
    "ar": re.compile(r"[?;]|[\u0621-\u064a],|\s[؟،؛:]|'"),
}
QUALITY = ["very_bad", "bad", "medium", "good", "very_good"]


def keys_of(items: list[Json]) -> list[str]:
    """Give the keys of choices or questions."""
    return [item["key"] for item in items]


def test_the_seven_templates_are_there() -> None:
    """Each built-in survey has its name and its kind."""
    assert {name: templates.load(name)["kind"] for name in templates.names()} == KINDS


def test_a_template_is_a_right_definition_in_every_language(template: str) -> None:
    """Every built-in survey parses, in each of the six languages, French first."""
    definition = definitions.parse(templates.load(template))
    assert (definition.languages, definition.default_language) == (LANGUAGES, "fr")
    assert definition.thanks


def test_an_unknown_template_is_not_found() -> None:
    """A name that is not on the list is refused, also one that looks like a path."""
    for name in ("poll", "../pages/base", "satisfaction.json", ""):
        with pytest.raises(NotFound, match="satisfaction"):
            templates.load(name)


def test_the_reference_questionnaire_keeps_its_codes() -> None:
    """The codes and values that history is counted by are exactly those of the programme."""
    questions = {q["key"]: q for q in templates.load("satisfaction")["questions"]}
    assert list(questions) == [
        *("satisfaction", "comprehension", "contact_tried"),
        *("contact_reached", "contact_satisfaction", "verbatim"),
    ]
    assert {key: keys_of(q["choices"]) for key, q in questions.items() if "choices" in q} == {
        "satisfaction": ["bad", "medium", "good"],
        "comprehension": QUALITY,
        "contact_tried": [*CHANNELS, "relative", "association", "website", "other", "none"],
        "contact_reached": ["yes", "no"],
        "contact_satisfaction": QUALITY,
    }
    assert [key for key, q in questions.items() if q.get("required")] == ["satisfaction"]
    assert questions["verbatim"]["max_length"] == 15_000


def test_the_reference_questionnaire_asks_only_about_channels_of_the_administration() -> None:
    """A relative or an association makes no row; a channel that was not reached has no quality."""
    definition = definitions.parse(templates.load("satisfaction"))
    ticked = {"contact_tried": ["phone", "email", "relative", "other"]}
    path = branching.follow(
        definition, ticked | {"contact_reached": {"phone": "no", "email": "yes"}}
    )
    assert path.rows["contact_reached"] == ("phone", "email")
    assert path.rows["contact_satisfaction"] == ("email",)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("satisfaction", {"satisfaction": "good"}),
        ("document_report", {"reasons": ["jargon"]}),
        ("experience", {"feeling": "bad", "story": "J’ai attendu."}),
        ("suggestion", {"suggestion": "Ouvrir le samedi."}),
        ("nps", {"recommendation": 0}),
        ("yes_no", {"found": "yes"}),
    ],
)
def test_little_is_required(name: str, least: Json) -> None:
    """These few answers are a complete response, and without any of them it is not."""
    definition = definitions.parse(templates.load(name))
    assert answers.check(definition, least) == least
    required = {question.key for question in definition.questions if question.required}
    assert required == set(least)


def test_the_document_report_asks_what_the_programme_asks() -> None:
    """Kind, sender, passage, reasons, what was understood, what would be clearer, the document."""
    questions = {q["key"]: q for q in templates.load("document_report")["questions"]}
    assert list(questions) == [
        *("document_kind", "sender", "passage", "reasons", "understood", "clearer", "document"),
    ]
    kinds, reasons = questions["document_kind"]["choices"], questions["reasons"]["choices"]
    assert keys_of(kinds) == ["letter", "form", "email", "notice", "web_page", "other"]
    assert keys_of(reasons) == [
        *("jargon", "dense", "illogical", "unexplained_refusal", "negative_words", "acronym"),
        "other",
    ]
    assert questions["document"]["max_files"] == 3


def test_the_document_report_fits_on_one_page() -> None:
    """Nothing in it is revealed by an answer: a chosen file would be lost on a second page."""
    assert not any("show_if" in q for q in templates.load("document_report")["questions"])


def test_the_self_assessment_has_the_eight_commitments() -> None:
    """Each commitment has a mark, what was done, and what is planned; never a bare number."""
    questions = templates.load("self_assessment")["questions"]
    for number in range(1, 9):
        own = [q for q in questions if q["key"].startswith(f"sp_2023_{number}_")]
        assert [q["key"].rpartition("_")[2] for q in own] == ["mark", "done", "planned"]
        assert all(f"sp+:2023:{number}" in text for q in own for text in q["label"].values())


@pytest.mark.parametrize(("answer", "shown"), [("yes", ["found"]), ("no", ["found", "comment"])])
def test_the_comment_of_yes_no_is_asked_after_a_no(answer: str, shown: list[str]) -> None:
    """Somebody who found what they came for is asked nothing more."""
    definition = definitions.parse(templates.load("yes_no"))
    assert [q.key for q in branching.shown_questions(definition, {"found": answer})] == shown


def texts_of(template: str, language: str) -> list[str]:
    """Give every text of a template in one language."""
    definition = localize.published(definitions.parse(templates.load(template)), language)
    texts = [definition["title"], definition["intro"], definition["thanks"]]
    for question in definition["questions"]:
        items = (question, *question.get("choices", ()), *question.get("rows", ()))
        texts += [item[name] for item in items for name in SAID if name in item]
    return texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_kind(template: str, language: str) -> None:
    """No text blames, and none is written for machines."""
    assert [text for text in texts_of(template, language) if BLAMING.search(text)] == []
    assert BLAMING.search("Champ obligatoire"), "control"


@pytest.mark.parametrize("language", ["fr", "fr-simple"])
def test_french_is_typeset(template: str, language: str) -> None:
    """French texts have curly apostrophes, and no break before a high punctuation mark."""
    careless = re.compile(r"\w'\w| [?!:;»]|« ")
    assert careless.findall("\n".join(texts_of(template, language))) == []
    assert len(careless.findall("L'eau : « oui » ?")) == 5, "control"


@pytest.mark.parametrize("language", ["fr-simple", "es", "de", "ar"])
def test_other_languages_are_typeset(template: str, language: str) -> None:
    """Arabic has its own marks, Spanish opens its questions, apostrophes are curly."""
    assert [text for text in texts_of(template, language) if CARELESS[language].search(text)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "هل وجدتم؟ نعم, لا"), ("ar", "لماذا?"), ("es", "Por qué?"), ("de", "Wie geht's?")],
)
def test_careless_typesetting_is_noticed(language: str, text: str) -> None:
    """Control: a Latin comma in Arabic, a question that nothing opens, a straight apostrophe."""
    assert CARELESS[language].search(text)


def test_easy_french_has_short_sentences(template: str) -> None:
    """In easy French no sentence has more than twenty words, and none turns verb and subject."""
    sentences = re.split(r"(?<=[.?!…])\s|\n", "\n".join(texts_of(template, "fr-simple")))
    hard = re.compile(r"\w-t?-?(il|elle|on|ils|elles)\b|(\S+\s+){20}")
    assert [sentence for sentence in sentences if hard.search(sentence)] == []
    assert hard.search("Que se passe-t-il ?"), "control"
    assert hard.search("un mot " * 11), "control"
