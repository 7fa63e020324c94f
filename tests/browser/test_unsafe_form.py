"""A form that is not ours any more runs nothing in the page that embeds it."""

from __future__ import annotations

from typing import Any

RUN = "window.ran = true"
HOSTILE: list[Any] = [
    ["script", {}, RUN],
    ["script", {"src": f"data:text/javascript,{RUN}"}],
    ["iframe", {"srcdoc": f"<script>parent.{RUN}</script>"}],
    ["iframe", {"src": f"javascript:parent.{RUN}"}],
    ["object", {"data": f"data:text/html,<script>parent.{RUN}</script>"}],
    ["p", {"onclick": RUN, "class": "trap"}, "Ici"],
    ["input", {"onfocus": RUN, "autofocus": True}],
    ["a", {"href": f"javascript:{RUN}", "class": "trap"}, "Suivre"],
    ["svg", {"onload": RUN}, ["path", {"d": "M0 0"}]],
    ["style", {}, "* { display: none !important }"],
    ["p", {"style": "position: fixed; inset: 0"}, "Par-dessus"],
    ["button", {"formaction": f"javascript:{RUN}", "class": "trap"}, "Envoyer aussi"],
]
NAIVE = """(nodes) => {
  const build = (node) => {
    if (typeof node == "string") return node;
    const [tag, attributes, ...children] = node;
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.map(build));
    return made;
  };
  document.body.append(...nodes.map(build));
}"""


def press_traps(page: Any) -> None:
    """Press whatever the form would like to have pressed, then leave time for it to run."""
    for trap in page.locator(".trap").all():
        trap.dispatch_event("click")
    page.wait_for_timeout(300)


def test_a_hostile_form_runs_nothing(widget: Any) -> None:
    """On a page without any policy, scripts, handlers, frames and styles are left out."""
    widget.host.policy = "default-src * data: blob: 'unsafe-inline' 'unsafe-eval'"

    def poison(route: Any) -> None:
        answer = route.fetch().json()
        answer["form"] += HOSTILE
        route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": "*"})

    widget.page.route("**/form?*", poison)
    widget.open()
    press_traps(widget.page)
    assert widget.page.evaluate("window.ran") is None
    assert widget.page.get_by_text("Par-dessus").evaluate("node => node.style.length") == 0
    assert widget.form.locator("script, style, [href^=javascript], [src], [srcdoc]").count() == 0


def test_a_naive_builder_is_caught(widget: Any) -> None:
    """Control: the same nodes, built without a second look, run on the same page."""
    widget.host.policy = "default-src * data: blob: 'unsafe-inline' 'unsafe-eval'"
    widget.open()
    widget.page.evaluate(NAIVE, HOSTILE)
    press_traps(widget.page)
    assert widget.page.evaluate("window.ran") is True
