/** The survey on the page: built once for a definition, then kept in step with the answers. */

import { read } from "./answers.js";
import { prune } from "./conditions.js";
import { emit, h } from "./dom.js";
import { controls, exclude } from "./exclusive.js";
import { field } from "./fields.js";
import { send } from "./sending.js";

/**
 * @param {Host} $host
 * @param {Definition} $definition
 * @param {View | false} [before] what is asked again, in another language, keeps its answers
 */
export const mount = ($host, $definition, before) => {
  const { texts, title, intro, language, questions } = $definition;
  /** @type {View} */
  const view = ($host.$view = {
    $definition,
    $host,
    $files: (before && before.$files) || {},
    $pack: (json) => new Blob([json], { type: "application/json" }),
    $get: (id) => $host.shadowRoot.getElementById(id),
    $text: (key, value = "") => (texts[key] ?? texts["error.invalid"]).replace(/{.*}/, value),
    $notice: h("div.notice", { role: "alert", tabindex: -1 }),
    $status: h("output"),
    $form: h("form.form", { novalidate: "novalidate", "aria-label": title }),
  });
  view.$form.append(
    h("h2.title", {}, title),
    h("p.intro", {}, intro),
    ...questions.map((question) => field(view, question)),
    view.$notice,
    h("button.button", {}, view.$text("send")),
    view.$status,
  );
  $host.shadowRoot.replaceChildren(h("div.root", { lang: language, dir: "auto" }, view.$form));
  if (before) fill(view.$form, new FormData(before.$form));
  listen(view);
  refresh(view);
  emit($host, "shown");
};

/** @param {View} view */
const listen = (view) => {
  view.$form.onsubmit = (event) => {
    event.preventDefault();
    send(view);
  };
  view.$form.oninput = (event) => {
    view.$key = "";
    exclude(view.$form, /** @type {HTMLInputElement} */ (event.target));
    refresh(view);
  };
  view.$form.onchange = (event) => {
    const { id } = /** @type {any} */ (event.target).closest("form>*");
    emit(view.$host, "answered", { question: id });
  };
};

/**
 * @param {HTMLFormElement} form
 * @param {FormData} data
 */
const fill = (form, data) => {
  for (const [name, value] of data) {
    for (const control of controls(form, name)) {
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
  const { shown, rows } = asked(view);
  for (const { key } of view.$definition.questions) view.$get(key).hidden = !shown.includes(key);
  for (const row of view.$form.querySelectorAll("fieldset fieldset")) {
    const [key, name] = row.id.split(":");
    view.$get(row.id).hidden = !rows[key].includes(name);
  }
  view.$form.querySelectorAll("textarea").forEach((area) => count(view, area));
};

/**
 * The number follows every key; it is spoken only when the end is near and the typing has paused.
 * @param {View} view
 * @param {HTMLTextAreaElement} area
 */
const count = (view, { name, value }) => {
  const hint = view.$get(name + "-c");
  const left = hint.dataset.max - [...value].length; // code points, as the server counts
  const text = view.$text("left", left.toLocaleString(view.$definition.language));
  if (text == hint.textContent) return;
  hint.textContent = text;
  clearTimeout(hint.$timer);
  if (left < 99) hint.$timer = setTimeout(() => (view.$status.textContent = text), 1000);
};
