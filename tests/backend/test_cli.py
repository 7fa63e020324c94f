"""The commands of the machine that runs a backend."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from porte_voix._commands.root import BACKEND
from porte_voix.cli import main
from widget_backend.cli import COMMANDS
from widget_backend.config import SETTINGS, load
from widget_backend.demo import walk
from widget_backend.demo.servers import BackendProcess, DidNotStart, free_port
from widget_backend.services.installation import install


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a function that runs `porte-voix` with a data folder of its own."""
    monkeypatch.setenv("PORTE_VOIX_DATA_DIR", str(tmp_path / "data"))

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    return run


def test_init_gives_a_first_token(run: Any) -> None:
    """One command makes the folder, the secret, the tables, and a token shown once."""
    result = run("init", "--organisation", "Mairie", "--key", "mairie", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["token"].startswith("pv_")


def test_init_again_gives_another_token(run: Any) -> None:
    """A lost token is replaced by running it again; nothing else changes."""
    tokens = [run("init", "--organisation", "M", "--json").stdout for _ in range(2)]
    assert tokens[0] != tokens[1]


def test_init_says_what_comes_next(run: Any) -> None:
    """A person reads what was made, and the next command."""
    printed = run("init", "--organisation", "Mairie").stdout
    assert "shown once" in printed
    assert "porte-voix serve" in printed
    assert "export PORTE_VOIX_URL=http://127.0.0.1:8000" in printed
    assert "--organisation root" in printed


def test_init_refuses_a_wrong_key(run: Any) -> None:
    """A key that breaks the rule is refused in a sentence, without a traceback."""
    result = run("init", "--organisation", "M", "--key", "La Mairie")
    assert result.exit_code == 1
    assert "small letters" in result.stderr


def test_serving_before_init_says_what_to_do(run: Any) -> None:
    """A backend that was never installed names the command that installs it."""
    result = run("serve")
    assert (result.exit_code, "porte-voix init" in result.stderr) == (1, True)


def test_help_of_serve_names_every_setting(run: Any) -> None:
    """Where only the package is installed, the help tells each setting with its default."""
    printed = run("serve", "--help").stdout
    assert [s.variable for s in SETTINGS if f"{s.variable}\n" not in printed] == []
    assert "[porte-voix-data]" in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_wrong_setting_is_told(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong variable stops each command with its name."""
    monkeypatch.setenv("PORTE_VOIX_PORT", "eighty")
    for command in (["serve"], ["migrate"], ["deliver"], ["init", "--organisation", "M"]):
        result = run(*command)
        assert (result.exit_code, "PORTE_VOIX_PORT" in result.stderr) == (1, True)


def test_unusable_folder_is_told(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder that cannot be made, or was never installed, is told in a sentence."""
    assert "porte-voix init" in run("migrate").stderr
    (tmp_path / "file").touch()
    monkeypatch.setenv("PORTE_VOIX_DATA_DIR", str(tmp_path / "file" / "data"))
    result = run("init", "--organisation", "M")
    assert (result.exit_code, "PORTE_VOIX_DATA_DIR" in result.stderr) == (1, True)


def test_server_reads_no_more_than_any_route_takes(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server stops reading where every route would refuse, or one request fills the disk."""
    served: dict[str, Any] = {}
    monkeypatch.setattr("waitress.serve", lambda app, **options: served.update(options))
    run("init", "--organisation", "M")
    run("serve")
    config = load({})
    assert served["max_request_body_size"] >= config.max_delivery_bytes
    assert served["max_request_body_size"] >= 3 * config.max_document_bytes
    assert served["max_request_body_size"] < 2 * config.max_delivery_bytes


def test_migrate_tells_the_version(run: Any) -> None:
    """Migrating an up-to-date database says so."""
    run("init", "--organisation", "M")
    assert "version 1" in run("migrate").stdout


def test_deliver_needs_a_collector(run: Any) -> None:
    """Without a collector in the settings, delivering says which ones to set."""
    result = run("deliver")
    assert (result.exit_code, "PORTE_VOIX_COLLECTOR_URL" in result.stderr) == (1, True)


def test_deliver_tells_when_the_collector_is_away(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A collector that does not answer is told in a sentence; nothing is lost."""
    run("init", "--organisation", "M")
    monkeypatch.setenv("PORTE_VOIX_COLLECTOR_URL", f"http://127.0.0.1:{free_port(0)}")
    monkeypatch.setenv("PORTE_VOIX_COLLECTOR_TOKEN", "pv_token")
    monkeypatch.setattr("porte_voix._retry.time.sleep", lambda seconds: None, raising=False)
    result = run("deliver")
    assert result.exit_code == 4
    assert "could not be reached" in result.stderr


def test_serve_answers_and_stops_when_told(tmp_path: Path) -> None:
    """A served backend is ready, answers over HTTP, and ends cleanly on SIGTERM."""
    port = free_port(0)
    config = load({}, data_dir=tmp_path / "d", port=port, base_url=f"http://127.0.0.1:{port}")
    install(config, key="root", name="Root")
    with BackendProcess(config, tmp_path / "log") as backend:
        process = backend.process
    assert process.returncode in {0, -signal.SIGTERM}
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_taken_port_is_told(tmp_path: Path) -> None:
    """A port that another program listens on is told in a sentence, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        config = load({}, data_dir=tmp_path / "d", port=port, base_url="http://127.0.0.1:9")
        install(config, key="root", name="Root")
        with (
            pytest.raises(DidNotStart, match="another --host or --port") as told,
            BackendProcess(config, tmp_path / "log"),
        ):
            pass
    assert "Traceback" not in str(told.value)


def test_server_that_cannot_start_tells_why(tmp_path: Path) -> None:
    """A backend that does not come up gives what it printed, at once."""
    config = load({}, data_dir=tmp_path / "none", port=free_port(0), base_url="http://127.0.0.1:9")
    with (
        pytest.raises(DidNotStart, match="porte-voix init"),
        BackendProcess(config, tmp_path / "l"),
    ):
        pass


def test_demo_check_walks_the_whole_chain() -> None:
    """`porte-voix demo --check` submits, delivers and pulls over real HTTP, and exits 0."""
    result = subprocess.run(
        [sys.executable, "-m", "porte_voix", "demo", "--check", "--json"],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    changes = json.loads(result.stdout)["changes"]
    assert {change["response"]["kind"] for change in changes} == {"satisfaction", "document_report"}


def test_demo_check_fails_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain that lets personal data through is caught, and the step is named (control)."""
    monkeypatch.setattr(walk, "SECRETS", ("formulaire",))
    result = CliRunner().invoke(main, ["demo", "--check"])
    assert result.exit_code == 1
    assert "masked" in result.stderr
    assert "still holds" in result.stderr


def test_bare_install_knows_what_it_lacks() -> None:
    """The SDK alone names exactly the commands that the backend adds, to say what to install."""
    assert {command.name for command in COMMANDS} == set(BACKEND)
