"""The hosted page: what a browser without JavaScript, and a screen reader, make of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from widget_backend.api.texts import texts
from widget_backend.domain import definitions, form_places, form_texts, templates, turns
from widget_backend.domain.definitions import Definition
from widget_backend.domain.turns import Turn

SCRIPT = "/w/1/porte-voix-form.js"
Page = Any
Form = dict[str, list[str]]


def everything(definition: Definition) -> Turn:
    """Give a step in which every question and row is on the page."""
    rows = [f"{q.key}:{row.key}" for q in definition.questions for row in q.rows]
    places = tuple([q.key for q in definition.questions] + rows)
    return Turn({}, places, seen=places)


def untied(page: Page) -> list[str]:
    """Name what refers to nothing, and what is named twice."""
    ids = [node.attributes["id"] for node in page.root.walk() if "id" in node.attributes]
    wrong = [f"{id_} is there twice" for id_ in set(ids) if ids.count(id_) > 1]
    for node in page.root.walk():
        refers = node.attributes.get("aria-describedby", "").split()
        refers += node.attributes.get("aria-labelledby", "").split()
        refers += [node.attributes["for"]] if "for" in node.attributes else []
        href = node.attributes.get("href", "")
        refers += [href[1:]] if href.startswith("#") else []
        wrong += [f"<{node.name}> refers to {id_}" for id_ in refers if id_ not in ids]
    return wrong


def unnamed(page: Page) -> list[str]:
    """Name the controls without a label, and the groups that do not begin with a legend."""
    labelled = {node.attributes.get("for") for node in page.all("label")}
    wrong = []
    for control in page.controls():
        is_named = control.parent.name == "label" or control.attributes.get("id") in labelled
        if control.attributes.get("type") != "hidden" and not is_named:
            wrong.append(control.attributes["name"])
    for group in page.all("fieldset"):
        first = next(child for child in group.children if not isinstance(child, str))
        wrong += [] if first.name == "legend" and first.text else [group.attributes["id"]]
    return wrong


def inline(page: Page) -> list[str]:
    """Name what a strict content policy would refuse."""
    wrong = [node.name for node in page.all("script", "style") if "src" not in node.attributes]
    return wrong + [
        name
        for node in page.root.walk()
        for name in node.attributes
        if name == "style" or name.startswith("on")
    ]


@pytest.mark.parametrize("name", templates.names())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_template_makes_a_sound_page(
    survey_page: Callable[..., Page], name: str, language: str
) -> None:
    """Every control is named, every reference leads somewhere, nothing is inline."""
    definition = definitions.parse(templates.load(name))
    page = survey_page(definition, everything(definition), language=language)
    assert (untied(page), unnamed(page), inline(page)) == ([], [], [])
    (html,) = page.all("html")
    assert (html.attributes["lang"], html.attributes["dir"]) == (language, "ltr")


def test_an_unsound_page_is_noticed(render: Callable[..., Page]) -> None:
    """Control: each of the three checks finds the fault that it is there for."""
    page_class = type(render("message.html", title="x", sentences=[], link=None))
    bad = '<p id="a" aria-describedby="b" onclick="c"></p><input name="d"><script>e</script>'
    page = page_class(bad)
    assert untied(page) == ["<p> refers to b"]
    assert unnamed(page) == ["d"]
    assert inline(page) == ["script", "onclick"]


def test_a_control_is_named_after_its_place(
    survey_page: Callable[..., Page], every_type: Definition
) -> None:
    """What the page sends is what the form reader reads."""
    page = survey_page(every_type, everything(every_type))
    names = {control.attributes["name"] for control in page.controls()}
    assert names == {
        *("mood", "clarity", "mark", "way", "way:other", "tried", "tried:other", "place", "story"),
        *("reached:counter", "reached:phone", "quality:counter", "quality:phone"),
        *("grid:site", "grid:letter", "mail:address", "mail:consent", "papers"),
        *("pv-shown", "pv-step"),
    }


def test_every_mistake_has_a_control_to_go_to(
    survey_page: Callable[..., Page], every_type: Definition
) -> None:
    """The summary takes the focus, and each of its links leads to a control tied to a sentence."""
    step = everything(every_type)
    form = {
        turns.SHOWN: [step.shown],
        "mark": ["9"],
        "clarity": ["?"],
        "way": ["post"],
        "way:other": ["x"],
        "tried": ["?"],
        "mood": ["bad"],
        "place": ["x" * 41],
        "mail:address": ["a"],
        "grid:site": ["?"],
    }
    step = turns.advance(every_type, form, {"papers": 3})
    page = survey_page(every_type, step, form)
    targets = [a.attributes["href"][1:] for a in page.all("a") if a.attributes["href"][0] == "#"]
    assert targets == [
        *("clarity-i", "way:other-i", "tried-i", "grid:site-i", "grid:letter-i"),
        *("place-i", "mail:address-i", "mail:consent-i", "papers-i"),
    ]
    assert untied(page) == []
    notice = next(n for n in page.root.walk() if n.attributes.get("class") == "pv-notice")
    assert "autofocus" in notice.attributes
    assert page.all("title")[0].text.startswith("À revoir")
    for target in targets:
        place = target.removesuffix("-i")
        node = page.by_id(target)
        told = node if "aria-describedby" in node.attributes else page.by_id(place)
        assert "true" in (n.attributes.get("aria-invalid") for n in (told, node))
        assert f"{place}-e" in told.attributes["aria-describedby"].split()


def test_what_was_typed_is_on_the_page_again(
    survey_page: Callable[..., Page], every_type: Definition
) -> None:
    """Sending a page that came back unchanged sends the same, markup and line breaks included."""
    story = '\n<b>"Un" & deux</b></textarea>\n'
    form = {"mood": ["bad"], "tried": ["counter", "none"], "reached:counter": ["no"], "mark": ["3"]}
    form |= {"clarity": ["low"], "story": [story], "place": ['a"b'], "mail:consent": ["1"]}
    step = turns.advance(every_type, form)
    again = survey_page(every_type, step, form).form()
    kept = {name: values for name, values in again.items() if name in form}
    assert kept == form
    assert {name for name in again if any(again[name])} - set(form) == {turns.SHOWN, turns.STEP}


def answer(
    make: Callable[..., Page], definition: Definition, typed: Form, pages: int
) -> tuple[Turn, Page]:
    """Fill the page and send it, as often as it is shown again, at most `pages` times."""
    step, page = turns.begin(definition), make(definition, turns.begin(definition))
    for _ in range(pages):
        names = {control.attributes["name"] for control in page.seen("input", "textarea")}
        form = page.form() | {name: typed[name] for name in typed if name in names}
        step = turns.advance(definition, form)
        if step.is_complete:
            break
        page = make(definition, step, form)
    return step, page


def test_the_reference_questionnaire_is_answered_without_javascript(
    survey_page: Callable[..., Page],
) -> None:
    """Three pages lead through all six questions, each page keeping what was answered before."""
    definition = definitions.parse(templates.load("satisfaction"))
    typed = {
        "satisfaction": ["good"],
        "comprehension": ["very_good"],
        "contact_tried": ["phone", "email"],
        "contact_reached:phone": ["yes"],
        "contact_reached:email": ["no"],
        "contact_satisfaction:phone": ["good"],
        "verbatim": ["Merci."],
    }
    step, _ = answer(survey_page, definition, typed, pages=3)
    assert step.is_complete
    assert step.answers == {
        "satisfaction": "good",
        "comprehension": "very_good",
        "contact_tried": ["phone", "email"],
        "contact_reached": {"phone": "yes", "email": "no"},
        "contact_satisfaction": {"phone": "good"},
        "verbatim": "Merci.",
    }


def test_what_is_not_asked_is_hidden_and_kept(survey_page: Callable[..., Page]) -> None:
    """A question that is asked no longer keeps its answer, once, and is not said to be shown."""
    definition = definitions.parse(templates.load("satisfaction"))
    form = {"satisfaction": ["good"], "contact_reached:phone": ["yes"], "contact_tried": ["none"]}
    page = survey_page(definition, turns.advance(definition, form), form)
    places = {node.attributes.get("data-place"): node for node in page.root.walk()}
    assert places["contact_reached:phone"].is_hidden
    assert not places["contact_tried"].is_hidden
    assert page.form()["contact_reached:phone"] == ["yes"]
    shown = {place for place, node in places.items() if place and not node.is_hidden}
    shown -= {place for place in shown if place.endswith(":other")}  # the style sheet's to show
    assert set(page.form()[turns.SHOWN][0].split()) == shown


def test_the_script_is_given_the_conditions(
    survey_page: Callable[..., Page], every_type: Definition
) -> None:
    """Every place carries the condition under which it is asked, and one that always is none."""
    page = survey_page(every_type, turns.begin(every_type))
    nodes = {node.attributes.get("data-place"): node.attributes for node in page.root.walk()}
    for place in form_places.places_of(every_type):
        given = nodes[place.place].get("data-if")
        assert (json.loads(given) if given else None) == place.condition


def test_new_questions_are_announced(survey_page: Callable[..., Page]) -> None:
    """A page that shows more than before says so first, with a link to each new question."""
    definition = definitions.parse(templates.load("nps"))
    step, page = answer(survey_page, definition, {"recommendation": ["7"]}, pages=1)
    assert step.revealed == ("reason",)
    notice = next(n for n in page.root.walk() if n.attributes.get("class") == "pv-notice")
    assert "autofocus" in notice.attributes
    assert [a.attributes["href"] for a in notice.walk() if a.name == "a"] == ["#reason-i"]


def test_required_is_said_in_words(survey_page: Callable[..., Page]) -> None:
    """The legend says that an answer is needed, without a star to decipher."""
    definition = definitions.parse(templates.load("satisfaction"))
    page = survey_page(definition, turns.begin(definition))
    legends = [node.text for node in page.seen("legend")]
    assert [legend.endswith("(obligatoire)") for legend in legends] == [True, False, False]


def test_the_document_report_sends_files(survey_page: Callable[..., Page]) -> None:
    """The page says that the original leaves the device, beside the control that lets it."""
    definition = definitions.parse(templates.load("document_report"))
    page = survey_page(definition, turns.begin(definition))
    control = page.by_id("document-i")
    assert page.all("form")[0].attributes["enctype"] == "multipart/form-data"
    assert (control.attributes["type"], control.attributes["multiple"]) == ("file", "")
    assert control.attributes["accept"] == "application/pdf,image/png"
    said = " ".join(page.by_id(i).text for i in control.attributes["aria-describedby"].split())
    assert " ".join(texts("fr")["document_notice"].split()).replace("{size}", "10") in said


def test_lost_files_are_asked_for_again(survey_page: Callable[..., Page]) -> None:
    """No browser keeps a chosen file: the page says which question to choose it for again."""
    definition = definitions.parse(templates.load("document_report"))
    step = turns.advance(
        definition, {turns.SHOWN: [turns.begin(definition).shown]}, {"document": 1}
    )
    page = survey_page(definition, step, lost_files=["document"])
    described = page.by_id("document-i").attributes["aria-describedby"].split()
    sentence = " ".join(texts("fr")["page_choose_again"].split())
    assert sentence in [page.by_id(id_).text for id_ in described]


def test_findings_are_shown_before_anything_is_kept(
    survey_page: Callable[..., Page], every_type: Definition
) -> None:
    """With the policy "ask", the page shows what was found, and lets the respondent hide it."""
    form = {"mood": ["bad"], "story": ["Appelez le 06 12 34 56 78."]}
    step = turns.advance(every_type, form)
    typed = {"story": form["story"][0]}
    finding = {"question": "story", "type": "phone", "start": 11, "end": 25}
    findings = form_texts.excerpts(every_type, typed, [finding], "fr")
    page = survey_page(every_type, step, form, findings=findings)
    assert [node.text for node in page.all("mark")] == ["06 12 34 56 78"]
    accept = next(n for n in page.all("button") if n.attributes.get("name") == "pv-accept")
    assert accept.text


def test_a_hidden_other_text_is_seen_when_it_is_the_mistake(
    survey_page: Callable[..., Page], every_type: Definition
) -> None:
    """The style sheet hides the field next to a choice; one that is wrong is not next to it."""
    form = {turns.SHOWN: [turns.begin(every_type).shown], "mood": ["good"], "way:other": ["x"]}
    for typed, neighbour in (({"mood": ["good"]}, "label"), (form, "span")):
        page = survey_page(every_type, turns.advance(every_type, typed), typed)
        field = page.by_id("way:other")
        elements = [child for child in field.parent.children if not isinstance(child, str)]
        assert elements[elements.index(field) - 1].name == neighbour


def test_hostile_words_stay_words(survey_page: Callable[..., Page], every_type: Definition) -> None:
    """What is typed, and what a definition says, is escaped wherever it is shown."""
    attack = '"><script>alert(1)</script>'
    form = {
        name: [attack] for name in ("place", "story", "way:other", "reached:phone", "mail:address")
    }
    step = everything(every_type)
    page = survey_page(every_type, step, form, action=attack)
    assert [node.attributes.get("src") for node in page.all("script")] == [SCRIPT]
    assert page.form()["place"] == [attack]
