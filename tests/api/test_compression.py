"""What holds no secret travels compressed; what holds one never does."""

from __future__ import annotations

import gzip
from typing import Any

import brotli
import pytest

from widget_backend.api import compression
from widget_static import DIST

BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
SCRIPT = "/w/porte-voix.js"


def definition(town: Any) -> str:
    """Give the address of the reference questionnaire."""
    return f"/v1/s/satisfaction?site={town.site}&language=fr"


def get(town: Any, address: str, **headers: str) -> Any:
    """Ask as a browser does."""
    answer = town.client.get(address, headers=BROWSER | headers)
    answer.close()
    return answer


@pytest.mark.parametrize(("asked", "given"), [("gzip", "gzip"), ("gzip, deflate, br", "br")])
@pytest.mark.parametrize("name", ["porte-voix.js", "page.css"])
def test_files_travel_compressed(town: Any, name: str, asked: str, given: str) -> None:
    """The widget's files come compressed, unpack to the pinned bytes, and caches keep each."""
    answer = get(town, f"/w/{name}", **{"Accept-Encoding": asked})
    assert answer.headers["Content-Encoding"] == given
    assert "Accept-Encoding" in answer.vary
    assert UNPACK[given](answer.data) == (DIST / name).read_bytes()
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_survey_travels_compressed(town: Any) -> None:
    """A published survey comes compressed, and varies with the page's origin too."""
    answer = get(town, definition(town))
    plain = town.client.get(definition(town))
    assert brotli.decompress(answer.data) == plain.data
    assert len(answer.data) * 2 < len(plain.data)
    assert {"Accept-Encoding", "Origin"} <= set(answer.vary)


@pytest.mark.parametrize("wanted", ["", "identity", "zstd", "gzip;q=0", "identity, gzip;q=0.5"])
def test_nobody_gets_what_they_cannot_read(town: Any, wanted: str) -> None:
    """A client that asks for nothing that we speak gets plain bytes."""
    answer = town.client.get(definition(town), headers={"Accept-Encoding": wanted})
    assert "Content-Encoding" not in answer.headers
    assert answer.get_json()["survey"] == "satisfaction"


@pytest.mark.parametrize("address", [SCRIPT, None])
def test_known_content_is_not_sent_again(town: Any, address: str | None) -> None:
    """The ETag of a compressed answer is weak, and brings 304 the next time."""
    address = address or definition(town)
    tag = get(town, address).headers["ETag"]
    assert tag.startswith("W/")
    again = get(town, address, **{"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "Accept-Encoding" in again.vary


def test_part_of_a_file_is_sent_as_it_is(town: Any) -> None:
    """A range counts the bytes of the file, not of its compressed form."""
    answer = get(town, SCRIPT, Range="bytes=0-999")
    assert answer.status_code == 206
    assert answer.data == (DIST / "porte-voix.js").read_bytes()[:1000]


def test_head_tells_the_same_length(town: Any) -> None:
    """HEAD says what GET would weigh, and sends nothing."""
    answer = town.client.head(SCRIPT, headers=BROWSER)
    assert answer.headers["Content-Length"] == get(town, SCRIPT).headers["Content-Length"]
    assert answer.data == b""
    answer.close()


def secrets(town: Any) -> list[Any]:
    """Ask for what holds a secret: a receipt, a form with its token, what a token may read."""
    body = {"site": town.site, "answers": {"satisfaction": "good", "verbatim": "Merci. " * 200}}
    headers = BROWSER | {"Idempotency-Key": "once"}
    town.client.post("/v1/s/satisfaction/r", json=body, headers=headers)
    sent = town.client.post("/v1/s/satisfaction/r", json=body, headers=headers)
    form = get(town, f"/s/satisfaction?site={town.site}")
    staff = town.staff("GET", "/v1/surveys/satisfaction", headers=BROWSER)
    return [sent, form, staff, get(town, "/r")]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compress however short an answer is."""
    monkeypatch.setattr(compression, "AT_LEAST_BYTES", 0)


@pytest.mark.usefixtures("eager")
def test_what_holds_a_secret_is_never_compressed(town: Any) -> None:
    """A receipt, a hosted form, and what a token reads keep the length that they have."""
    for answer in secrets(town):
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers


@pytest.mark.usefixtures("eager")
def test_careless_compression_is_noticed(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: were everything taken for public, receipts and forms would come compressed."""
    monkeypatch.setattr(compression, "is_public", lambda _: True)
    assert {answer.headers.get("Content-Encoding") for answer in secrets(town)} == {"br"}


def test_short_answers_stay_as_they_are(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below 500 bytes there is nothing to gain."""
    monkeypatch.setattr(compression, "AT_LEAST_BYTES", 1_000_000)
    assert "Content-Encoding" not in get(town, SCRIPT).headers
