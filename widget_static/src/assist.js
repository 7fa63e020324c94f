/**
 * What helps someone who has begun to answer: loaded at the first focus, and for what cannot begin
 * without it (steps, a kiosk, a draft, a preview).
 */

import { count } from "./counting.js";
import { all } from "./places.js";
import { reach } from "./request.js";
import { keepDraft } from "./draft.js";
import { attend } from "./kiosk.js";
import { letLeave } from "./leaving.js";
import { guide } from "./steps.js";

/** Something that a hint might be about: most texts have none, and never load it. */
const PERSONAL = /@|robase|\d\D?\d\D?\d/i;

/**
 * @param {Host} host
 * @param {{h: any, fill: any, reasons: any}} core
 */
export const assist = (host, { h, fill, reasons }) => {
  const root = host.shadowRoot;
  /** @type {On} */
  const on = (type, listener) =>
    root.addEventListener(type, (/** @type {any} */ { target }) => listener(target));
  const fetched = async (/** @type {string} */ name, /** @type {any} */ what) => {
    const { $form: form, $url, $answer } = host;
    const file = `./porte-voix-${name}.js`;
    const module = await import(file).catch(() => ({ [name]: () => {} })); // help is not the survey
    module[name]({ host, form, h, texts: $answer?.texts, address: formOf($url) }, what);
  };
  const seen = new WeakSet();
  on("input", (target) => {
    if (!/text/.test(target.type) || seen.has(target) || !PERSONAL.test(target.value)) return;
    seen.add(target);
    fetched("hint", target);
  });
  host.$carry = (/** @type {any} */ before) => {
    for (const { id, files } of all(before, "[type=file]")) host.$get(id).files = files;
    const at = all(before, "section").findIndex((step) => !step.hidden);
    host.$steps?.$reveal(all(host.$form, "section")[at]);
    if (before.querySelector("option:checked:not([selected])")) host.$form["pv-language"].focus();
  };
  const redact = (/** @type {any} */ input) => {
    host.$assisted = fetched("document", input); // sending waits for it
  };
  on("change", (target) => target.type == "file" && redact(target));
  for (const input of all(root, "[type=file]")) if (input.files[0]) redact(input);
  const countAll = () => {
    for (const hint of all(root, "[data-text]")) count(host.$form, hint, host.$answer.texts.left);
  };
  on("input", countAll);
  countAll(); // what was typed before this was here
  on("click", (target) => copyReceipt(root, target.closest("[data-copy]")));
  if (!host.matches("[mode=kiosk]")) keepDraft(host, on, fill);
  guide(host, on);
  letLeave(root);
  attend(host, on);
  if (/porte-voix=preview/.test(location.search))
    reach(formOf(host.$url)).then((outcome) =>
      fetched("preview", { outcome, reasons: reasons(host) }),
    );
};

/** @param {string} url where responses go */
const formOf = (url) => url.replace("/r?", "/form?");

/**
 * @param {any} root
 * @param {any} button
 */
const copyReceipt = (root, button) => {
  if (!button) return;
  const code = root.querySelector("code");
  getSelection()?.selectAllChildren(code); // all that plain HTTP allows: the rest is Ctrl+C
  navigator.clipboard?.writeText(code.textContent).then(() => {
    root.querySelector("output").textContent = button.dataset.copy;
  });
};
