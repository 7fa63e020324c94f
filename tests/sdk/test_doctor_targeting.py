"""To whom, where and when a survey shows: what the doctor judges, and what it can only tell."""

from __future__ import annotations

import json
from typing import Any

import pytest

from porte_voix._doctor.findings import Finding


def with_attributes(street: Any, written: str) -> dict[str, Finding]:
    """Give what is found once the element has these attributes too."""
    street.write(("<porte-voix ", f"<porte-voix {written} "))
    found: dict[str, Finding] = street.examined()
    return found


REFUSED = [
    ("url_not_included", 'include="/piscine/* /"', {"include": "/piscine/* /"}),
    ("url_excluded", 'exclude="*cantine"', {"exclude": "*cantine"}),
    ("page_language_not_targeted", 'page-language="en de"', {"page_language": "en de"}),
    ("not_yet", 'from="2026-11-23"', {"from": "2026-11-23"}),
    ("no_longer", 'until="2026-11-21"', {"until": "2026-11-21"}),
    ("sampled_out", 'sample="0"', {"sample": 0}),
]
TOLD = [
    ("sampled", 'sample="20"', {"sample": 20}, "20 % of visitors"),
    ("media", 'media="(min-width: 600px)"', {"media": "(min-width: 600px)"}, "(min-width: 600px)"),
    ("max_displays", 'max-displays="3"', {"max_displays": 3}, "3 times at most"),
    ("cool_down", 'cool-down="30"', {"cool_down": 30}, "for 30 days"),
    ("once", "once", {"once": True}, "not see it again"),
    ("triggered", 'delay="5"', {"delay": 5}, "5 seconds"),
    ("triggered", 'scroll="50"', {"scroll": 50}, "50 % of the page"),
    ("triggered", "exit-intent", {"exit_intent": True}, "pointer leaves"),
    ("triggered", 'on-click=".avis"', {"on_click": ".avis"}, "matches .avis"),
    ("triggered", 'on-event="paid"', {"on_event": "paid"}, "event paid"),
    ("privacy_signals", 'delay="5"', {"delay": 5}, "Do Not Track"),
    ("preview", 'delay="5"', {"delay": 5}, "https://www.ville.example/cantine?porte-voix=preview"),
]


@pytest.mark.parametrize(("code", "written", "rules"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_hides_it_from_everybody_is_told(
    street: Any, code: str, written: str, rules: dict[str, Any]
) -> None:
    """A rule that no visitor of the page meets blocks, and the fix names where it is written."""
    assert code not in street.examined()
    own = with_attributes(street, written)[code]
    assert (own.level, "the attribute" in own.fix) == ("blocking", True)
    assert "of the survey" not in own.fix
    street.write((written, ""))
    street.fake.route("GET", "/v1/s/satisfaction/form", street.form_answer(**rules))
    of_survey = street.examined()[code]
    assert of_survey.message == own.message
    assert "targeting." in of_survey.fix


@pytest.mark.parametrize(("code", "written", "rules", "said"), TOLD, ids=[row[0] for row in TOLD])
def test_what_hides_it_from_some_is_told(
    street: Any, code: str, written: str, rules: dict[str, Any], said: str
) -> None:
    """What depends on chance, memory, screen or gesture is information, and blocks nothing."""
    assert code not in street.examined()
    street.fake.route("GET", "/v1/s/satisfaction/form", street.form_answer(**rules))
    of_survey = street.examined()
    street.fake.route("GET", "/v1/s/satisfaction/form", street.form_answer())
    own = with_attributes(street, written)
    assert own[code] == of_survey[code]
    assert said in own[code].message
    assert {finding.level for finding in own.values()} == {"ok", "info"}


def test_rules_that_are_met_are_well(street: Any) -> None:
    """On a page that the rules mean, the rules are named as well kept."""
    found = with_attributes(street, 'include="/cantine" until="2026-11-22"')
    assert found["targeted"].level == "ok"
    assert "include /cantine; until 2026-11-22" in found["targeted"].message
    assert {finding.level for finding in found.values()} == {"ok"}


@pytest.mark.parametrize("written", ['from="9 Nov 2026"', 'until="1.1.2027"'])
def test_what_is_no_date_is_not_waited_for(street: Any, written: str) -> None:
    """A day that is written otherwise, and so hides the survey, is to be written well."""
    found = with_attributes(street, written)
    (wrong,) = (finding for finding in found.values() if finding.level == "blocking")
    assert wrong.fix.startswith("Write a date such as 2026-11-30 in the attribute")


def test_the_attribute_wins_over_the_survey(street: Any) -> None:
    """A rule of the element replaces the survey's own; an empty one takes it away."""
    form = street.form_answer(include="/piscine", until="2026-01-01")
    street.fake.route("GET", "/v1/s/satisfaction/form", form)
    assert {"url_not_included", "no_longer"} <= set(street.examined())
    found = with_attributes(street, 'include="" until="2026-12-31"')
    assert not {"url_not_included", "no_longer"} & set(found)


def test_rules_are_judged_though_the_site_is_closed_to_the_page(street: Any) -> None:
    """A page that is not allowed is told of its rules too: all that is in the way, at once."""
    refusal = json.dumps({"code": "origin_not_allowed"}).encode()
    street.fake.route(
        "GET", "/v1/s/satisfaction/form", type(street.form_answer())(403, {}, refusal)
    )
    rules = {"targeting": {"until": "2026-01-01"}}
    street.fake.route("GET", "/v1/s/satisfaction", street.survey_answer("smileys", **rules))
    assert {"origin_not_allowed", "no_longer"} <= set(street.examined())


@pytest.mark.parametrize(
    ("mode", "said"),
    [("button", "a button"), ("tab", "a tab"), ("dialog", "until something"), ("link", "a link")],
)
def test_a_mode_that_shows_no_question_is_told(street: Any, mode: str, said: str) -> None:
    """Who looks for questions where only a button, a tab or a link is, is told."""
    assert "mode" not in street.examined()
    assert said in with_attributes(street, f'mode="{mode}"')["mode"].message


def test_the_small_widget_knows_no_rules(street: Any) -> None:
    """With porte-voix-lite.js, rules and modes have no effect, which is said once."""
    street.write(("porte-voix.js", "porte-voix-lite.js"))
    street.fake.route("GET", "/w/porte-voix-lite.js", street.script_answer())
    assert "lite_rules" not in street.examined()
    found = with_attributes(street, 'include="/piscine" mode="tab" sample="20"')
    assert "include, sample, mode" in found["lite_rules"].message
    assert not {"url_not_included", "sampled", "mode", "preview"} & set(found)


def test_signals_that_are_ignored_change_nothing(street: Any) -> None:
    """An element that ignores privacy signals is not said to keep to them."""
    found = with_attributes(street, 'delay="5" privacy-signals="ignore"')
    assert "privacy_signals" not in found


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ("contactpoint='a'", "contact-point"),
        ("max_displays='3'", "max-displays"),
        ("page-languages='fr'", "page-language"),
        ("samples='3'", "sample"),
        ("colour='red'", "Remove it"),
    ],
)
def test_an_unknown_attribute_is_told(street: Any, written: str, fix: str) -> None:
    """A name that the widget does not know is told, with the nearest that it knows."""
    finding = with_attributes(street, written)["attribute_unknown"]
    assert finding.level == "advice"
    assert fix in finding.fix


@pytest.mark.parametrize(
    "written",
    [
        "id=a class=b style='x:y' hidden=until-found lang=fr",
        "data-x=1 aria-label=a onclick=x",
        "v-if=a x-data=b ng-app=c @click=d :site=e #ref _ngcontent-a",
    ],
)
def test_attributes_of_html_and_of_frameworks_are_left_alone(street: Any, written: str) -> None:
    """Attributes that are not meant for the widget are no business of the doctor."""
    assert "attribute_unknown" not in with_attributes(street, written)


@pytest.mark.parametrize(
    "written",
    [
        'mode="popup"',
        'position="left"',
        'storage="cookie"',
        'privacy-signals="respect"',
        'prefill="abc"',
        'include="https://www.ville.example/cantine"',
        'include="/démarches/*"',
        'page-language="français"',
        'from="22/11/2026"',
        'until="2026-02-30"',
        'sample="20%"',
        'sample="120"',
        'max-displays="two"',
        'max-displays="1.5"',
        'cool-down="-1"',
        'delay="5s"',
        'delay="nan"',
        'once="false"',
        'exit-intent="no"',
    ],
)
def test_a_value_that_means_nothing_is_told(street: Any, written: str) -> None:
    """A value that the widget does not understand is told, with what to write."""
    finding = with_attributes(street, written)["attribute_value"]
    assert (finding.level, finding.fix.startswith("Write ")) == ("advice", True)


@pytest.mark.parametrize(
    "written",
    [
        'mode="kiosk" label="Avis" position="start" storage="none" prefill="a=b&c=d"',
        'sample="0.5" max-displays="3" cool-down="30" once exit-intent="" delay="0" scroll="100"',
        'include="/cantine *?a=b" page-language="fr en-GB" from="2026-11-01" mode=""',
    ],
)
def test_values_that_are_right_are_not_accused(street: Any, written: str) -> None:
    """What the reference of the widget allows is not told as wrong."""
    assert not {"attribute_value", "attribute_unknown"} & set(with_attributes(street, written))
