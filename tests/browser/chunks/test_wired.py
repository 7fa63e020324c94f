"""Hiding on the device, through the real widget, to what the backend keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SURVEY = {
    "kind": "document_report",
    "default_language": "fr",
    "languages": ["fr"],
    "title": {"fr": "Signaler un document"},
    "questions": [
        {"key": "why", "type": "short_text", "label": {"fr": "Pourquoi"}},
        {"key": "papers", "type": "document", "label": {"fr": "Le document"}},
    ],
}


@pytest.fixture
def picked(widget: Any, photograph: Any) -> Any:
    """Pick a photograph with a secret square in the widget on the page of a site."""
    widget.town.publish("papiers", definition=SURVEY)
    widget.open("papiers")
    widget.page.get_by_label("Pourquoi").fill("Je ne comprends pas.")
    data = photograph((800, 1000), {(380, 470): "magenta"})
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": data}
    widget.page.get_by_label("Le document").set_input_files([photo])
    widget.page.locator("porte-voix canvas").wait_for()
    return widget


def kept_colours(picked: Any, look: Any) -> set[Any]:
    """Finish, send, and give the colours of what the backend keeps."""
    picked.page.get_by_role("button", name="Terminer").click()
    file = picked.page.get_by_label("Le document")
    file.evaluate("(file) => file.files.length || new Promise((done) => file.oninput = done)")
    picked.send()
    picked.receipt()
    files = [path for path in picked.town.backend.config.data_dir.rglob("*") if path.is_file()]
    [kept] = [data for data in map(Path.read_bytes, files) if data.startswith(b"%PDF-")]
    [page] = look(kept)
    return {colour for _, colour in page.getcolors(maxcolors=10**7)}


def reddest(colours: set[Any]) -> int:
    """Say how far red is above green, at most: high where magenta is seen."""
    return max(int(red) - int(green) for red, green, _ in colours)


def test_what_was_hidden_is_not_kept(picked: Any, look: Any) -> None:
    """What the person covered is not in the document that the backend keeps."""
    picked.page.get_by_role("button", name="Ajouter une zone, page 1").click()
    assert reddest(kept_colours(picked, look)) < 60
    assert picked.watched("violations") == []


def test_what_was_left_is_kept(picked: Any, look: Any) -> None:
    """Control: without a box, the same square is in what is kept."""
    assert reddest(kept_colours(picked, look)) > 150
