/**
 * The hosted page with scripts: what an answer opens and closes, without waiting for the server.
 *
 * Given: `<form data-questions="…">`, the questions as published, in JSON; every question and row
 * as a `data-place`, with `hidden` when it is not asked; `data-mistake`, the name of a control, on
 * all that says that it is wrong; and, to count near the end,
 * `<p data-text="name of the long text" data-max="2000" data-near="200" data-left="What is left: ">`.
 */

import { read } from "./answers.js";
import { prune } from "./conditions.js";
import { show } from "./showing.js";

const form = /** @type {any} */ (document.forms[0]);
/** @type {Question[]} */
const questions = JSON.parse(form.dataset.questions);

/** Shows what is asked now, and tells the server what was seen. */
const update = () => {
  const asked = prune(questions, read(questions, new FormData(form)));
  let seen = "";
  for (const node of all("[data-place]")) {
    const { place } = node.dataset;
    show(node, place, asked);
    if (!node.hidden) seen += place + " ";
  }
  form["pv-shown"].value = seen;
  for (const hint of all("[data-text]")) {
    const { text, max, near, left } = hint.dataset;
    const count = max - [...form[text].value].length;
    hint.textContent = count < near ? left + count : "";
  }
};

/**
 * @param {string} selector
 * @returns {NodeListOf<any>}
 */
const all = (selector) => form.querySelectorAll(selector);

/**
 * What was just answered is no longer a mistake.
 * @param {any} event
 */
form.oninput = ({ target: { name } }) => {
  for (const node of all(`[data-mistake="${name}"]`)) {
    if (node.ariaInvalid) node.ariaInvalid = null;
    else node.remove();
  }
  update();
};
// Later than the page's own load: a browser that comes back to it restores what was typed.
onpageshow = update;
