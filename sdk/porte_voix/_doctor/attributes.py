"""What may be written on the element: the names of attributes, and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from difflib import get_close_matches

from porte_voix._doctor.findings import Finding, advice
from porte_voix._doctor.page import Element

# What every element of HTML may have (HTML §3.2.6), beside those that begin so.
OF_HTML = frozenset(
    (
        *("accesskey", "autofocus", "class", "dir", "draggable", "enterkeyhint", "hidden", "id"),
        *("inert", "inputmode", "is", "itemid", "itemprop", "itemref", "itemscope", "itemtype"),
        *("lang", "nonce", "part", "popover", "role", "slot", "spellcheck", "style", "tabindex"),
        *("title", "translate"),
    )
)
OF_OTHERS = re.compile(r"data-|aria-|on[a-z]+$|x-|v-|ng-|_|.*[:@.#*()\[\]]")
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
# A name that is not one of ours, and nearer than this to one of ours, is a slip of the pen.
NEARNESS = 0.7

Check = tuple[Callable[[str], bool], str]


def _one_of(*words: str) -> Check:
    return words.__contains__, " or ".join((", ".join(words[:-1]), words[-1])).removeprefix(" or ")


def _is_number(most: float, *, is_whole: bool = False) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            return 0 <= (int(value) if is_whole else float(value)) <= most
        except ValueError:
            return False

    return check


def is_date(value: str) -> bool:
    """Whether it is a day of the calendar, written as in `2026-11-30`."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _are_globs(value: str) -> bool:
    return value.isascii() and all(glob[0] in "/*" for glob in value.split())


def _are_languages(value: str) -> bool:
    return all(map(TAG.fullmatch, value.split()))


FREE: Check = (lambda _: True, "")
GLOBS: Check = (
    _are_globs,
    "paths such as /cantine/*, each from its first / on, as the address bar copies them",
)
DAY: Check = (is_date, "a date such as 2026-11-30")
PERCENTAGE: Check = (_is_number(100), "a number from 0 to 100")
AMOUNT: Check = (_is_number(float("inf")), "a number")
WHOLE: Check = (_is_number(float("inf"), is_whole=True), "a whole number")
PRESENT: Check = (lambda value: value in {"", "true"}, "the name alone; to undo it, remove it")
TARGETING: dict[str, Check] = {
    "include": GLOBS,
    "exclude": GLOBS,
    "page-language": (_are_languages, "language tags such as fr en-GB"),
    "media": FREE,
    "from": DAY,
    "until": DAY,
    "sample": PERCENTAGE,
    "max-displays": WHOLE,
    "cool-down": AMOUNT,
    "once": PRESENT,
    "delay": AMOUNT,
    "scroll": PERCENTAGE,
    "exit-intent": PRESENT,
    "on-click": FREE,
    "on-event": FREE,
}
KNOWN: dict[str, Check] = {
    "site": FREE,
    "survey": FREE,
    "contact-point": FREE,
    "language": (_are_languages, "a language tag such as fr"),
    "backend": FREE,
    "mode": _one_of("inline", "button", "tab", "dialog", "link", "kiosk"),
    "label": FREE,
    "position": _one_of("start", "end"),
    "prefill": (lambda value: "=" in value, "key=value&key=value"),
    "storage": _one_of("none", "session", "local"),
    "privacy-signals": _one_of("ignore"),
    **TARGETING,
}


def of_element(element: Element) -> Iterator[Finding]:
    """Names that the widget does not know, values that it does not understand."""
    for name, value in element.attributes.items():
        if name in KNOWN:
            yield from _of_value(name, value.strip())
        elif name not in OF_HTML and not OF_OTHERS.match(name):
            near = get_close_matches(name.replace("_", "-"), KNOWN, 1, NEARNESS)
            yield advice(
                "attribute_unknown",
                f"{element.name} has the attribute {name}, which the widget does not know.",
                f"Write {near[0]}." if near else "Remove it, or correct its name.",
            )


def _of_value(name: str, value: str) -> Iterator[Finding]:
    is_fine, expected = KNOWN[name]
    if (value or KNOWN[name] is PRESENT) and not is_fine(value):
        yield advice(
            "attribute_value",
            f'The attribute {name}="{value}" is not what the widget understands.',
            f"Write {expected}.",
        )
