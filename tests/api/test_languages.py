"""Each language is spoken from end to end: the built-in surveys, and the pages around them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from widget_backend.api.texts import texts
from widget_backend.domain import templates

LANGUAGES = ("fr", "fr-simple", "en", "es", "de", "ar")
# Words that no other of these languages has: one of them, and a sentence was left behind.
OF_FRENCH = r"vous|votre|nous|une|est|dans|pour|avec|cette|qui|pas|merci|réponse|fichier|envoyer"
OF_ENGLISH = r"the|your|you|this|that|and|with|is|are|send|answer|please|choose|of|it"
OF_SPANISH = r"usted|su|una|los|las|del|esta|para|puede|gracias|respuesta|archivo|enviar"
OF_GERMAN = r"Sie|Ihre|Ihr|und|nicht|eine|der|die|das|ist|mit|oder|Antwort|Datei|senden"
NAMES = re.compile(r"{\w+}|\S+@\S+|\b(PDF|JPEG|PNG|Shift|Services Publics|sp\+)")
FOREIGN = {
    "fr": (OF_ENGLISH, OF_SPANISH, OF_GERMAN),
    "fr-simple": (OF_ENGLISH, OF_SPANISH, OF_GERMAN),
    "en": (OF_FRENCH, OF_SPANISH),
    "es": (OF_FRENCH, OF_ENGLISH, OF_GERMAN),
    "de": (OF_FRENCH, OF_ENGLISH, OF_SPANISH),
    "ar": (r"[A-Za-zÀ-ÿ]{2,}",),
}
VOID = {"meta", "link", "input", "br"}


def leftovers(sentence: str, language: str) -> list[str]:
    """Name the words of a sentence that are of another language."""
    words = "|".join(FOREIGN[language])
    foreign = re.compile(rf"(?<![\w’])({words})(?![\w’])", re.IGNORECASE)
    return [match[0] for match in foreign.finditer(NAMES.sub("", sentence))]


class Said(HTMLParser):
    """What a page says to those who see or hear it, but for the names of its languages."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sentences: list[str] = []
        self.root: dict[str, str | None] = {}
        self._navigation = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the page's language, and what only a screen reader says."""
        given = dict(attrs)
        self.root = given if tag == "html" else self.root
        self._navigation = self._navigation or tag == "nav"
        self.sentences += [value for name, value in attrs if name == "aria-label" and value]

    def handle_endtag(self, tag: str) -> None:
        """Leave the list of languages."""
        self._navigation = self._navigation and tag != "nav"

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.sentences += [data.strip()] if data.strip() and not self._navigation else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_in_their_language(language: str) -> None:
    """No sentence of the interface was left in another language."""
    left = {key: leftovers(text, language) for key, text in texts(language).items()}
    assert {key: words for key, words in left.items() if words} == {}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Your réponse est arrivée"),
        ("de", "Send Ihre Antwort"),
        ("es", "Gracias por your respuesta"),
        ("ar", "شكرًا pour ردكم"),
        ("fr", "Merci, your response"),
    ],
)
def test_a_sentence_left_behind_is_noticed(language: str, sentence: str) -> None:
    """Control: one word of another language is enough."""
    assert leftovers(sentence, language)


@pytest.mark.parametrize("template", templates.names())
def test_every_survey_is_a_page_in_every_language(town: Any, template: str) -> None:
    """The hosted page of each built-in survey says nothing but its own language, its own way."""
    town.publish("survey", template=template)
    for language in LANGUAGES:
        query = {"site": town.site, "language": language}
        answer = town.client.get("/s/survey", query_string=query)
        said = Said(answer.get_data(as_text=True))
        way = "rtl" if language == "ar" else "ltr"
        assert (answer.status_code, said.root) == (200, {"lang": language, "dir": way})
        assert len(said.sentences) > 8
        wrong = {s: leftovers(s, language) for s in said.sentences if leftovers(s, language)}
        assert (language, wrong) == (language, {})


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ar-MA,ar;q=0.9,en;q=0.5", "ar"),
        ("pt-BR,de-AT;q=0.8", "de"),
        ("es-419", "es"),
        ("pt-BR", "fr"),
        ("", "fr"),
    ],
)
def test_the_page_speaks_what_the_browser_accepts(town: Any, accepted: str, language: str) -> None:
    """Without a language in the address, the browser's best choice is taken, else French."""
    answer = town.client.get(
        "/s/satisfaction", query_string={"site": town.site}, headers={"Accept-Language": accepted}
    )
    assert Said(answer.get_data(as_text=True)).root["lang"] == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_response_keeps_its_language(town: Any, language: str) -> None:
    """A response knows its language, and personal data in it is marked in that language."""
    answers = {"satisfaction": "good", "verbatim": "06 39 98 12 34"}
    assert town.submit(answers, language=language).status_code == 201
    (response,) = town.responses()
    marks = {"en": "[phone]", "es": "[teléfono]", "de": "[Telefon]", "ar": "[هاتف]"}
    assert response["language"] == language
    assert response["answers"]["verbatim"] == marks.get(language, "[téléphone]")
