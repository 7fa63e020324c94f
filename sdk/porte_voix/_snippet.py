"""The HTML that a webmaster pastes."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, urlencode

from porte_voix._caller import checked_base_url, segment

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")
_INTEGRITY = re.compile(r"sha(256|384|512)-[A-Za-z0-9+/]+={0,2}")
_FALLBACKS = {
    "fr": "Donner mon avis",
    "en": "Give your opinion",
    "es": "Dar mi opinión",
    "de": "Meinung sagen",
    "ar": "إبداء الرأي",
}


def snippet(
    *,
    base_url: str,
    site: str,
    survey: str,
    contact_point: str | None = None,
    language: str | None = None,
    version: str | None = None,
    integrity: str | None = None,
    fallback: str | None = None,
) -> str:
    """The script and the element, escaped, with a link for those without JavaScript.

    With `version` and `integrity` (`sha384-…`, from `/w/<version>/integrity.json`) the script
    never changes and the browser checks it; without them it is the moving alias. `language`
    (`fr`, `fr-simple`, `en`…) is the page's own when not given; `fallback` is the text of the link.
    ValueError when one of the two is missing, or an argument cannot be right.
    """
    base = checked_base_url(base_url)
    if not site:
        raise ValueError("site must be the public key of a site")
    element = _attributes(
        {"site": site, "survey": survey, "contact-point": contact_point, "language": language}
    )
    link = escape(_hosted_page(base, site, survey, contact_point, language))
    base_language = (language or "fr").lower().partition("-")[0]
    text = escape(fallback or _FALLBACKS.get(base_language, _FALLBACKS["en"]))
    return (
        f"<script {_script(base, version, integrity)}></script>\n"
        f'<porte-voix {element}><a href="{link}">{text}</a></porte-voix>\n'
    )


def _script(base: str, version: str | None, integrity: str | None) -> str:
    if (version is None) != (integrity is None):
        raise ValueError("give version and integrity together, or neither")
    if version is None or integrity is None:
        return f'src="{escape(base)}/w/porte-voix.js" defer'
    if not _VERSION.fullmatch(version):
        raise ValueError("version must be that of a release, such as 1.2.0")
    if not _INTEGRITY.fullmatch(integrity):
        raise ValueError("integrity must be a hash such as sha384-…, from integrity.json")
    source = f"{base}/w/{quote(version)}/porte-voix.js"
    return f'src="{escape(source)}" defer integrity="{integrity}" crossorigin="anonymous"'


def _attributes(given: dict[str, str | None]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in given.items() if value)


def _hosted_page(
    base: str, site: str, survey: str, contact_point: str | None, language: str | None
) -> str:
    given = {"site": site, "contact_point": contact_point, "language": language}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{base}/s/{segment(survey)}?{query}"
