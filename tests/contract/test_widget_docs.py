"""What a page may say to the widget, and style of it: code, reference, manifest and types agree."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
SELECTOR = re.compile(r"matches\(\"([^\"]+)\"\)|:host\(([^)]+)\)")
LIFE = {"constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"}
# On the hosted page alone, though the macros are shared: a file that must be picked again.
HOSTED = {"lost"}
SHARED = ("pages/questions.html", "pages/kept.html", "widget/form.html", "widget/found.html")
KINDS = ("attributes", "events", "methods", "cssProperties", "cssParts")

Promises = dict[str, set[str]]


def attributes(code: str) -> set[str]:
    """Name what is observed, read by name, selected by, or a rule of targeting."""
    observed = re.findall(r"observedAttributes = \[([^\]]+)\]", code)
    filters = re.findall(r"const FILTERS = \{(.*?)\n\};", code, re.DOTALL)
    triggers = re.findall(r"const rules = \[([^\]]+)\]", code)
    quoted = {name for text in observed + triggers for name in re.findall(r'"([a-z-]+)"', text)}
    keys = {name for text in filters for name in re.findall(r'^  "?([a-z-]+)"?:', text, re.M)}
    read = set(re.findall(r"(?:host\.getAttribute|\bget)\(\"([a-z-]+)\"\)", code))
    selected = {
        name
        for found in SELECTOR.findall(code)
        for name in re.findall(r"\[([a-z-]+)(?==|\])", "".join(found))
    }
    return quoted | keys | read | selected


def events(code: str) -> set[str]:
    """Name what is emitted; a panel says "open" and "closed" of itself, as popovers do."""
    toggles = re.findall(r'emit\(host, newState\.replace\("open", "(opened)"\)\)', code)
    return {*re.findall(r'\bemit\([^,]+, "([a-z]+)"', code), *toggles, *(["closed"] * len(toggles))}


def parts(code: str) -> set[str]:
    """Name every class of ours; the name of a part is the class's, and a mode's of the launcher."""
    written = re.findall(r"(?:class=|class: |look = |id = |, )[\"`](pv-[^\"`]+)", code)
    written += re.findall(r"'(pv-[a-z -]+)'", code)
    names = {
        name for text in written for name in re.findall(r"\bpv-([a-z-]+)(?![a-z-]*[$~{])", text)
    }
    modes = {"button", "tab"} if "pv-${host.getAttribute(" in code else set()
    scales = {"smileys", "scale", "numbers"} if "'numbers'" in code else set()
    return (names | modes | scales) - HOSTED


def of_code(script: str, style: str, markup: str) -> Promises:
    """Collect what the sources promise."""
    class_body = script.partition("class PorteVoix")[2].partition("\n}\n")[0]
    return {
        "attributes": attributes(script + style),
        "events": events(script),
        "methods": set(re.findall(r"^  (\w+)\([^)]*\) \{", class_body, re.M)) - LIFE,
        "cssProperties": set(re.findall(r"var\((--pv-[a-z-]+)", style)),
        "cssParts": parts(script + markup),
    }


def of_manifest(manifest: dict[str, Any]) -> Promises:
    """Collect what the custom elements manifest names."""
    (module,) = manifest["modules"]
    (element,) = module["declarations"]
    methods = [member for member in element["members"] if member["kind"] == "method"]
    rows = {kind: element.get(kind, methods) for kind in KINDS}
    return {kind: {row["name"] for row in rows[kind]} for kind in KINDS}


def of_page(page: str) -> Promises:
    """Collect what the tables of the reference name."""
    headings = ("Attributes", "Events", "Methods", "Look", "Parts")
    tables = {kind: section(page, name) for kind, name in zip(KINDS, headings, strict=True)}
    tables["cssProperties"] = tables["cssProperties"].partition("\n### ")[0]
    return {kind: rows(text) for kind, text in tables.items()}


def section(page: str, heading: str) -> str:
    """Give what stands under a heading, with what is below it."""
    start = re.search(rf"^(#+) {heading}$", page, re.M)
    assert start, heading
    rest = page[start.end() :]
    end = re.search(rf"^#{{1,{len(start[1])}}} ", rest, re.M)
    return rest[: end.start()] if end else rest


def rows(text: str) -> set[str]:
    """Give the names that begin the rows of the tables of a text."""
    return set(re.findall(r"^\| `([\w.-]+)(?:\(\w*\))?` ", text, re.M))


@pytest.fixture
def widget(root: Path) -> Path:
    """Give the widget's folder."""
    return root / "widget_static"


@pytest.fixture
def page(root: Path) -> str:
    """Read the widget's page."""
    return (root / "docs/reference/widget.md").read_text("utf-8")


@pytest.fixture
def script(sources: list[Any]) -> str:
    """Read the widget's scripts without their comments; the preview is no part of the element."""
    own = [s for s in sources if re.match(r"widget_static/src/(?!preview)\w+\.js$", s.name)]
    return COMMENT.sub("", "\n".join(source.text for source in own))


@pytest.fixture
def code(script: str, sources: list[Any]) -> Promises:
    """Collect what the sources promise."""
    style = "\n".join(s.text for s in sources if s.name.startswith("widget_static/css/"))
    folder = "widget_backend/templates/"
    shared = tuple(folder + name for name in (*SHARED, "widget/thanks.html"))
    markup = "\n".join(s.text for s in sources if s.name in shared)
    return of_code(script, COMMENT.sub("", style), markup)


@pytest.fixture
def manifest(widget: Path) -> dict[str, Any]:
    """Read the custom elements manifest."""
    read: dict[str, Any] = json.loads((widget / "custom-elements.json").read_text("utf-8"))
    return read


@pytest.mark.parametrize("kind", KINDS)
def test_reference_says_what_is(code: Promises, page: str, kind: str) -> None:
    """The reference names what the sources offer, and nothing else."""
    assert len(code[kind]) > 3
    assert of_page(page)[kind] == code[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_manifest_says_what_is(code: Promises, manifest: dict[str, Any], kind: str) -> None:
    """The custom elements manifest names what the sources offer, and nothing else."""
    assert of_manifest(manifest)[kind] == code[kind]


def test_manifest_is_well_formed(manifest: dict[str, Any], widget: Path) -> None:
    """The manifest is of schema 1.0.0, and leads to a file that defines the element."""
    (module,) = manifest["modules"]
    assert manifest["schemaVersion"] == "1.0.0"
    assert (widget / module["path"]).exists()
    assert module["declarations"][0]["tagName"] == module["exports"][0]["name"] == "porte-voix"
    every = [row for kind in KINDS for row in module["declarations"][0].get(kind, [])]
    assert [row["name"] for row in every if not row["description"].endswith(".")] == []


def test_types_say_what_is(code: Promises, widget: Path, manifest: dict[str, Any]) -> None:
    """The TypeScript declarations have the events and methods of the sources, details included."""
    types = COMMENT.sub("", (widget / "porte-voix.d.ts").read_text("utf-8"))
    mapped = types.partition("PorteVoixEventMap {")[2].partition("\n}")[0]
    details = dict(re.findall(r"^  (\w+): (.+);$", mapped, re.M))
    element = types.partition("PorteVoixElement extends HTMLElement {")[2].partition("\n}")[0]
    (module,) = manifest["modules"]
    assert set(details) == code["events"]
    assert set(re.findall(r"^  (\w+)\(.*\): void;$", element, re.M)) == code["methods"]
    listed = {row["name"]: row["type"]["text"] for row in module["declarations"][0]["events"]}
    assert details == listed


def test_every_mode_is_documented(script: str, page: str, manifest: dict[str, Any]) -> None:
    """The modes of the reference and of the manifest are those that the scripts tell apart."""
    panels = re.findall(r"/([a-z|]+)/\.test\(`\$\{host\.getAttribute\(\"mode\"\)", script)
    modes = {"inline", *"|".join(panels).split("|"), *re.findall(r"\[mode=(\w+)\]", script)}
    table = section(page, "Modes").partition("\n\n|")[2].partition("\n\n")[0]
    (module,) = manifest["modules"]
    (row,) = [row for row in module["declarations"][0]["attributes"] if row["name"] == "mode"]
    assert rows(table) - {"mode"} == modes
    assert set(re.findall(r'"(\w+)"', row["type"]["text"])) == modes


def test_all_that_is_kept_is_documented(script: str, page: str) -> None:
    """Each name under which the widget keeps something in a browser is in the table."""
    kept = section(page, "What is kept in the browser")
    words = {*re.findall(r"[\"`]porte-voix-(\w+)[ $]", script)}
    words |= set(re.findall(r"(?:remember|recall)\(host, \"(\w+)\"\)", script))
    assert {"draft", "outbox", "shown", "done", "last"} <= words
    assert [
        word for word in words if not re.search(rf"^\| `porte-voix[^`]*\b{word}\b", kept, re.M)
    ] == []


def test_every_file_weighs_what_is_written(widget: Path, page: str) -> None:
    """Each built file is in the table of files, and weighs no more than it says."""
    limits = dict(
        re.findall(r"^\| `([\w.-]+)` \|.*\| ([\d ]+) B \|$", section(page, "Files"), re.M)
    )
    weights = {
        path.name: len(gzip.compress(path.read_bytes(), 9, mtime=0))
        for path in (widget / "dist").iterdir()
        if path.suffix in (".js", ".css")
    }
    assert set(limits) == set(weights)
    most = {name: int(limit.replace(" ", "")) for name, limit in limits.items()}
    assert {name: weight for name, weight in weights.items() if weight > most[name]} == {}


def test_what_is_not_documented_is_caught() -> None:
    """Control: of each kind, what only the sources have is found there."""
    script = """
export class PorteVoix extends HTMLElement {
  static observedAttributes = ["site"];
  constructor() {
    this.hidden = host.getAttribute("shade") || host.matches("[mood=sad]");
  }
  shrink(size) {
    emit(host, "shrunk", { size });
    emit(host, newState.replace("open", "opened"));
    h("p", { class: "pv-badge pv-quiet" });
  }
}
"""
    found = of_code(script, ":host([glow]) { color: var(--pv-glow, red) }", '<b class="pv-bold">')
    assert found == {
        "attributes": {"site", "shade", "mood", "glow"},
        "events": {"shrunk", "opened", "closed"},
        "methods": {"shrink"},
        "cssProperties": {"--pv-glow"},
        "cssParts": {"badge", "quiet", "bold"},
    }


def test_what_is_documented_and_is_not_is_caught() -> None:
    """Control: the tables of a page are read whole, each under its own heading."""
    page = (
        "## Attributes\n| `site` | x |\n### Where\n| `from` | x |\n## Events\n| `shown` | x |\n"
        "## Methods\n| `fly(high)` | x |\n## Look\n| `--pv-a` | x |\n### Parts\n| `title` | x |\n"
    )
    assert of_page(page) == {
        "attributes": {"site", "from"},
        "events": {"shown"},
        "methods": {"fly"},
        "cssProperties": {"--pv-a"},
        "cssParts": {"title"},
    }
