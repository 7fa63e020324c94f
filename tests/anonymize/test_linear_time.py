"""Time grows with the length of a text, not with its square, whatever somebody sends."""

from __future__ import annotations

import gc
import re
import time
from collections.abc import Callable, Iterator

import pytest

from widget_backend.anonymize.detectors import DETECTORS
from widget_backend.anonymize.findings import Candidate
from widget_backend.anonymize.text import find
from widget_backend.anonymize.view import View

SIZE = 10_000
DOUBLINGS = 2
RUNS = 15
# Twice the text takes twice the time; a quadratic rule takes four times. Doubling twice sets the
# two further apart than a busy machine can bring them together.
RATIO = 2.5
# Below this the clock's grain and the caches say more than the rules do.
FLOOR_SECONDS = 0.004

HOSTILE = [
    *("a", "A", "0", "1 ", "06 ", "0 ", "O", "12 ", "1.", "1,", "+1", "+33 6 ", "00", "1-", "2A"),
    *("@", "a@", "a@a.", "a.a", "a at ", " arobase ", "a point ", "x(at)", "1 85 05 78 ", "26905"),
    *("FR76 ", "FR761234 ", "FR", "BE0", "ABCD12 ", "AB-123-", "12AB", "siren 1", "carte 4111 "),
    *(
        "M. ",
        "Mme ",
        "Mme de ",
        "MME A ",
        "M. A",
        "Monsieur le ",
        "Mmes A, ",
        "Madame la Directrice ",
    ),
    *("Jean ", "Jean-", "jean de la ", "Pierre et ", "je suis A ", "nom : ", "nom de ", "fils A "),
    *(
        "cordialement ",
        "cordialement,\n",
        "A\n",
        "né le ",
        "née a ",
        "naissance ",
        "naissance 1/1/",
    ),
    *("1 rue ", "1 rue de la ", "12 rue A, ", "1 place ", "lieu-dit a", "chez mme a ", "75012 "),
    *(
        "dossier ",
        "dossier : ",
        "dossier n° ",
        "dossier a-",
        "ref. est le ",
        "pole emploi ",
        "8 av. ",
    ),
    *(
        "mot de passe ",
        "mot de passe : ",
        "identifiant : a / ",
        "http://",
        "http://a/?token=",
        "www.a",
    ),
    *(
        "a.b/",
        "eyJ",
        "eyJa.a",
        "::",
        "a:",
        "1.1.1.",
        "1:",
        "[nom]",
        "[",
        "\u200b",
        "e\u0301",
        "\ue000",
    ),
    *(
        "zéro six ",
        "zéro ",
        "soixante ",
        "tel ",
        "tel 06 ",
        "passeport ",
        "\n",
        " ",
        "'",
        "-",
        "d'",
        "😀",
    ),
]


def seconds(work: Callable[[str], object], text: str) -> float:
    """Give the CPU time of one run, without what the garbage of other runs costs."""
    gc.disable()
    try:
        begin = time.process_time()
        work(text)
        return time.process_time() - begin
    finally:
        gc.enable()


def growth(work: Callable[[str], object], unit: str) -> float:
    """Say how much longer twice as much of a unit takes; 0 when both are too quick to tell.

    The least of several runs counts, for noise only adds; both lengths are run in turn, until the
    figure is good or the runs are used up.
    """
    short = unit * (SIZE // len(unit))
    long = short * 2**DOUBLINGS
    first, last = seconds(work, short), seconds(work, long)
    for _ in range(RUNS):
        if last < first * RATIO**DOUBLINGS or last < 2 * FLOOR_SECONDS:
            break
        first, last = min(first, seconds(work, short)), min(last, seconds(work, long))
    return (last / first) ** (1 / DOUBLINGS) if last > 2 * FLOOR_SECONDS else 0.0


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_is_linear(unit: str) -> None:
    """Doubling a hostile text at most doubles the time, with a margin."""
    assert growth(find, unit) < RATIO


def test_a_quadratic_rule_is_caught() -> None:
    """Control: a detector that starts again at every word is seen as such."""
    pattern = re.compile(r"(?:a )*b")

    def quadratic(view: View) -> Iterator[Candidate]:
        part = view.text[: len(view.text) // 4]
        yield from (Candidate(*match.span(), "name") for match in pattern.finditer(part))

    assert growth(lambda text: find(text, detectors=(*DETECTORS, quadratic)), "a ") > RATIO
