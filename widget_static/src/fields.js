/** One question type after another, as native controls tied to their label, help and error. */

import { face, h } from "./dom.js";
import { mark } from "./mistakes.js";
import { FILES } from "./origin.js";

/**
 * @param {View} view
 * @param {Question} question
 * @returns {HTMLElement}
 */
export const field = (view, question) => {
  const { key, label, type, choices, rows } = question;
  if (type == "information") return h("p.information", { id: key }, label);
  if (rows) return matrix(view, question, rows);
  if (type == "document") return documents(view, question);
  if (!choices && type != "scale") return typed(view, key, question);
  return frame(
    view,
    key,
    question,
    type == "multiple_choice" ? "group" : RADIOS,
    options(view, key, question),
  );
};

/**
 * What picks documents comes when a survey asks for them, from where this script came from.
 * @param {View} view
 * @param {Question} question
 */
const documents = (view, question) => {
  const place = frame(view, question.key, question, "group");
  import(FILES + "porte-voix-document.js")
    .then(({ pick }) => pick(view, question, place, h, mark))
    .catch(() => mark(view, question.key, view.$text("error.network")));
  return place;
};

/** `aria-invalid` goes with this role, not with a plain group. */
const RADIOS = "radiogroup";

/**
 * Mistakes find the error by its id, from the path that they name.
 * @param {View} view
 * @param {string} path
 * @param {Partial<Question>} question
 * @param {string | undefined} role of a group of controls
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
  const { type, max_length, consent, required } = question;
  const isLong = type == "long_text";
  const email = type == "email" && type;
  return frame(
    view,
    path,
    question,
    undefined,
    h(isLong ? "textarea.input" : "input.input", {
      id: path + "-i",
      name: email ? path + ":address" : path,
      type: email,
      autocomplete: email,
      required: !email && required,
      ...described(path),
    }),
    isLong && h("p.count", { id: path + "-c", "data-max": max_length }),
    email && agreement(path + ":consent", consent),
  );
};

/**
 * @param {string} path
 * @param {string} [label]
 */
const agreement = (path, label) =>
  h(
    "div",
    { id: path },
    h(
      "label.choice",
      {},
      h("input", { type: "checkbox", id: path + "-i", name: path, ...described(path) }),
      h("span", {}, label),
    ),
    h("p.error", { id: path + "-e" }),
  );

/**
 * The text of the choice "other" comes right after it; the style sheet shows it when it is picked.
 * @param {View} view
 * @param {string} name
 * @param {Question} question
 */
const options = (view, name, { type, min = 0, max = 0, choices, required }) => {
  const isMultiple = type == "multiple_choice";
  const all = (choices ?? numbers(min, max)).flatMap((choice, index, { length }) => [
    h(
      "label.choice",
      {},
      h("input", {
        type: isMultiple ? "checkbox" : "radio",
        name,
        value: choice.key,
        required: !isMultiple && required,
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
 * @param {number} min
 * @param {number} max
 * @returns {Choice[]}
 */
const numbers = (min, max) =>
  Array.from({ length: max - min + 1 }, (_, index) => {
    const key = `${min + index}`;
    return { key, label: key };
  });

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
