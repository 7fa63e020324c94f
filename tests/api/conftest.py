"""What the tests of HTTP share: how the widget sends a form, and reads what comes back."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fpdf import FPDF

ORIGIN = "https://www.ville.example"
URLENCODED = "application/x-www-form-urlencoded"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
Json = dict[str, Any]


class Widget:
    """A page of the town that embeds the widget."""

    def __init__(self, town: Any) -> None:
        self.town = town

    def post(
        self,
        form: Any,
        survey: str = "satisfaction",
        *,
        key: str | None = None,
        origin: str = ORIGIN,
        content_type: str = URLENCODED,
        **query: str,
    ) -> Any:
        """Send a form; `form` is names and values, or bytes that are sent as they are."""
        if content_type == URLENCODED and not isinstance(form, bytes):
            form = urlencode(list(form.items() if isinstance(form, dict) else form))
        return self.town.client.post(
            f"/v1/s/{survey}/r",
            query_string={"site": self.town.site, "language": "fr"} | query,
            data=form,
            headers={"Origin": origin, "Idempotency-Key": key or str(uuid.uuid4())},
            content_type=content_type,
        )

    def post_files(self, form: Json, survey: str, **query: str) -> Any:
        """Send a form with files: `{"question": [bytes, …]}` beside the texts."""
        data = {
            name: [(BytesIO(each), f"{index}.pdf") for index, each in enumerate(value)]
            if isinstance(value, list) and isinstance(value[0], bytes)
            else value
            for name, value in form.items()
        }
        return self.post(data, survey, content_type="multipart/form-data", **query)

    def problem(self, answer: Any, status: int, code: str) -> Json:
        """Read a problem, and check which one it is."""
        assert answer.content_type == "application/problem+json"
        body: Json = answer.get_json()
        assert (answer.status_code, body["code"]) == (status, code)
        return body

    def text_of(self, node: Any) -> str:
        """Give what a JsonML node says, its parts parted by a space."""
        if isinstance(node, str):
            return node
        return " ".join(self.text_of(child) for child in node[1:] if not isinstance(child, dict))

    def found(self, node: Any, tag: str) -> list[Any]:
        """Give the elements of a name within a JsonML node."""
        below = [child for child in node[1:] if isinstance(child, list)]
        own = [node] if node[0] == tag else []
        return own + [each for child in below for each in self.found(child, tag)]


class Visitor:
    """Someone who fills the page of a survey, as a browser without JavaScript would."""

    def __init__(self, town: Any, survey: str, language: str, **query: str) -> None:
        self.town = town
        self.address = f"/s/{survey}?site={town.site}&language={language}"
        more = f"&{urlencode(query)}" if query else ""
        self.page = town.client.get(self.address + more)

    def hidden(self) -> dict[str, str]:
        """Give the hidden controls of the page, as they would be sent along."""
        return dict(HIDDEN.findall(self.page.text))

    def asks(self, place: str) -> bool:
        """Tell whether a question or a row is shown: every place is on the page."""
        tag = re.search(f'<[^>]* data-place="{place}"[^>]*>', self.page.text)
        return tag is not None and " hidden" not in tag[0]

    def send(self, **form: Any) -> Any:
        """Send the form; gives the page that comes back."""
        self.page = self.town.client.post(
            self.address,
            data=self.hidden() | form,
            headers={"Origin": "http://backend.test"},
            content_type="multipart/form-data",
        )
        return self.page


@pytest.fixture
def widget(town: Any) -> Widget:
    """Give the widget on a page of the town."""
    return Widget(town)


@pytest.fixture
def every_type(town: Any) -> Any:
    """Give a town that has published the survey that has every question type."""
    path = Path(__file__).parents[1] / "domain" / "every_type.json"
    town.publish("every-type", definition=json.loads(path.read_text("utf-8")))
    return town


@pytest.fixture(scope="session")
def pdf() -> Callable[[str], bytes]:
    """Give a maker of small PDFs."""

    def make(text: str) -> bytes:
        made = FPDF()
        made.add_page()
        made.set_font("Helvetica", size=14)
        made.multi_cell(0, 8, text)
        return bytes(made.output())

    return make


@pytest.fixture
def visit(town: Any) -> Callable[..., Visitor]:
    """Give a maker of visitors of the town's pages."""

    def make(survey: str = "satisfaction", language: str = "fr", **query: str) -> Visitor:
        return Visitor(town, survey, language, **query)

    return make
