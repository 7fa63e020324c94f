"""The parts of a web address that decide who may ask whom."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """An http or https address: lower case, the host in ASCII, the port always said."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """As browsers write it: without the default port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_default = self.port == DEFAULT_PORTS[self.scheme]
        return f"{self.scheme}://{host}" + ("" if is_default else f":{self.port}")

    @property
    def is_local(self) -> bool:
        """On this machine, which browsers trust as they trust https (Secure Contexts §3.1)."""
        is_named = self.host == "localhost" or self.host.endswith(".localhost")
        return is_named or self.host.startswith("127.") or self.host == "::1"


def parse(url: str) -> Address:
    """The parts; ValueError for what is not a whole http or https address."""
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"{url} is not a whole address such as https://www.ville.example/")
    host = parts.hostname
    if not host.isascii():
        host = host.encode("idna").decode("ascii")  # UnicodeError is a ValueError
    return Address(parts.scheme, host, parts.port or DEFAULT_PORTS[parts.scheme], parts.path or "/")


def resolved(base: str, url: str) -> str:
    """The address that a page at `base` means by `url`; empty when it is none of the web."""
    try:
        whole = urljoin(base, url.strip())
        parse(whole)
    except ValueError:
        return ""
    return whole


def secured(url: str) -> str:
    """The https address that `upgrade-insecure-requests` makes of an http one (UIR §3.2).

    Those of this machine stay as they are, which browsers trust already.
    """
    address = parse(url)
    if address.scheme == "https" or address.is_local:
        return url
    parts = urlsplit(url)
    netloc = parts.netloc.removesuffix(":80")
    return parts._replace(scheme="https", netloc=netloc).geturl()
