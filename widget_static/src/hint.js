/** While a person types: what looks personal is said softly, and nothing is held up. */

import { typesIn } from "./personal.js";

/** A pause in the typing, in milliseconds. */
const PAUSE = 600;

/**
 * @param {Kit} kit
 * @param {HTMLTextAreaElement | HTMLInputElement} field
 */
export const hint = ({ h, texts }, field) => {
  const id = field.id + "-n";
  const status = h("output", { class: "pv-help", id });
  const look = () => {
    const found = typesIn(field.value).map((type) => texts["hint." + type]);
    const sentence = found[0] ? texts["hint.found"].replace(/{.*}/, found.join(", ")) : "";
    if (status.textContent != sentence) status.textContent = sentence;
  };
  /** @type {any} */
  let timer;
  field.after(status);
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`);
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  look();
};
