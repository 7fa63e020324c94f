"""What the browser remembers: nothing before someone acts, and only what a rule will ask for."""

from __future__ import annotations

from typing import Any

import pytest

DAY = 86_400_000
GPC = "Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });"
DNT = "Object.defineProperty(navigator, 'doNotTrack', { value: '1' });"
STORED = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort()"
DISPLAYED = ["porte-voix * last", "porte-voix satisfaction shown"]
ELEMENT = "document.querySelector('porte-voix')"


def visit(widget: Any, attributes: str = "", survey: str = "satisfaction") -> Any:
    """Load the page; tells whether the survey shows."""
    widget.host.write(survey, attributes=attributes)
    widget.page.goto(widget.host.origin)
    widget.page.wait_for_load_state("networkidle")
    return widget.form.is_visible()


def act(widget: Any) -> Any:
    """Press somewhere on the page, outside of the widget; gives what is stored then."""
    widget.page.locator("h1").click()
    return widget.page.evaluate(STORED)


def answer(widget: Any) -> None:
    """Send the one answer that is required."""
    widget.pick("Dans l’ensemble", "Bien")
    widget.send()
    widget.receipt()


@pytest.mark.parametrize("rule", ["max-displays", "cool-down", "once"])
def test_nothing_is_stored_before_someone_acts(widget: Any, rule: str) -> None:
    """A page that is only looked at stores nothing, whatever the rules; acting does."""
    assert visit(widget, f' {rule}="1"')
    widget.page.evaluate("dispatchEvent(new Event('visibilitychange')); scrollTo(0, 200)")
    assert widget.page.evaluate(STORED) == []
    assert act(widget) == DISPLAYED


def test_nothing_is_stored_without_a_rule(widget: Any) -> None:
    """Where no rule will ask for it, nothing is noted; what was typed goes when it is sent."""
    assert visit(widget)
    assert act(widget) == []
    widget.page.get_by_label("Que voulez-vous ajouter").fill("Bien")
    widget.page.get_by_label("Que voulez-vous ajouter").fill("Très bien")
    widget.until(f"{STORED}.length == 1")
    answer(widget)
    assert widget.page.evaluate(STORED) == []


def test_closed_panel_is_no_display(widget: Any) -> None:
    """A launcher is no display of the survey: only its open panel is."""
    visit(widget, ' mode="button" max-displays="1"')
    assert act(widget) == []
    widget.page.locator("porte-voix .pv-launcher").click()
    widget.form.wait_for()
    assert act(widget) == DISPLAYED


def test_displays_are_counted(widget: Any) -> None:
    """Displayed twice, a survey that may be displayed twice is not displayed again."""
    for _ in range(2):
        assert visit(widget, ' max-displays="2"')
        act(widget)
        act(widget)
    assert not visit(widget, ' max-displays="2"')
    assert visit(widget, ' max-displays="3"')  # control


def test_unseen_displays_do_not_count(widget: Any) -> None:
    """A page that was left without acting counts for nothing."""
    for _ in range(3):
        assert visit(widget, ' max-displays="1"')


def test_surveys_leave_each_other_time(widget: Any) -> None:
    """After one survey was displayed, another one waits for its own number of days."""
    clock = widget.page.clock
    clock.install(time="2026-11-22T10:00:00Z")
    assert visit(widget, ' cool-down="30"')
    act(widget)
    assert not visit(widget, ' cool-down="30"', "everything")
    assert visit(widget, "", "everything")  # control
    clock.set_system_time("2026-12-21T10:00:00Z")
    assert not visit(widget, ' cool-down="30"', "everything")
    clock.set_system_time("2026-12-22T10:01:00Z")
    assert visit(widget, ' cool-down="30"', "everything")


def test_once_is_once(widget: Any) -> None:
    """Who has answered is not asked again; who has only seen it is."""
    assert visit(widget, " once")
    act(widget)
    assert visit(widget, " once")
    answer(widget)
    assert not visit(widget, " once")
    assert visit(widget, " once", "everything")


@pytest.mark.parametrize(
    ("storage", "kept"), [("local", "localStorage"), ("session", "sessionStorage"), ("none", "")]
)
def test_author_says_where_it_is_kept(widget: Any, storage: str, kept: str) -> None:
    """`storage` says where everything is kept: in the browser, in this tab, or nowhere."""
    widget.page.route("**/r?*", lambda route: route.abort())
    visit(widget, f' storage="{storage}" max-displays="9"')
    act(widget)
    text = widget.page.get_by_label("Que voulez-vous ajouter")
    text.fill("Bien")
    widget.page.wait_for_timeout(300)
    text.fill("Très bien")
    widget.pick("Dans l’ensemble", "Bien")
    widget.send()
    told = widget.form.locator("[data-panel=queued]:visible, [data-panel=failed]:visible")
    told.wait_for()
    stored = set(widget.page.evaluate(STORED))
    assert {name.split()[-1] for name in stored if "outbox" not in name} == (
        {"last", "shown", "satisfaction"} if kept else set()
    )
    assert len(stored) == (4 if kept else 0)
    names = widget.page.evaluate(f"Object.keys({kept or 'localStorage'})")
    draft = {"porte-voix-draft satisfaction"}
    assert set(names) == (stored - draft if storage == "local" else stored)


@pytest.mark.parametrize("signal", [GPC, DNT])
def test_privacy_signals_leave_no_trace(widget: Any, signal: str) -> None:
    """For who asks not to be tracked, nothing is remembered of what was displayed or sent."""
    rules = ' once max-displays="9" cool-down="0"'
    widget.page.add_init_script(signal)
    assert visit(widget, rules)
    assert act(widget) == []
    answer(widget)
    assert widget.page.evaluate(STORED) == []
    assert visit(widget, rules)
    assert visit(widget, rules + ' privacy-signals="ignore"')  # control
    assert act(widget) == DISPLAYED


@pytest.mark.parametrize("rule", ["max-displays", "cool-down"])
def test_survey_stays_while_it_is_answered(widget: Any, rule: str) -> None:
    """What was noted of a display does not take that display away under who answers."""
    assert visit(widget, f' {rule}="1"')
    text = widget.page.get_by_label("Que voulez-vous ajouter")
    text.click()
    text.fill("En cours")
    assert set(widget.page.evaluate(STORED)) >= set(DISPLAYED)
    widget.page.evaluate("history.replaceState({}, '', '#here')")
    widget.page.wait_for_timeout(300)
    assert text.input_value() == "En cours"
    widget.page.evaluate(f"{ELEMENT}.setAttribute('language', 'en')")
    widget.page.get_by_role("button", name="Send", exact=True).wait_for()
    assert widget.form.locator("textarea").last.input_value() == "En cours"
    assert not visit(widget, f' {rule}="1"')  # control
