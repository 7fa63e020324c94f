"""`survey`: draft, publish, close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TextIO

import click

from porte_voix._client import Client
from porte_voix._commands.connection import connected
from porte_voix._commands.output import example, json_option, show, show_all
from porte_voix._commands.parameters import json_file, read_object

SURVEY = ("key", "organisation", "kind", "status", "version")

WHAT = "the survey definition"


@click.group()
def survey() -> None:
    """Surveys: begin from a template, draft, publish, close."""


@survey.command(
    "create",
    epilog=example("porte-voix survey create recommend --organisation ville --template nps"),
)
@click.argument("key")
@click.option("--organisation", required=True, help="Key of the one that asks.")
@click.option("--template", help="Begin from a built-in one; see `survey templates`.")
@click.option("--definition", type=json_file, help="Begin from a JSON file, or - .")
@json_option
@connected
def survey_create(
    client: Client,
    key: str,
    organisation: str,
    template: str | None,
    definition: TextIO | None,
    as_json: bool,
) -> None:
    """Begin a draft."""
    if (template is None) == (definition is None):
        raise click.UsageError("Give either --template or --definition.")
    made = client.surveys.create(
        key,
        organisation=organisation,
        template=template,
        definition=None if definition is None else read_object(definition, WHAT),
    )
    show(made.raw, SURVEY, as_json=as_json)


@survey.command(
    "draft", epilog=example("porte-voix survey draft satisfaction --definition survey.json")
)
@click.argument("key")
@click.option("--definition", type=json_file, required=True, help="A JSON file, or - .")
@json_option
@connected
def survey_draft(client: Client, key: str, definition: TextIO, as_json: bool) -> None:
    """Replace the draft; what is published goes on."""
    show(client.surveys.draft(key, read_object(definition, WHAT)).raw, SURVEY, as_json=as_json)


@survey.command("publish")
@click.argument("key")
@json_option
@connected
def survey_publish(client: Client, key: str, as_json: bool) -> None:
    """Freeze the draft as the next version."""
    show(client.surveys.publish(key).raw, SURVEY, as_json=as_json)


@survey.command("close")
@click.argument("key")
@json_option
@connected
def survey_close(client: Client, key: str, as_json: bool) -> None:
    """Take no more responses."""
    show(client.surveys.close(key).raw, SURVEY, as_json=as_json)


@survey.command("show")
@click.argument("key")
@json_option
@connected
def survey_show(client: Client, key: str, as_json: bool) -> None:
    """Show one, and what its draft holds; the draft itself with --json."""
    raw = client.surveys.get(key).raw
    summary = {} if as_json else summary_of(raw.get("draft"))
    show({**raw, **summary}, (*SURVEY, *summary), as_json=as_json)


@survey.command("list")
@json_option
@connected
def survey_list(client: Client, as_json: bool) -> None:
    """List those that the token may see."""
    show_all((one.raw for one in client.surveys.list()), SURVEY, as_json=as_json)


@survey.command("templates")
@json_option
@connected
def survey_templates(client: Client, as_json: bool) -> None:
    """List the built-in surveys to begin from."""
    templates = client.surveys.templates()
    rows = templates if as_json else map(_named, templates)
    show_all(rows, ("name", "kind"), as_json=as_json)


def summary_of(draft: Any) -> dict[str, Any]:
    """What a person asks of a definition first; nothing of what is not one."""
    if not isinstance(draft, Mapping):
        return {}
    questions = [one for one in draft.get("questions") or () if isinstance(one, Mapping)]
    steps = [one.get("key") for one in questions if one.get("type") == "step"]
    targeting: Mapping[str, Any] = draft.get("targeting") or {}
    return {
        "languages": draft.get("languages"),
        "questions": len(questions) - len(steps),
        "steps": steps,
        "hidden": [one.get("key") for one in questions if one.get("hidden") is True],
        "targeting": [
            f"{name}={'true' if value is True else value}" for name, value in targeting.items()
        ],
    }


def _named(template: Mapping[str, Any]) -> Mapping[str, Any]:
    """A template by what tells it from the others."""
    return {"name": template.get("name"), "kind": template.get("definition", {}).get("kind")}
