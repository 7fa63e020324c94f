/**
 * The hosted page with scripts: what an answer opens and closes, without waiting for the server.
 */

import { count } from "./counting.js";
import { all, exclude, follow } from "./places.js";

const form = /** @type {any} */ (document.forms[0]);

/** Shows what is asked now, and tells the server what was seen. */
const update = () => {
  follow({ $form: form });
  form["pv-shown"].value = all(form, "[data-place]:not([hidden])").map(({ dataset }) => dataset.place).join(" ");
  for (const hint of all(form, "[data-text]")) count(form, hint, hint.dataset.left);
};

/**
 * What was just answered is no longer a mistake, neither where it is nor above.
 * @param {string} place
 */
const forgive = (place) => {
  for (const node of all(form, `[id="${place}"],[name="${place}"]`)) node.ariaInvalid = null;
  for (const error of all(form, `[id="${place}-e"]`)) error.textContent = "";
  for (const item of all(form, `[data-mistake="${place}"]`)) {
    const notice = item.closest(".pv-notice");
    item.remove();
    notice.hidden = !notice.querySelector("li");
  }
};

/** @param {any} event */
form.oninput = ({ target }) => {
  const [question] = target.name.split(":");
  forgive(target.name);
  forgive(question);
  exclude(form, target);
  update();
};
// Later than the page's own load: a browser that comes back to it restores what was typed.
onpageshow = update;
