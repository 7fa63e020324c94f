/** One question type after another, as native controls tied to their label, help and error. */

import { face, h } from "./dom.js";
import { mark } from "./mistakes.js";
import { FILES } from "./origin.js";
import { fill } from "./view.js";

/**
 * @param {View} view
 * @param {Question} question
 * @returns {HTMLElement}
 */
export const field = (view, question) => {
  const { key, label, type, choices, rows } = question;
  if (type == "information") return h("p.information", { id: key }, label);
  if (rows) return matrix(view, question, rows);
  if (/doc|em/.test(type)) return later(view, question);
  if (/text/.test(type)) return typed(view, key, question);
  return frame(
    view,
    key,
    question,
    type == "multiple_choice" ? "group" : RADIOS,
    options(view, key, question),
  );
};

/**
 * What few surveys ask for comes when one does, from where this script came from.
 * @param {View} view
 * @param {Question} question
 */
const later = (view, question) => {
  const { key, type, consent } = question;
  const place = frame(view, key, question, consent ? "" : "group");
  import(`${FILES}porte-voix-${type}.js`)
    .then(({ ask }) => {
      ask(view, question, place, h, mark);
      fill(place, view.$typed);
    })
    .catch(() => mark(view, key, view.$text("error.network")));
  return place;
};

/** `aria-invalid` goes with this role, not with a plain group. */
const RADIOS = "radiogroup";

/**
 * Mistakes find the error by its id, from the path that they name.
 * @param {View} view
 * @param {string} path
 * @param {Partial<Question>} question
 * @param {string} role of a group of controls
 * @param {...any} content
 */
const frame = (view, path, question, role, ...content) => {
  const { label, help, required, min, min_label, max, max_label } = question;
  return h(
    `${role ? "fieldset" : "div"}.question`,
    { id: path, role, ...described(path) },
    h(
      `${role ? "legend" : "label"}.label`,
      { for: !role && path + "-i" },
      label,
      required && ` (${view.$text("required")})`,
    ),
    h("p.help", { id: path + "-h" }, help, min_label && ` ${min} : ${min_label} – ${max} : ${max_label}`),
    h("p.error", { id: path + "-e" }),
    ...content,
  );
};

/** @param {string} path */
const described = (path) => ({ "aria-describedby": `${path}-h ${path}-e ${path}-c` });

/**
 * @param {View} view
 * @param {string} path
 * @param {Partial<Question>} question
 */
const typed = (view, path, question) => {
  const { type, max_length, required } = question;
  const isLong = type == "long_text";
  const own = { id: path + "-i", name: path, required, ...described(path) };
  return frame(
    view,
    path,
    question,
    "",
    h((isLong ? "textarea" : "input") + ".input", own),
    isLong && h("p.count", { id: path + "-c", "data-max": max_length }),
  );
};

/**
 * The text of the choice "other" comes right after it; the style sheet shows it when it is picked.
 * @param {View} view
 * @param {string} name
 * @param {Question} question
 */
const options = (view, name, { type, min = 0, max = 0, choices, required }) => {
  const isMultiple = type == "multiple_choice";
  /** @type {Partial<Choice>[]} */
  const offered = choices ?? [...Array(max - min + 1)].map((_, index) => ({ label: `${min + index}` }));
  const all = offered.flatMap((choice, index, { length }) => [
    h(
      "label.choice",
      {},
      h("input", {
        type: isMultiple ? "checkbox" : "radio",
        name,
        value: choice.key ?? choice.label,
        required: !index && !isMultiple && required,
        "data-exclusive": choice.exclusive,
      }),
      type == "smileys" && face(index / (length - 1)),
      h("span", {}, choice.label),
    ),
    choice.other && typed(view, name + ":other", { label: view.$text("other") }),
  ]);
  const look = /choice/.test(type) ? "choices" : "tiles pv-" + (choices ? type : "numbers");
  return h("div." + look, {}, ...all);
};

/**
 * A radio group for each row: rows stack on a narrow screen instead of scrolling sideways.
 * @param {View} view
 * @param {Question} question
 * @param {Row[]} rows
 */
const matrix = (view, question, rows) =>
  frame(
    view,
    question.key,
    question,
    "group",
    ...rows.map(({ key, label }) => {
      const path = `${question.key}:${key}`;
      return frame(view, path, { label }, RADIOS, options(view, path, question));
    }),
  );
