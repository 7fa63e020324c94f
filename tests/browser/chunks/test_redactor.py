"""The document is made anonymous on the device: only redacted pixels can leave it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

WIDGET = Path(__file__).parents[3] / "widget_static"
MAGENTA = (255, 0, 255)
SECRET_AT = (200, 300)
SIZE = (800, 1000)
PERSON = "KERMARREC-1984"


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    """Say whether a pixel is that colour, as JPEG keeps it."""
    return all(abs(a - b) < 60 for a, b in zip(pixel, colour, strict=True))


def shows(image: Image.Image, colour: tuple[int, int, int]) -> bool:
    """Say whether any pixel of a page has the colour."""
    colours = image.getcolors(maxcolors=image.width * image.height) or []
    return any(near(pixel, colour) for _, pixel in colours)


@pytest.fixture
def letter(photograph: Any) -> Any:
    """Give a photograph with a secret square, whose file says where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x010E] = PERSON
    exif[0x8825] = {1: "N", 2: (48.0, 6.0, 50.0), 3: "W", 4: (1.0, 40.0, 10.0)}
    data = photograph(SIZE, {SECRET_AT: "magenta"}, exif=exif, quality=95)
    return {"name": f"courrier-{PERSON}.jpg", "mimeType": "image/jpeg", "buffer": data}


@pytest.fixture
def redactor(part: Any, letter: Any) -> Any:
    """Pick the photograph, and wait for its page."""
    part.open("document").pick(letter)
    part.page.locator("canvas").wait_for()
    return part


def corner(part: Any, x: float, y: float) -> tuple[float, float]:
    """Find a point of the photograph on the screen."""
    box = part.page.locator("canvas").first.bounding_box()
    return box["x"] + x / SIZE[0] * box["width"], box["y"] + y / SIZE[1] * box["height"]


def draw(part: Any, x: float, y: float, to_x: float, to_y: float) -> None:
    """Draw a rectangle with the mouse, in pixels of the photograph."""
    part.page.locator("canvas").first.scroll_into_view_if_needed()
    part.page.mouse.move(*corner(part, x, y))
    part.page.mouse.down()
    part.page.mouse.move(*corner(part, to_x, to_y), steps=4)
    part.page.mouse.up()


def test_what_is_under_a_box_never_leaves(redactor: Any, look: Any) -> None:
    """The pixels under a box are black in what the form sends."""
    draw(redactor, 190, 290, 270, 370)
    redactor.press("Terminer")
    [page] = look(redactor.only())
    assert page.size == pytest.approx(SIZE, abs=1)
    assert not shows(page, MAGENTA)
    assert page.getpixel((230, 330)) == (0, 0, 0)
    assert page.getpixel((500, 700)) == (255, 255, 255)


def test_without_a_box_it_is_there(redactor: Any, look: Any) -> None:
    """Control: the same secret is seen in a document in which nothing was hidden."""
    redactor.press("Terminer")
    [page] = look(redactor.only())
    assert shows(page, MAGENTA)


def test_boxes_that_are_not_burned_in_are_caught(part: Any, letter: Any, look: Any) -> None:
    """Control: a redactor that only lays its boxes over the page lets the secret out."""
    source = (WIDGET / "src" / "pages.js").read_text("utf-8")
    broken = source.replace("of boxes)", "of [])")
    part.page.route(
        "**/src/pages.js",
        lambda route: route.fulfill(body=broken, content_type="text/javascript"),
    )
    part.open("document").pick(letter)
    part.page.locator("canvas").wait_for()
    draw(part, 190, 290, 270, 370)
    part.press("Terminer")
    assert shows(look(part.only())[0], MAGENTA)


def test_the_file_says_nothing_of_its_origin(redactor: Any, letter: Any) -> None:
    """Place, description and name of the original are gone; control: they were in it."""
    redactor.press("Terminer")
    data = redactor.only()
    assert PERSON.encode() in letter["buffer"]
    assert b"Exif" in letter["buffer"]
    for trace in (PERSON.encode(), b"Exif", b"courrier", b"Producer", b"CreationDate"):
        assert trace not in data


def test_the_original_cannot_leave(redactor: Any) -> None:
    """While a document is worked on, the form holds no file, and waits when it is sent."""
    assert redactor.files() == []
    redactor.press("Envoyer")
    assert redactor.page.evaluate("window.sent") == 0
    assert "Terminez d’abord" in redactor.status.inner_text()
    redactor.press("Terminer")
    redactor.only()
    redactor.press("Envoyer")
    assert redactor.page.evaluate("window.sent") == 1


def test_two_corners_are_enough(redactor: Any, look: Any) -> None:
    """Who cannot drag touches one corner, then the opposite one."""
    redactor.page.locator("canvas").scroll_into_view_if_needed()
    redactor.page.mouse.click(*corner(redactor, 270, 370))
    assert redactor.status.inner_text() == "Touchez le coin opposé."
    redactor.page.mouse.click(*corner(redactor, 190, 290))
    assert redactor.page.locator(".pv-box").count() == 1
    redactor.press("Terminer")
    assert not shows(look(redactor.only())[0], MAGENTA)


def test_a_finger_draws(part: Any, browser: Any, letter: Any, look: Any, harness: Any) -> None:
    """On a phone, one finger draws a box."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    context.add_init_script("window.violations = [];")
    try:
        phone = type(part)(context.new_page(), harness).open("document")
        phone.pick(letter)
        phone.page.locator("canvas").scroll_into_view_if_needed()
        phone.page.touchscreen.tap(*corner(phone, 190, 290))
        phone.page.touchscreen.tap(*corner(phone, 280, 380))
        assert phone.page.locator(".pv-box").count() == 1
        phone.press("Terminer")
        assert not shows(look(phone.only())[0], MAGENTA)
    finally:
        context.close()


def test_the_keyboard_is_enough(redactor: Any, keyboard: Any, look: Any) -> None:
    """A box is added, moved, sized, and the document finished, without a pointer."""
    redactor.field.focus()
    keyboard.reach("Ajouter une zone, page 1")
    keyboard.press("Enter")
    assert "Zone masquée 1" in keyboard.focused()
    for _ in range(6):
        keyboard.press("ArrowLeft")
    for _ in range(17):
        keyboard.press("ArrowUp")
    for _ in range(31):
        keyboard.press("Shift+ArrowLeft")
    keyboard.press("Shift+ArrowDown")
    keyboard.press("Shift+ArrowRight")
    box = redactor.page.locator(".pv-box")
    assert box.get_attribute("style").replace(" ", "") == "left:24%;top:28%;width:10%;height:11%;"
    keyboard.reach("Terminer")
    keyboard.press("Enter")
    redactor.page.wait_for_function("() => field.files.length")
    assert not shows(look(redactor.only())[0], MAGENTA)
    assert "Le document" in keyboard.focused()


def test_what_is_taken_away_comes_back(redactor: Any, keyboard: Any) -> None:
    """A box that was removed with the keyboard, or with the button, is back after « Annuler »."""
    box = redactor.page.locator(".pv-box")
    redactor.press("Ajouter une zone, page 1")
    keyboard.press("Delete")
    assert box.count() == 0
    assert "Ajouter une zone" in keyboard.focused()
    redactor.press("Annuler")
    assert box.count() == 1
    box.click()
    redactor.press("Retirer la zone")
    assert redactor.status.inner_text() == "Zones masquées : 0"
    redactor.press("Annuler")
    redactor.press("Annuler")
    assert box.count() == 0


def test_a_box_stays_on_its_page(redactor: Any, keyboard: Any) -> None:
    """However long an arrow is pressed, a box neither leaves its page nor shrinks."""
    redactor.press("Ajouter une zone, page 1")
    for _ in range(40):
        keyboard.press("ArrowLeft")
    style = redactor.page.locator(".pv-box").get_attribute("style")
    assert style.replace(" ", "") == "left:0%;top:45%;width:40%;height:10%;"


def test_pictures_become_pages(redactor: Any, photograph: Any, look: Any) -> None:
    """Each picture is a page, also one that is picked later; large ones are made smaller."""
    wide = photograph((3000, 600), {(0, 0): "blue"})
    clear = photograph((400, 500), {(10, 10): "lime"}, kind="PNG")
    redactor.pick(
        {"name": "2.jpg", "mimeType": "image/jpeg", "buffer": wide},
        {"name": "3.png", "mimeType": "image/png", "buffer": clear},
    )
    redactor.page.locator("canvas").nth(2).wait_for()
    redactor.press("Terminer")
    pages = look(redactor.only())
    for page, size in zip(pages, [SIZE, (2000, 400), (400, 500)], strict=True):
        assert page.size == pytest.approx(size, abs=1)
    assert [shows(page, MAGENTA) for page in pages] == [True, False, False]
    assert near(pages[1].getpixel((15, 15)), (0, 0, 255))
    assert near(pages[2].getpixel((30, 30)), (0, 255, 0))


def test_what_is_transparent_is_paper(part: Any, look: Any) -> None:
    """A picture without background becomes a white page, not a black one."""
    out = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(out, "PNG")
    part.open("document").pick({"name": "a.png", "mimeType": "image/png", "buffer": out.getvalue()})
    part.press("Terminer")
    [page] = look(part.only())
    assert page.getpixel((150, 150)) == (255, 255, 255)


def test_a_finished_document_may_be_removed(redactor: Any) -> None:
    """What is finished is listed, told to the form, and may be taken away."""
    redactor.press("Terminer")
    redactor.page.wait_for_function("() => field.files.length")
    assert "Masqué sur cet appareil" in redactor.status.inner_text()
    heard = redactor.page.evaluate("window.heard")
    redactor.press("Retirer")
    assert redactor.files() == []
    assert redactor.page.evaluate("window.heard") > heard


def test_limits_are_told_kindly(part: Any, letter: Any) -> None:
    """Too many documents, too many bytes and what is no document are told, and nothing is kept."""
    part.open("document", size=3000, files=1).pick(letter)
    part.press("Terminer")
    part.hears("too_many_bytes")
    text = {"name": "a.txt", "mimeType": "text/plain", "buffer": b"bonjour"}
    part.pick(text)
    part.hears("PDF")
    part.pick({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    part.hears("too_many")
    assert part.files() == []


def test_the_redactor_asks_nothing_of_the_page(redactor: Any, pdf: Any) -> None:
    """No policy is violated, and axe finds nothing, at any moment of the work."""
    redactor.press("Ajouter une zone, page 1")
    redactor.pick(pdf)
    redactor.page.get_by_role("button", name="Afficher pour masquer").wait_for()
    assert redactor.axe() == []
    redactor.press("Terminer")
    redactor.press("Laisser le serveur masquer")
    assert redactor.axe() == []
    assert redactor.violations() == []


@pytest.mark.parametrize("width", [320, 640])
def test_it_fits_a_narrow_screen(redactor: Any, width: int) -> None:
    """At 320 pixels, as on a page at 200 %, nothing asks to scroll sideways."""
    redactor.page.set_viewport_size({"width": width, "height": 640})
    redactor.press("Ajouter une zone, page 1")
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert redactor.page.evaluate(wide) == 0
    canvas = redactor.page.locator("canvas").bounding_box()
    assert canvas["width"] > width / 2


def test_a_box_is_seen_with_forced_colours(redactor: Any) -> None:
    """With forced colours, a box still covers the page and shows that it has the focus."""
    redactor.page.emulate_media(forced_colors="active")
    redactor.press("Ajouter une zone, page 1")
    style = redactor.page.locator(".pv-box").evaluate(
        "(box) => [getComputedStyle(box).borderTopWidth, getComputedStyle(box).position]"
    )
    assert style == ["3px", "absolute"]
