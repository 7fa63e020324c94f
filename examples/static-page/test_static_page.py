"""The example is the page that `porte-voix demo` serves, with a policy that allows one origin."""

import re
import runpy
from html import unescape
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BACKEND = "https://voix.example.fr"
POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')
render = runpy.run_path(str(HERE.parents[1] / "tools" / "static_example.py"))["render"]


def test_the_example_is_the_page_of_the_demo() -> None:
    """The files are what `python tools/static_example.py` writes."""
    for name, text in render().items():
        assert (HERE / name).read_text("utf-8") == text, name


@pytest.mark.parametrize("name", ["index.html", "courrier.html"])
def test_the_policy_opens_one_origin(name: str) -> None:
    """Beyond the page's own style and form, the policy allows the backend and nothing else."""
    (policy,) = POLICY.findall((HERE / name).read_text("utf-8"))
    directives = dict(part.strip().split(" ", 1) for part in unescape(policy).split(";"))
    assert directives.pop("default-src") == "'none'"
    assert directives.pop("script-src") == directives.pop("connect-src") == BACKEND
    assert "unsafe" not in policy
    assert BACKEND not in " ".join(directives.values())


@pytest.mark.parametrize("name", ["index.html", "courrier.html"])
def test_there_is_a_way_without_javascript(name: str) -> None:
    """Inside the element is a link to the hosted page."""
    text = (HERE / name).read_text("utf-8")
    assert re.search(rf'<porte-voix [^>]*><a href="{BACKEND}/s/[^"]+">[^<]+</a></porte-voix>', text)
