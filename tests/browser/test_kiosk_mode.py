"""The mode of a kiosk: the whole screen, for one person after the other, network or not."""

from __future__ import annotations

from typing import Any

import pytest

KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('porte-voix-outbox'))"
ROOT = "document.querySelector('porte-voix').shadowRoot.querySelector('.pv-root')"
FILLS = f"""() => {{
  const {{ x, y, width, height }} = {ROOT}.getBoundingClientRect();
  return [x, y, width, height].join() == [0, 0, innerWidth, innerHeight].join();
}}"""
SIZE = "(node) => node.getBoundingClientRect().height"
TEXT = "Que voulez-vous ajouter"


@pytest.fixture
def kiosk(widget: Any) -> Any:
    """Give a page whose time the test moves."""
    widget.page.clock.install()
    return widget


def start(widget: Any, mode: str = "kiosk") -> Any:
    """Load the page, and wait until the survey is as the mode wants it."""
    widget.open(attributes=f' mode="{mode}"')
    widget.page.wait_for_load_state("networkidle")
    return widget


def test_fills_the_screen(kiosk: Any) -> None:
    """A kiosk fills the screen whatever its size, and has larger targets than a page."""
    label = kiosk.form.locator("label.pv-choice").first
    start(kiosk, "inline")
    assert not kiosk.page.evaluate(FILLS)  # control
    small = label.evaluate(SIZE)
    start(kiosk)
    for width, height in ((1280, 900), (600, 1024)):
        kiosk.page.set_viewport_size({"width": width, "height": height})
        assert kiosk.page.evaluate(FILLS)
    assert label.evaluate(SIZE) >= 1.4 * small


def test_left_alone_it_begins_again(kiosk: Any) -> None:
    """What someone typed and left is gone after a while, for nobody to read."""
    start(kiosk)
    kiosk.page.get_by_label(TEXT).fill("Un secret")
    kiosk.page.clock.run_for(60_000)
    assert kiosk.page.get_by_label(TEXT).input_value() == "Un secret"
    kiosk.pick("Dans l’ensemble", "Bien")
    kiosk.page.clock.run_for(60_000)
    assert kiosk.page.get_by_label(TEXT).input_value() == "Un secret"
    kiosk.page.clock.run_for(60_000)
    assert kiosk.page.get_by_label(TEXT).input_value() == ""
    assert kiosk.form.locator(":checked:not(option)").count() == 0
    stored = "[...Object.values(localStorage), ...Object.values(sessionStorage)].join()"
    assert "secret" not in kiosk.page.evaluate(stored)


def test_receipt_leaves_room(kiosk: Any) -> None:
    """After the receipt the survey is there for the next person, in the kiosk's own language."""
    start(kiosk)
    kiosk.page.get_by_label("Langue").select_option("en")
    kiosk.page.get_by_role("button", name="Send").wait_for()
    kiosk.form.locator("[name=satisfaction]").last.check()
    kiosk.page.get_by_role("button", name="Send").click()
    kiosk.receipt()
    kiosk.page.clock.run_for(90_000)
    kiosk.page.get_by_role("button", name="Envoyer", exact=True).wait_for()
    assert kiosk.form.locator(":checked:not(option)").count() == 0


def test_inline_waits_for_its_reader(kiosk: Any) -> None:
    """Control: on a page, what is typed stays however long it takes."""
    start(kiosk, "inline")
    kiosk.page.get_by_label(TEXT).fill("Je réfléchis")
    kiosk.page.clock.run_for(600_000)
    assert kiosk.page.get_by_label(TEXT).input_value() == "Je réfléchis"


def test_answers_pile_up_and_all_arrive(kiosk: Any) -> None:
    """Without a network each person answers a form of their own; later each arrives, once."""
    start(kiosk)
    kiosk.page.get_by_label(TEXT).focus()  # what helps to answer is there before the network goes
    kiosk.page.context.set_offline(True)
    for number in range(3):
        assert kiosk.page.get_by_label(TEXT).input_value() == ""
        kiosk.pick("Dans l’ensemble", "Bien")
        kiosk.page.get_by_label(TEXT).fill(f"Personne {number}")
        kiosk.send()
        kiosk.form.locator("[data-panel=queued]").wait_for()
        assert len(kiosk.page.evaluate(KEPT)) == number + 1
        kiosk.page.clock.run_for(91_000)
        kiosk.form.locator("[data-panel=queued]").wait_for(state="hidden")
    kiosk.page.context.set_offline(False)
    kiosk.until(f"{KEPT}.length == 0")
    verbatims = [response["answers"]["verbatim"] for response in kiosk.town.responses()]
    assert sorted(verbatims) == ["Personne 0", "Personne 1", "Personne 2"]
    assert kiosk.page.get_by_label(TEXT).input_value() == ""


def test_restarted_kiosk_shows_nobodys_answers(kiosk: Any) -> None:
    """Loaded again, a kiosk sends what waits and shows an empty form."""
    kiosk.page.route("**/v1/s/*/r?*", lambda route: route.abort())
    start(kiosk)
    kiosk.pick("Dans l’ensemble", "Bien")
    kiosk.page.get_by_label(TEXT).fill("Un secret")
    kiosk.send()
    kiosk.form.locator("[data-panel=queued]").wait_for()
    kiosk.page.reload()
    kiosk.form.wait_for()
    kiosk.page.wait_for_load_state("networkidle")
    assert kiosk.page.get_by_label(TEXT).input_value() == ""
    assert kiosk.form.locator("[inert]").count() == 0
    kiosk.page.unroute("**/v1/s/*/r?*")
    kiosk.page.evaluate("dispatchEvent(new Event('online'))")
    kiosk.until(f"{KEPT}.length == 0")
    assert [each["answers"]["verbatim"] for each in kiosk.town.responses()] == ["Un secret"]
