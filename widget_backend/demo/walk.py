"""The chain, walked once over real HTTP: submit, deliver, pull, and check what came out."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
import pypdfium2
import requests

from porte_voix import Change, Client, PorteVoixError

from .samples import DOCUMENT_REPORT, SATISFACTION, SECRETS, letter
from .setup import OFFERS, Offer

ARRIVE_SECONDS = 60.0
Json = dict[str, Any]


class Broken(Exception):
    """A step of the chain that did not do what it should; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The addresses that the walk goes through."""

    town: str
    site_backend: str
    collector: str
    site_key: str
    pull_token: str


def walk(chain: Chain, say: Callable[[str], None]) -> list[Change]:
    """Walk the chain; gives the two pulled responses, or raises Broken."""
    with step(say, "A citizen answers the satisfaction survey"):
        satisfaction = submit(chain, OFFERS["mairie"], SATISFACTION, {})
    with step(say, "A citizen reports a letter that is hard to understand"):
        report = submit(chain, OFFERS["courrier"], DOCUMENT_REPORT, {"document-1": letter()})
    with step(say, "Personal data was masked before anything was stored"):
        for receipt in (satisfaction, report):
            require(receipt["anonymization"]["findings"], "nothing was found in the texts")
            require_clean(json.dumps(receipt, ensure_ascii=False), "the receipt")
    with Client(chain.collector, chain.pull_token) as client:
        with step(say, "The site delivers to the collector, the centre pulls"):
            pulled = pull(client)
        with step(say, "What was pulled holds no personal data, and pixels for a document"):
            require_clean(json.dumps([change.raw for change in pulled], ensure_ascii=False), "it")
            check_documents(client, pulled)
    return pulled


@contextmanager
def step(say: Callable[[str], None], sentence: str) -> Iterator[None]:
    """Say a step when it is done; turn what goes wrong in it into Broken."""
    try:
        yield
    except (Broken, PorteVoixError, requests.RequestException, KeyError, ValueError) as error:
        raise Broken(f"{sentence}: {error}") from error
    say(f"{click.style('✓', fg='green')} {sentence}")


def submit(chain: Chain, offer: Offer, answers: Json, files: dict[str, bytes]) -> Json:
    """Send a response exactly as the widget does from the town's page; gives the receipt."""
    body = json.dumps(
        {
            "site": chain.site_key,
            "answers": answers,
            "language": "fr",
            "contact_point": offer.contact_point,
            "context": {"page": "/"},
        }
    )
    parts = {name: (f"{name}.pdf", data, "application/pdf") for name, data in files.items()}
    sent: Json = {"data": {"response": body}, "files": parts} if parts else {"data": body}
    headers = {"Origin": chain.town, "Idempotency-Key": str(uuid.uuid4())}
    if not parts:
        headers["Content-Type"] = "application/json"
    url = f"{chain.site_backend}/v1/s/{offer.survey}/r"
    answer = requests.post(url, headers=headers, timeout=60, **sent)
    require(answer.status_code == 201, f"{answer.status_code} {answer.text}")
    receipt: Json = answer.json()
    return receipt


def pull(client: Client) -> list[Change]:
    """Read the collector's feed until both responses, and the document, have arrived."""
    until = time.monotonic() + ARRIVE_SECONDS
    cursor, found = None, []
    while time.monotonic() < until:
        for change in client.feed(after=cursor):
            cursor = change.cursor
            if change.response is not None:
                found.append(change)
        if len(found) == len(OFFERS) and _documents_are_here(client, found):
            return found
        time.sleep(0.5)
    raise Broken(f"{len(found)} of {len(OFFERS)} responses arrived in {ARRIVE_SECONDS:.0f} s")


def _documents_are_here(client: Client, changes: list[Change]) -> bool:
    try:
        return all(client.documents.download(sha256) for sha256 in _documents(changes))
    except PorteVoixError:
        return False


def _documents(changes: list[Change]) -> list[str]:
    return [d.sha256 for c in changes if c.response for d in c.response.documents]


def check_documents(client: Client, changes: list[Change]) -> None:
    """Require that the document arrived as a PDF of pictures, without any text in it."""
    documents = _documents(changes)
    require(len(documents) == 1, f"{len(documents)} documents arrived, not 1")
    pdf = pypdfium2.PdfDocument(client.documents.download(documents[0]))
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    require(not text.strip(), f"the document still has text: {text[:80]}")


def require_clean(text: str, what: str) -> None:
    """Require that none of the samples' personal data is in a text."""
    left = [secret for secret in SECRETS if secret in text]
    require(not left, f"{what} still holds {', '.join(left)}")


def require(fact: object, otherwise: str) -> None:
    """Raise Broken with the reason unless the fact holds."""
    if not fact:
        raise Broken(otherwise)
