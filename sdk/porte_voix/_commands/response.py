"""`response`: enter what came on paper, look at what was answered, review, erase."""

from __future__ import annotations

from typing import Any, Literal, TextIO

import click

from porte_voix._client import Client
from porte_voix._commands.connection import connected
from porte_voix._commands.output import example, json_option, show, show_all, write_json
from porte_voix._commands.parameters import json_file, read_documents, read_moment, read_object
from porte_voix._survey_response import Submission, SurveyResponse

COLUMNS = ("id", "survey", "state", "channel", "contact_point", "submitted_at")
RESPONSE = (
    *("id", "survey", "version", "state", "source", "organisation", "service", "contact_point"),
    *("channel", "language", "submitted_at"),
)
SUBMISSION = ("receipt", "receipt_page", "received_at")


@click.group()
def response() -> None:
    """Responses: enter from paper, read, review, erase."""


@response.command(
    "submit",
    epilog=example(
        "porte-voix response submit document-report --answers form-12.json \\",
        "    --document document=scan.pdf --channel paper \\",
        "    --contact-point guichet --key form-12",
    ),
)
@click.argument("survey")
@click.option("--answers", type=json_file, required=True, help="JSON file, or - .")
@click.option(
    "--document",
    "documents",
    metavar="QUESTION=FILE",
    multiple=True,
    callback=read_documents,
    help="Scan (PDF, JPEG, PNG) that answers a document question; may be repeated.",
)
@click.option(
    "--channel",
    type=click.Choice(["paper", "counter", "phone", "other"]),
    required=True,
    metavar="CHANNEL",
    help="How it came: paper, counter, phone, other.",
)
@click.option("--contact-point", help="Key of the place that it is about.")
@click.option("--language", help="Language of the answers, such as fr.")
@click.option(
    "--submitted-at",
    metavar="DATE",
    callback=read_moment,
    help="When it was given, such as 2026-11-20 or 2026-11-20T14:30; now by default.",
)
@click.option(
    "--accept-redaction",
    is_flag=True,
    help="Agree to masking, where the survey asks first.",
)
@click.option("--key", help="Number of the form: entered twice under it, it is kept once.")
@json_option
@connected
def response_submit(
    client: Client,
    survey: str,
    answers: TextIO,
    documents: dict[str, list[bytes]],
    key: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Enter a response that came on paper, at a counter or by telephone.

    The answers are a JSON object by key of question, such as {"satisfaction": "good"}. Personal
    data is masked, and documents are rebuilt from pixels, as for any response.
    """
    made = client.responses.submit(
        survey,
        read_object(answers, "the answers"),
        documents=documents,
        idempotency_key=key,
        **given,
    )
    if as_json:
        write_json(dict(made.raw))
        return
    row = _submitted(made)
    show(row, row, as_json=False)


@response.command("list", epilog=example("porte-voix response list --state held"))
@click.option("--survey", help="Only those to this survey.")
@click.option(
    "--state",
    type=click.Choice(["open", "held"]),
    help="Held ones wait for a person to review them.",
)
@json_option
@connected
def response_list(client: Client, survey: str | None, state: str | None, as_json: bool) -> None:
    """List those that the token may see, in the order of arrival.

    To copy all of them, with their answers, see `porte-voix pull`.
    """
    found = client.responses.list(survey=survey, state=state)
    show_all((one.raw for one in found), COLUMNS, as_json=as_json)


@response.command("show")
@click.argument("id")
@json_option
@connected
def response_show(client: Client, id: str, as_json: bool) -> None:  # noqa: A002 - the API's word
    """Show one, with its answers and what was found in it."""
    _show(client.responses.get(id), as_json=as_json)


@response.command(
    "review",
    epilog=example("porte-voix response review 01935c5e-7b00-7000-8000-000000000001 accept"),
)
@click.argument("id")
@click.argument("decision", type=click.Choice(["accept", "reject"]))
@json_option
@connected
def response_review(
    client: Client,
    id: str,  # noqa: A002
    decision: Literal["accept", "reject"],
    as_json: bool,
) -> None:
    """Let a held response through, or erase it.

    Read it first, with `response show`: machines could not tell whether it is free of personal
    data. Accepted, it goes out to every reader of the feed.
    """
    reviewed = client.responses.review(id, decision)
    if reviewed is not None:
        _show(reviewed, as_json=as_json)
    else:
        _tell_erased(id, as_json=as_json)


@response.command("erase")
@click.argument("id")
@json_option
@connected
def response_erase(client: Client, id: str, as_json: bool) -> None:  # noqa: A002
    """Erase one with its documents, for good.

    A tombstone in the feed tells every reader to erase its copy.
    """
    client.responses.erase(id)
    _tell_erased(id, as_json=as_json)


def _show(found: SurveyResponse, *, as_json: bool) -> None:
    row = {
        **{name: found.raw.get(name) for name in RESPONSE},
        **{f"answers.{key}": value for key, value in found.answers.items()},
        **_anonymized(found),
        "documents": [document.sha256 for document in found.documents],
    }
    show(found.raw if as_json else row, row, as_json=as_json)


def _submitted(made: Submission) -> dict[str, object]:
    kept = {f"redacted.{key}": text for key, text in made.redacted.items()}
    return {name: made.raw.get(name) for name in SUBMISSION} | _anonymized(made) | kept


def _anonymized(made: SurveyResponse | Submission) -> dict[str, object]:
    """The status, and what was found where: never the data itself."""
    if made.anonymization is None:
        return {}
    found = [f"{one.question or '-'}:{one.type}" for one in made.anonymization.findings]
    return {"anonymization": made.anonymization.status, "findings": found}


def _tell_erased(id: str, *, as_json: bool) -> None:  # noqa: A002
    if as_json:
        write_json({"id": id, "state": "erased"})
    else:
        click.echo("Erased.", err=True)
