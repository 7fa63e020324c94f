"""To whom, where and when a survey shows: what can be judged from outside, what can only be told.

A rule is an attribute of the element, else the survey's own (`targeting` of its definition).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from porte_voix._doctor.attributes import TARGETING, is_date
from porte_voix._doctor.case import Case
from porte_voix._doctor.findings import Finding, advice, blocking, info, ok
from porte_voix._doctor.page import Element
from porte_voix._doctor.targeting import Place, reasons

JUDGED = ("include", "exclude", "page-language", "from", "until")
REMEMBERED = ("max-displays", "cool-down", "once")
SENTENCES = {
    "sample": (
        "sampled",
        "Sampled: {value} % of visitors see it, drawn by chance; the others see nothing.",
    ),
    "media": ("media", "It shows only where {value} holds, which depends on the visitor's screen."),
    "max-displays": ("max_displays", "One visitor sees it {value} times at most."),
    "cool-down": (
        "cool_down",
        "A visitor to whom a survey was shown sees none for {value} days.",
    ),
    "once": ("once", "Who has answered does not see it again."),
}
TRIGGERS = {
    "delay": "{value} seconds have passed",
    "scroll": "{value} % of the page was scrolled",
    "exit-intent": "the pointer leaves the page",
    "on-click": "something that matches {value} is clicked",
    "on-event": "the page sends the event {value}",
}
MODES = {
    "button": "It is a button in a corner, which opens the survey.",
    "tab": "It is a tab at the side, which opens the survey.",
    "dialog": "It shows nothing until something opens it: a trigger, or the page's own open().",
    "link": "It is a link to the survey's own page.",
}
SIGNALS = (
    "To a browser that sends Global Privacy Control or Do Not Track, nothing opens by itself, and "
    "nothing is remembered."
)


def of_element(case: Case, element: Element, given: Any) -> Iterator[Finding]:
    """What hides the survey from every visitor; then what shows it to some, or later."""
    rules = merged(element, given)
    if case.script is not None and case.script.is_lite:
        yield from _of_lite(element, rules)
        return
    found = list(_refusals(case, element, rules))
    yield from found
    judged = [f"{name} {rules[name]}" for name in JUDGED if rules.get(name)]
    if judged and not found:
        yield ok("targeted", f"The rules mean this page, today: {'; '.join(judged)}.")
    told = list(_information(element, rules))
    yield from told
    if told:
        yield info("preview", f"To see it at once, with its reasons: {preview(case.page.url)}")


def _of_lite(element: Element, rules: Mapping[str, str]) -> Iterator[Finding]:
    unknown = [*rules, *(name for name in ("mode",) if element.get(name))]
    if unknown:
        yield advice(
            "lite_rules",
            "The page loads porte-voix-lite.js, which shows the survey in its place, at once, to "
            f"everybody: it does not know {', '.join(unknown)}.",
            "Load porte-voix.js instead, or leave them out.",
        )


def merged(element: Element, given: Any) -> dict[str, str]:
    """The rules by their names as attributes; an attribute wins, even when it is empty."""
    survey = given if isinstance(given, Mapping) else {}
    own = {name.replace("_", "-"): _written(value) for name, value in survey.items()}
    rules = {name: own[name] for name in TARGETING if name in own}
    written = {name: element.get(name).strip() for name in TARGETING if name in element.attributes}
    return rules | written


def preview(url: str) -> str:
    """The address at which the widget says of itself why it does not show."""
    parts = urlsplit(url)
    query = f"{parts.query}&" if parts.query else ""
    return parts._replace(query=f"{query}porte-voix=preview").geturl()


def _written(value: object) -> str:
    return "" if value is True else str(value)


def _refusals(case: Case, element: Element, rules: Mapping[str, str]) -> Iterator[Finding]:
    place = Place(case.page.url, element.language or "", case.today)
    for name in reasons(rules, place):
        where = _where(element, name)
        yield _REFUSALS[name](rules[name], place, where)
    if _is_nothing(rules.get("sample", "")):
        yield blocking(
            "sampled_out",
            "sample is 0: no visitor sees it.",
            f"Raise {_where(element, 'sample')}, from 0 to 100 %.",
        )


def _where(element: Element, name: str) -> str:
    """Where a rule is written, to be corrected there."""
    if name in element.attributes:
        return f"the attribute {name}"
    return f"targeting.{name.replace('-', '_')} of the survey (or write the attribute {name})"


def _is_nothing(value: str) -> bool:
    try:
        return float(value) == 0
    except ValueError:
        return False


def _not_included(value: str, place: Place, where: str) -> Finding:
    path = _path(place.url)
    return blocking(
        "url_not_included",
        f"include is {value}, which does not describe this page: {path}",
        f"Add {path.partition('?')[0]} to {where}; * stands for any run of characters.",
    )


def _excluded(value: str, place: Place, where: str) -> Finding:
    return blocking(
        "url_excluded",
        f"exclude is {value}, which describes this page: {_path(place.url)}",
        f"Take it out of {where}.",
    )


def _other_language(value: str, place: Place, where: str) -> Finding:
    spoken = f"is in {place.language}" if place.language else "does not say its language"
    return blocking(
        "page_language_not_targeted",
        f"page-language is {value}, and the page {spoken}.",
        f"Correct {where}, or the attribute lang of the page.",
    )


def _not_yet(value: str, place: Place, where: str) -> Finding:
    return blocking(
        "not_yet",
        f"It shows from {value} on; today is {place.day}.",
        f"Wait, or bring {where} forward." if is_date(value) else _as_a_date(where),
    )


def _no_longer(value: str, place: Place, where: str) -> Finding:
    return blocking(
        "no_longer",
        f"It showed until {value}; today is {place.day}.",
        f"Put off {where}, or take the element away." if is_date(value) else _as_a_date(where),
    )


def _as_a_date(where: str) -> str:
    return f"Write a date such as 2026-11-30 in {where}."


_REFUSALS = {
    "include": _not_included,
    "exclude": _excluded,
    "page-language": _other_language,
    "from": _not_yet,
    "until": _no_longer,
}


def _path(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _information(element: Element, rules: Mapping[str, str]) -> Iterator[Finding]:
    mode = element.get("mode").strip()
    if mode in MODES:
        yield info("mode", MODES[mode])
    for name, (code, sentence) in SENTENCES.items():
        if name == "sample" and _is_nothing(rules.get(name, "")):
            continue
        if rules.get(name) or (name == "once" and name in rules):
            yield info(code, sentence.format(value=rules[name]))
    awaited = [
        sentence.format(value=rules[name])
        for name, sentence in TRIGGERS.items()
        if name in rules and (rules[name] or name == "exit-intent")
    ]
    if awaited:
        verb = "appears" if mode in {"", "inline", "kiosk"} else "opens"
        yield info("triggered", f"It {verb} by itself as soon as {', or '.join(awaited)}.")
    if awaited or any(name in rules for name in REMEMBERED):
        yield from _of_signals(element)


def _of_signals(element: Element) -> Iterator[Finding]:
    if element.get("privacy-signals").strip() != "ignore":
        yield info("privacy_signals", SIGNALS)
