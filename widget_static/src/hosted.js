/**
 * The hosted page with scripts: what an answer opens and closes, without waiting for the server.
 *
 * Given: `<form data-questions="…">`, the questions as published, in JSON. Places that are in the
 * page show and hide; those that are not are revealed by the server, as ever. Beside a long text,
 * `<p class="pv-count" data-max="200" data-left="… {count}"></p>` counts what is left.
 */

import { read } from "./answers.js";
import { prune } from "./conditions.js";

const form = /** @type {any} */ (document.forms[0]);
/** @type {Question[]} */
const questions = JSON.parse(form.dataset.questions);

/** Shows what is asked now, and tells the server what was seen. */
const update = () => {
  const { shown, rows } = prune(questions, read(questions, new FormData(form)));
  let seen = "";
  for (const place of all(".pv-question,.pv-information")) {
    const [key, row] = place.id.split(":");
    const list = row && rows[key];
    place.hidden = !(list || shown).includes(list ? row : key);
    if (!place.hidden) seen += place.id + " ";
  }
  form["pv-shown"].value = seen;
  for (const hint of all(".pv-count")) {
    const left = hint.dataset.max - [...hint.previousElementSibling.value].length;
    hint.textContent = hint.dataset.left.replace("{count}", left);
  }
};

/**
 * @param {string} selector
 * @returns {NodeListOf<any>}
 */
const all = (selector) => form.querySelectorAll(selector);

form.oninput = update;
update();
