/** Saying what is wrong where it is wrong. */

import { button, h } from "./dom.js";

/**
 * The ids of the places that a pointer may be about, the narrowest first: `/answers/q/row` is
 * `q:row` in a matrix, and `/answers/q/0` is `q`, for items have no place of their own.
 * @param {string} pointer
 */
export const placesOf = (pointer) => {
  const path = pointer.slice(9).replace("/", ":");
  return [path, path.split(":")[0]];
};

/**
 * Ties a sentence to its field, and to its item in the list of mistakes; "" takes both away.
 * @param {View} view
 * @param {string} path
 * @param {string} sentence
 * @param {HTMLElement} [item]
 */
export const mark = (view, path, sentence, item) => {
  const error = view.$get(path + "-e");
  (view.$get(path + "-i") ?? view.$get(path)).ariaInvalid = !!sentence;
  error.textContent = sentence;
  error.$item?.remove();
  error.$item = item;
};

/**
 * What was just answered is no longer a mistake.
 * @param {View} view
 * @param {Element} control
 */
export const forgive = (view, control) => {
  const place = control.closest("[aria-invalid=true]");
  if (place) mark(view, place.id.replace("-i", ""), "");
};

/**
 * Marks each place, and lists them where the focus goes. Buttons lead to the fields: a link would
 * change the page's own address.
 * @param {View} view
 * @param {{pointer: string, code: string}[]} mistakes
 */
export const report = (view, mistakes) => {
  const list = h("ul");
  for (const error of view.$form.querySelectorAll(".pv-error")) mark(view, error.id.slice(0, -2), "");
  for (const { pointer, code } of mistakes) {
    const sentence = view.$text("error." + code);
    const place = placesOf(pointer).map(view.$get).find(Boolean);
    const item = h("li", {}, place && buttonTo(place), sentence);
    if (place) mark(view, place.id, sentence, item);
    list.append(item);
  }
  notify(view, view.$text("mistakes"), list);
};

/** @param {HTMLElement} place */
const buttonTo = (place) => {
  const label = /** @type {Element} */ (place.querySelector("legend,label")).textContent;
  return button(label, () => focusIn(place), "link pv-quiet");
};

/** @param {HTMLElement} place */
export const focusIn = (place) =>
  /** @type {HTMLElement} */ (place.querySelector("input,textarea")).focus();

/**
 * One place, beside the button, for whatever stands between the respondent and the end.
 * @param {View} view
 * @param {string} heading
 * @param {...any} content
 */
export const notify = (view, heading, ...content) => {
  view.$notice.replaceChildren(h("h3", {}, heading), ...content);
  view.$notice.focus();
};
