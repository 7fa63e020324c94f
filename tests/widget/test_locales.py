"""The widget's sentences, in each language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

# A sentence is asked for by its name, between quotes or after `t.`; by a part's script, without
# the part's name.
NAMED = re.compile(r"\bt\.(\w+)|[\"']((?:error\.)?[a-z_]+)[\"']")
FINDINGS = {"email", "phone", "nir", "iban", "credit_card", "fiscal_number", "plate", "birth_date"}
BLAMING = re.compile(
    r"oubli|erreur|faute|incorrect|invalid|forgot|wrong|fail|mistake"
    r"|error|olvid|fallo|inválid|fehler|falsch|vergessen|ungültig|خطأ|نسيتم|فشل|غير صالح",
    re.IGNORECASE,
)


@pytest.fixture
def locales(widget: Path) -> dict[str, dict[str, str]]:
    """Read every locale: language → key → sentence."""
    files = (widget / "locales").glob("*.json")
    return {path.stem: json.loads(path.read_text("utf-8")) for path in files}


def asked(text: str) -> set[str]:
    """Name the sentences that a source may ask for."""
    return {first or second for first, second in NAMED.findall(text)}


def unused(keys: set[str], names: set[str]) -> set[str]:
    """Name the sentences that nothing asks for."""
    return {key for key in keys if not {key, key.rpartition(".")[2]} & names}


def test_every_sentence_is_asked_for(widget: Path, locales: dict[str, dict[str, str]]) -> None:
    """Nothing travels, or waits on the server, that no template and no script asks for."""
    backend = widget.parent / "widget_backend"
    sources = [
        *(widget / "src").glob("*.js"),
        *(backend / "templates").glob("*/*.html"),
        *(backend / "api").glob("*.py"),
        *(backend / "domain").glob("*.py"),
        backend / "errors.py",
    ]
    names = {name for path in sources for name in asked(path.read_text("utf-8"))}
    assert unused(set(locales["fr"]), names) == set()


def test_a_sentence_that_nothing_asks_for_is_noticed() -> None:
    """Control: each way of asking is seen, and what nobody asks for is named."""
    names = asked('{{ t.send }} {{ t["error.network"] }} $text("box") texts["launch"]')
    keys = {"send", "error.network", "document.box", "launch", "gone", "hint.gone"}
    assert unused(keys, names) == {"gone", "hint.gone"}


def test_every_hint_has_its_words(locales: dict[str, dict[str, str]]) -> None:
    """Each type of personal data that the hint tells apart is named in every language."""
    for sentences in locales.values():
        hints = {key.removeprefix("hint.") for key in sentences if key.startswith("hint.")}
        assert hints == {"found", *FINDINGS}


def test_counts_end_with_their_number(locales: dict[str, dict[str, str]]) -> None:
    """The hosted page writes the number after the words: each language's blank comes last."""
    for sentences in locales.values():
        assert sentences["left"].endswith(" {count}")


def test_no_sentence_blames(locales: dict[str, dict[str, str]]) -> None:
    """No sentence says that the respondent forgot, failed or made an error."""
    sentences = [sentence for own in locales.values() for sentence in own.values()]
    assert [sentence for sentence in sentences if BLAMING.search(sentence)] == []
    assert BLAMING.search("Vous avez oublié de répondre."), "control"
    assert BLAMING.search("Falsche Antwort"), "control"
