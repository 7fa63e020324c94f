"""Nothing that runs with Porte-voix asks a page or a back office to change its licence."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

# LGPL is welcome: the library is imported, not changed. GPL and AGPL are not.
REFUSED = re.compile(
    r"(?<![A-Z])A?GPL|GNU (?:Affero )?General Public|\bSSPL|Commons[- ]Clause|^$", re.IGNORECASE
)
# States nothing in its metadata; the licence file it carries says this.
FROM_ITS_FILE = {"peewee": ("MIT", "Permission is hereby granted, free of charge")}
NAME = re.compile(r"[-_.]+")


def canonical(name: str) -> str:
    """Write a distribution's name as the registry compares it."""
    return NAME.sub("-", name).lower()


def required(dist: Distribution, extra: str) -> list[Requirement]:
    """Give what a distribution needs here, with one of its extras or with none ("")."""
    requirements = map(Requirement, dist.requires or ())
    return [r for r in requirements if r.marker is None or r.marker.evaluate({"extra": extra})]


def closure(name: str, extra: str = "") -> dict[str, Distribution]:
    """Walk through everything that a distribution and one of its extras bring."""
    found: dict[str, Distribution] = {}
    waiting = [(name, wanted) for wanted in {"", extra}]
    seen = set()
    while waiting:
        pair = waiting.pop()
        if pair in seen:
            continue
        seen.add(pair)
        dist = found.setdefault(canonical(pair[0]), distribution(pair[0]))
        for requirement in required(dist, pair[1]):
            waiting.extend((requirement.name, wanted) for wanted in {"", *requirement.extras})
    del found[canonical(name)]
    return found


def licence(dist: Distribution) -> str:
    """Read the licence that a distribution states, in the newest of the three ways to do so."""
    stated = dist.metadata.json
    kept = [str(line) for line in stated.get("classifier", ()) if line.startswith("License :: ")]
    classifiers = ", ".join(line.rpartition(" :: ")[2] for line in kept)
    first_line = str(stated.get("license", "")).strip().partition("\n")[0]
    known = str(stated.get("license_expression", "")) or first_line or classifiers
    return known or licence_file(dist)


def licence_file(dist: Distribution) -> str:
    """Read the licence off the file that a silent distribution carries; empty if it has none."""
    name, sentence = FROM_ITS_FILE.get(dist.metadata["Name"], ("", ""))
    files = [file for file in dist.files or () if "LICENSE" in file.name.upper()]
    texts = [" ".join(file.read_text().split()) for file in files]
    return name if any(sentence in text for text in texts) else ""


def listed(root: Path) -> dict[str, str]:
    """Read the table of the licences page: distribution → licence."""
    text = (root / "docs/reference/licences.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", text, re.MULTILINE)
    return {canonical(name): stated.strip() for name, stated in rows}


def test_every_runtime_dependency_is_listed(root: Path) -> None:
    """Each distribution that the backend brings has its row on the licences page."""
    assert set(closure("porte-voix", "backend")) - set(listed(root)) == set()


def test_no_runtime_dependency_is_refused() -> None:
    """No distribution that the backend brings states GPL, AGPL, or nothing at all."""
    stated = {name: licence(dist) for name, dist in closure("porte-voix", "backend").items()}
    assert {name: text for name, text in stated.items() if REFUSED.search(text)} == {}


def test_the_page_lists_no_refused_licence(root: Path) -> None:
    """The licences page states a welcome licence for each row."""
    rows = listed(root)
    assert len(rows) > 10
    assert {name: text for name, text in rows.items() if REFUSED.search(text)} == {}


def test_the_bare_install_brings_little() -> None:
    """A back office that installs the SDK receives neither Flask nor Pillow."""
    assert not {"flask", "pillow", "peewee"} & set(closure("porte-voix"))


def test_a_refused_licence_is_caught(tmp_path: Path) -> None:
    """Control: a distribution under GPL, AGPL or no licence is refused, one under LGPL is not."""
    metadata = tmp_path / "METADATA"
    for stated, is_refused in {
        "License-Expression: GPL-3.0-only": True,
        "License: AGPLv3+": True,
        "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)": True,
        "Summary: says nothing of a licence": True,
        "License: LGPL-2.1-or-later": False,
        "Classifier: License :: OSI Approved :: GNU Lesser General Public License v2": False,
        "License-Expression: MIT": False,
    }.items():
        metadata.write_text(f"Metadata-Version: 2.4\nName: fake\nVersion: 1\n{stated}\n")
        text = licence(Distribution.at(tmp_path))
        assert bool(REFUSED.search(text)) is is_refused, stated
