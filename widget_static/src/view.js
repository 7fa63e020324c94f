/** The survey on the page: built once for a definition, then kept in step with the answers. */

import { read } from "./answers.js";
import { prune } from "./conditions.js";
import { emit, h } from "./dom.js";
import { controls, exclude } from "./exclusive.js";
import { show } from "./showing.js";
import { field } from "./fields.js";
import { forgive } from "./mistakes.js";
import { send } from "./sending.js";

/**
 * @param {Host} $host
 * @param {Definition} $definition
 * @param {View} [before] what is asked again, in another language, keeps its answers
 */
export const mount = ($host, $definition, before) => {
  const { texts, title, intro, language, questions } = $definition;
  /** @type {View} */
  const view = ($host.$view = {
    $definition,
    $host,
    $files: before?.$files ?? {},
    $typed: new FormData(before?.$form),
    $pack: (json) => new Blob([json], { type: "application/json" }),
    $get: (id) => $host.shadowRoot.getElementById(id),
    $text: (key, value = "") => (texts[key] ?? texts["error.invalid"]).replace(/{.*}/, value),
    $notice: h("div.notice", { role: "alert", tabindex: -1 }),
    $status: h("output"),
    $form: h("form.form", { novalidate: true, "aria-label": title }),
  });
  view.$form.append(
    h("h2.title", {}, title),
    h("p.intro", {}, intro),
    ...questions.map((question) => field(view, question)),
    view.$notice,
    h("button.button", {}, view.$text("send")),
    view.$status,
  );
  const own = { lang: language, dir: "auto", onkeydown: keep, onkeypress: keep, onkeyup: keep };
  $host.shadowRoot.replaceChildren(h("div.root", own, view.$form));
  fill(view.$form, view.$typed);
  listen(view);
  refresh(view);
  emit($host, "shown");
};

/**
 * What is typed here is not for the page's shortcuts.
 * @param {Event} event
 */
const keep = (event) => event.stopPropagation();

/** @param {View} view */
const listen = (view) => {
  view.$form.onsubmit = (event) => {
    event.preventDefault();
    send(view);
  };
  view.$form.oninput = (event) => {
    const control = /** @type {HTMLInputElement} */ (event.target);
    view.$key = "";
    forgive(view, control);
    exclude(view.$form, control);
    refresh(view);
  };
  view.$form.onchange = (event) => {
    const { id } = /** @type {any} */ (event.target).closest("form>*");
    emit(view.$host, "answered", { question: id });
  };
};

/**
 * Puts what was typed before into the controls of a place.
 * @param {HTMLElement} place
 * @param {FormData} data
 */
export const fill = (place, data) => {
  for (const [name, value] of data) {
    for (const control of controls(place, name)) {
      if (/^(ra|ch)/.test(control.type)) control.checked ||= control.value == value;
      else control.value = `${value}`;
    }
  }
};

/**
 * @param {View} view
 * @returns {Asked} with the answers as they would be sent now
 */
export const asked = (view) => {
  const { questions } = view.$definition;
  return prune(questions, { ...read(questions, new FormData(view.$form)), ...view.$files });
};

/**
 * Shows what is asked now. What is hidden keeps what was typed, in case it comes back.
 * @param {View} view
 */
export const refresh = (view) => {
  const now = asked(view);
  /** @type {NodeListOf<HTMLElement>} */
  const places = view.$form.querySelectorAll("form>[id],fieldset fieldset");
  for (const place of places) show(place, place.id, now);
  view.$form.querySelectorAll("textarea").forEach((area) => count(view, area));
};

/**
 * Near the end, the number follows every key; it is spoken when the typing has paused.
 * @param {View} view
 * @param {HTMLTextAreaElement} area
 */
const count = (view, { name, value }) => {
  const hint = view.$get(name + "-c");
  const { max } = hint.dataset;
  const left = max - [...value].length; // code points, as the server counts
  const text = left < Math.min(200, max / 10) ? view.$text("left", `${left}`) : "";
  if (text == hint.textContent) return;
  hint.textContent = text;
  clearTimeout(hint.$timer);
  hint.$timer = setTimeout(() => (view.$status.textContent = text), 1000);
};
