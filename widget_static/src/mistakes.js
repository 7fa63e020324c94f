/** Saying what is wrong where it is wrong, and in one list that leads there. */

import { h } from "./dom.js";
import { all, values } from "./places.js";

/**
 * Ties a sentence to its control; "" takes it away.
 * @param {Host} host
 * @param {string} place a question, a row, or a control of an e-mail address
 * @param {string} [sentence]
 */
const mark = ({ $get }, place, sentence = "") => {
  const error = $get(place + "-e");
  const around = $get(place);
  const control = around?.role == "radiogroup" ? around : $get(place + "-i");
  if (control) control.ariaInvalid = !!sentence;
  if (error) error.textContent = sentence;
};

/**
 * What was just answered is no longer a mistake; a matrix neither, once one of its rows is.
 * @param {Host} host
 * @param {string} name of the control
 */
export const forgive = (host, name) => {
  mark(host, name);
  mark(host, questionOf(name));
};

/** @param {string} place */
export const questionOf = (place) => place.split(":")[0];

/**
 * What is asked, required and empty; the server finds the rest.
 * @param {Host} host
 * @param {FormData} data
 * @returns {[string, string][]} places and sentences
 */
export const missing = ({ $form, $answer }, data) =>
  all($form, ":required,[data-required]")
    .filter((node) => !node.closest("[hidden]") && !values(data, node.name || node.id)[0])
    .map((node) => [node.name || node.id, $answer.texts["error.required"]]);

/**
 * Buttons lead to the places: a link would change the page's own address.
 * @param {Host} host
 * @param {[string, string][]} marks
 */
export const report = (host, marks) => {
  for (const { id } of all(host.$form, ".pv-error")) mark(host, id.slice(0, -2));
  if (!FULL) {
    for (const [place, sentence] of marks) mark(host, place, sentence);
    return focusIn(host, marks[0][0]);
  }
  const items = marks.map(([place, sentence]) => {
    const label = host.$get(questionOf(place))?.querySelector("legend,label").textContent;
    const attributes = { type: "button", class: "pv-button pv-quiet", "data-to": place };
    mark(host, place, sentence);
    return h("li", {}, label && h("button", attributes, label), " ", sentence);
  });
  tell(host, "mistakes").querySelector("ul").replaceChildren(...items);
};

/**
 * @param {Host} host
 * @param {string} place
 */
export const focusIn = (host, place) => {
  const control = host.$get(place + "-i") ?? host.$get(place)?.querySelector("input");
  if (FULL) host.$steps?.$reveal(control);
  control?.focus();
};

/**
 * Shows one notice, beside the button, and hides the others.
 * @param {Host} host
 * @param {string} [name]
 * @returns {any} the notice
 */
export const tell = ({ $form }, name) => {
  const [notice] = all($form, "[data-panel]").filter(
    (each) => !(each.hidden = each.dataset.panel != name),
  );
  notice?.focus();
  return notice;
};
