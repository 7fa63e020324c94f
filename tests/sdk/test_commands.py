"""The commands that set things up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import porte_voix
from porte_voix import TransportError
from porte_voix._commands.output import laid_out
from porte_voix.testing import Answer, FakeTransport, json_answer, problem_answer

Run = Callable[..., Result]

ORGANISATION = {"key": "ville", "name": "Ville", "parent": None}
SERVICE = {"key": "etat-civil", "name": "État civil", "organisation": "ville"}
CONTACT_POINT = {"key": "accueil", "name": "Accueil", "service": "etat-civil"}
SITE = {"key": "a1", "name": "Site", "organisation": "ville", "origins": ["https://www.a.fr"]}
SURVEY = {"key": "nps", "organisation": "ville", "kind": "custom", "status": "draft"}
TOKEN = {"id": "t1", "name": "Agent", "organisation": "ville", "scopes": ["feed:read"]}

COMMANDS: list[tuple[str, str, dict[str, Any], dict[str, Any] | None]] = [
    ("organisation create ville --name Ville", "POST /v1/organisations", ORGANISATION,
     {"key": "ville", "name": "Ville"}),
    ("organisation create ecole --name Ecole --parent ville", "POST /v1/organisations",
     ORGANISATION, {"key": "ecole", "name": "Ecole", "parent": "ville"}),
    ("organisation show ville", "GET /v1/organisations/ville", ORGANISATION, None),
    ("service create etat-civil --name Actes --organisation ville", "POST /v1/services", SERVICE,
     {"key": "etat-civil", "name": "Actes", "organisation": "ville"}),
    ("contact-point create accueil --name Accueil --service etat-civil", "POST /v1/contact-points",
     CONTACT_POINT, {"key": "accueil", "name": "Accueil", "service": "etat-civil"}),
    ("site create --name Site --organisation ville --origin https://www.a.fr", "POST /v1/sites",
     SITE, {"name": "Site", "organisation": "ville", "origins": ["https://www.a.fr"]}),
    ("site update a1 --origin https://www.b.fr", "PATCH /v1/sites/a1", SITE,
     {"origins": ["https://www.b.fr"]}),
    ("site update a1 --name Autre", "PATCH /v1/sites/a1", SITE, {"name": "Autre"}),
    ("survey create nps --organisation ville --template nps", "POST /v1/surveys", SURVEY,
     {"key": "nps", "organisation": "ville", "template": "nps"}),
    ("survey show nps", "GET /v1/surveys/nps", SURVEY, None),
    ("survey publish nps", "POST /v1/surveys/nps/publish", SURVEY, None),
    ("survey close nps", "POST /v1/surveys/nps/close", SURVEY, None),
]  # fmt: skip

LISTS = [
    ("organisation", "/v1/organisations", ORGANISATION, "ville  Ville  -"),
    ("service", "/v1/services", SERVICE, "etat-civil  État civil  ville"),
    ("contact-point", "/v1/contact-points", CONTACT_POINT, "accueil  Accueil  etat-civil"),
    ("site", "/v1/sites", SITE, "a1   Site  ville         https://www.a.fr"),
    ("survey", "/v1/surveys", SURVEY, "nps  ville         custom  draft   -"),
    ("token", "/v1/tokens", TOKEN, "t1  Agent  ville         feed:read  -           -"),
]


@pytest.mark.parametrize(("words", "route", "raw", "payload"), COMMANDS)
def test_a_command_makes_its_call(
    run: Run, fake: FakeTransport, words: str, route: str, raw: dict[str, Any], payload: object
) -> None:
    """A command sends what it was told to its route, and writes the object that came back."""
    fake.queue(json_answer(raw))
    result = run(*words.split(), "--json")
    assert result.exit_code == 0, result.output
    (request,) = fake.requests
    assert f"{request.method} {request.path}" == route
    assert (None if request.body is None else json.loads(request.body)) == payload
    assert json.loads(result.stdout) == raw


@pytest.mark.parametrize(("words", "route", "raw", "payload"), COMMANDS)
def test_a_refused_command_exits_1(
    run: Run, fake: FakeTransport, words: str, route: str, raw: dict[str, Any], payload: object
) -> None:
    """A command that the service refuses exits 1 with one sentence on standard error."""
    fake.queue(problem_answer("forbidden", 403, title="This token does not allow that."))
    result = run(*words.split())
    assert (result.exit_code, result.stdout) == (1, "")
    expected = "Error: This token does not allow that. (forbidden, 0123456789abcdef)\n"
    assert result.stderr == expected


@pytest.mark.parametrize(("group", "path", "raw", "row"), LISTS)
def test_a_list_is_a_table(
    run: Run, fake: FakeTransport, group: str, path: str, raw: dict[str, Any], row: str
) -> None:
    """A list is a table for a person: names of columns first, dashes for what is empty."""
    fake.route("GET", path, json_answer({"items": [raw], "next": None}))
    result = run(group, "list")
    assert result.exit_code == 0, result.output
    head, line = result.stdout.splitlines()
    assert head.split()[0] in {"key", "id"}
    assert line == row


@pytest.mark.parametrize(("group", "path", "raw", "row"), LISTS)
def test_a_list_is_an_object_for_a_machine(
    run: Run, fake: FakeTransport, group: str, path: str, raw: dict[str, Any], row: str
) -> None:
    """A list in JSON is an object with its items, as the API writes it."""
    fake.route("GET", path, json_answer({"items": [raw], "next": None}))
    (item,) = json.loads(run(group, "list", "--json").stdout)["items"]
    assert raw.items() <= item.items()


def test_a_list_too_wide_for_the_terminal_is_blocks() -> None:
    """Where the columns do not fit, each object is lines; where they fit, or in a pipe, a row."""
    rows = [("a", "Mairie"), ("b", "École")]
    table = ["key  name", "a    Mairie", "b    École"]
    assert list(laid_out(("key", "name"), rows, 11)) == table
    assert list(laid_out(("key", "name"), rows, None)) == table
    blocks = ["key: a", "name: Mairie", "", "key: b", "name: École", ""]
    assert list(laid_out(("key", "name"), rows, 10)) == blocks


def test_an_object_is_lines_for_a_person(run: Run, fake: FakeTransport) -> None:
    """One object is shown as lines, without what a terminal would obey."""
    fake.queue(json_answer(SITE | {"name": "Site\x1b[31m\n"}))
    result = run("site", "update", "a1", "--name", "Site")
    assert "name: Site [31m \n" in result.stdout
    assert "origins: https://www.a.fr\n" in result.stdout


def test_a_definition_is_read_from_a_file(run: Run, fake: FakeTransport, tmp_path: Path) -> None:
    """A survey may begin from a definition in a file, which may be replaced by another."""
    path = tmp_path / "survey.json"
    path.write_text('{"kind": "custom"}', encoding="utf-8")
    fake.route("POST", "/v1/surveys", json_answer(SURVEY))
    fake.route("PUT", "/v1/surveys/nps/draft", json_answer(SURVEY))
    made = run("survey", "create", "nps", "--organisation", "ville", "--definition", str(path))
    changed = run("survey", "draft", "nps", "--definition", "-", input='{"kind": "experience"}')
    assert (made.exit_code, changed.exit_code) == (0, 0)
    bodies = [json.loads(request.body or b"") for request in fake.requests]
    assert bodies[0]["definition"] == {"kind": "custom"}
    assert bodies[1] == {"kind": "experience"}


@pytest.mark.parametrize(
    ("text", "said"), [("{", "is not JSON"), ("[]", "must hold a JSON object")]
)
def test_a_file_that_is_no_definition_is_wrong_usage(run: Run, text: str, said: str) -> None:
    """A file that holds no JSON object is refused before anything is sent."""
    result = run("survey", "draft", "nps", "--definition", "-", input=text)
    assert result.exit_code == 2
    assert said in result.stderr


@pytest.mark.parametrize("more", [(), ("--template", "nps", "--definition", "-")])
def test_a_survey_begins_from_one_thing(run: Run, more: tuple[str, ...]) -> None:
    """`survey create` wants a template or a definition, one of the two."""
    result = run("survey", "create", "nps", "--organisation", "ville", *more, input="{}")
    assert result.exit_code == 2
    assert "either --template or --definition" in result.stderr


def test_templates_are_listed(run: Run, fake: FakeTransport) -> None:
    """The built-in surveys are listed by name and kind, with their definitions in JSON."""
    template = {"name": "nps", "definition": {"kind": "satisfaction"}}
    fake.route("GET", "/v1/templates", json_answer({"items": [template], "next": None}))
    assert run("survey", "templates").stdout.splitlines()[1].split() == ["nps", "satisfaction"]
    assert json.loads(run("survey", "templates", "--json").stdout)["items"] == [template]


def test_field_errors_have_their_lines(run: Run, fake: FakeTransport) -> None:
    """Each wrong place of a request has a line with its pointer, the request itself being /."""
    wrong = [
        {"pointer": "/definition/questions/0/key", "code": "bad_key", "message": "Use a-z."},
        {"pointer": "", "code": "invalid", "message": "Say more.\x07"},
    ]
    fake.queue(problem_answer("invalid_definition", 422, errors=wrong))
    result = run("survey", "draft", "nps", "--definition", "-", input="{}")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[1:] == [
        "  /definition/questions/0/key: Use a-z.",
        "  /: Say more. ",
    ]


def test_a_token_is_shown_once(run: Run, fake: FakeTransport) -> None:
    """The secret of a new token is alone on standard output, ready for a pipe."""
    fake.route("POST", "/v1/tokens", json_answer(TOKEN | {"token": "pv_new"}))
    words = ("token", "create", "--name", "a", "--organisation", "ville", "--scope", "feed:read")
    result = run(*words)
    assert result.stdout == "pv_new\n"
    assert "t1" in result.stderr
    assert json.loads(run(*words, "--json").stdout)["token"] == "pv_new"


def test_a_token_is_revoked(run: Run, fake: FakeTransport) -> None:
    """A revoked token is confirmed to the person, with nothing for the pipe."""
    fake.route("DELETE", "/v1/tokens/t1", Answer(204))
    result = run("token", "revoke", "t1")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Revoked.\n")


def test_a_site_update_must_change_something(run: Run) -> None:
    """`site update` without anything to change is wrong usage."""
    assert run("site", "update", "a1").exit_code == 2


def test_a_service_out_of_reach_exits_4(run: Run, fake: FakeTransport, slept: list[float]) -> None:
    """A service that cannot be reached exits 4, after some attempts, with one sentence."""
    fake.route("GET", "/v1/organisations/ville", TransportError("voice.example.org is not there."))
    result = run("organisation", "show", "ville")
    assert (result.exit_code, len(slept)) == (4, 3)
    assert result.stderr == "Error: voice.example.org is not there.\n"


@pytest.mark.parametrize(
    ("words", "env", "said"),
    [
        (("organisation", "show", "ville"), {"PORTE_VOIX_URL": ""}, "--url"),
        (("organisation", "show", "ville"), {"PORTE_VOIX_URL": "voice"}, "must be a whole one"),
        (("organisation", "show", "ville"), {"PORTE_VOIX_TOKEN": ""}, "PORTE_VOIX_TOKEN"),
        (("organisation", "show", "ville"), {"PORTE_VOIX_TOKEN": "a b"}, "paste it again"),
        (("organisation", "show", ".."), {}, "a key must not be empty"),
        (("organisation", "shwo"), {}, "shwo"),
    ],
)
def test_wrong_usage_exits_2(
    run: Run, words: tuple[str, ...], env: dict[str, str], said: str
) -> None:
    """A mistake in the words exits 2 with what is wrong, and without a traceback."""
    result = run(*words, env=env)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_the_snippet_is_printed(run: Run) -> None:
    """`snippet` prints what the SDK's function makes, for the address of the environment."""
    result = run("snippet", "--site", "a1", "--survey", "nps", "--contact-point", "accueil")
    assert result.stdout == porte_voix.snippet(
        base_url="https://voice.example.org", site="a1", survey="nps", contact_point="accueil"
    )


def test_half_a_pin_is_wrong_usage(run: Run) -> None:
    """A version without its hash exits 2 with what is missing."""
    result = run("snippet", "--site", "a1", "--survey", "nps", "--version", "1.0.0")
    assert result.exit_code == 2
    assert "together" in result.stderr
