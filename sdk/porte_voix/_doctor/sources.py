"""Whether a source list of a policy matches an address: CSP Level 3 §6.7.2, "URL Matching".

Section names are those of the specification at w3.org/TR/CSP3. One place follows browsers rather
than the text: "host-part matching" knows no IPv4 address but 127.0.0.1, browsers know them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from porte_voix._doctor.addresses import DEFAULT_PORTS, Address

# §2.3.1, "Source Lists": the grammar of scheme-source and host-source.
SCHEME_SOURCE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
HOST_SOURCE = re.compile(
    r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?"
    r"(?P<host>\*|(?:\*\.)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?)"
    r"(?::(?P<port>\d+|\*))?"
    r"(?P<path>/[^?#]*)?"
)
# "scheme-part matching": each may be upgraded to what is safer.
UPGRADES = {("http", "https"), ("ws", "http"), ("ws", "https"), ("wss", "https")}


def matches_any(
    url: Address, sources: Sequence[str], page: Address, *, is_redirected: bool = False
) -> bool:
    """ "Does url match source list in origin with redirect count?".

    An empty list, or `'none'` alone, matches nothing; beside others `'none'` has no effect.
    """
    return any(matches(url, source, page, is_redirected=is_redirected) for source in sources)


def matches(url: Address, source: str, page: Address, *, is_redirected: bool = False) -> bool:
    """ "Does url match expression in origin with redirect count?"."""
    if source == "*":
        return True  # for every address of the web
    if source.lower() == "'self'":
        return _is_own(url, page)
    scheme = SCHEME_SOURCE.fullmatch(source)
    if scheme:
        return _scheme_matches(scheme[1], url.scheme)
    host = HOST_SOURCE.fullmatch(source)
    return host is not None and _host_source_matches(host, url, page, is_redirected)


def _is_own(url: Address, page: Address) -> bool:
    """The page's own origin, or the same host over something safer."""
    if url.origin == page.origin:
        return True
    ports = {url.port, page.port}
    are_default = url.port == DEFAULT_PORTS[url.scheme] and page.port == DEFAULT_PORTS[page.scheme]
    return url.host == page.host and (len(ports) == 1 or are_default) and url.scheme == "https"


def _host_source_matches(
    source: re.Match[str], url: Address, page: Address, is_redirected: bool
) -> bool:
    scheme, host, port, path = source.group("scheme", "host", "port", "path")
    return (
        _scheme_matches(scheme or page.scheme, url.scheme)
        and _host_matches(host, url.host)
        and _port_matches(port, url)
        and (is_redirected or not path or _path_matches(path, url.path))
    )


def _scheme_matches(source: str, scheme: str) -> bool:
    """ "scheme-part matching"."""
    return source.lower() == scheme or (source.lower(), scheme) in UPGRADES


def _host_matches(source: str, host: str) -> bool:
    """ "host-part matching"; `*.ville.example` is every host below, and not ville.example."""
    if source.startswith("*"):
        return host.endswith(source[1:].lower())
    return source.lower() == host


def _port_matches(source: str | None, url: Address) -> bool:
    """ "port-part matching"; a source without port means the default one."""
    if source is None:
        return url.port == DEFAULT_PORTS[url.scheme]
    is_upgraded = source == "80" and (url.scheme, url.port) == ("https", 443)
    return source == "*" or int(source) == url.port or is_upgraded


def _path_matches(source: str, path: str) -> bool:
    """ "path-part matching": a folder when it ends with a slash, else that file alone."""
    wanted = [unquote_to_bytes(piece) for piece in source.split("/")]
    given = [unquote_to_bytes(piece) for piece in path.split("/")]
    if source.endswith("/"):
        wanted.pop()
        return len(given) > len(wanted) and given[: len(wanted)] == wanted
    return given == wanted
