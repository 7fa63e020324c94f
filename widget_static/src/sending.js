/** From the button to the receipt, without losing a word on the way. */

import { button, emit, h } from "./dom.js";
import { notify, report } from "./mistakes.js";
import { askFirst, thank } from "./panels.js";
import { submit, uuid } from "./request.js";
import { addressOf } from "./loading.js";
import { asked } from "./view.js";

/**
 * What a press of the button does: check, send, and say how it went, in the language of that
 * moment.
 * @param {View} view
 * @param {boolean} [acceptsRedaction]
 */
export const send = async (view, acceptsRedaction) => {
  if (view.$form.ariaBusy) return;
  const mistakes = missing(view.$form);
  if (mistakes[0]) return report(view, mistakes);
  setBusy(view, "true");
  if (acceptsRedaction) view.$key = "";
  const url = addressOf(view.$host).replace("?", "/r?");
  const body = view.$pack(message(view, acceptsRedaction));
  const outcome = await submit(url, (view.$key ||= uuid()), body);
  setBusy(view, null);
  settle(/** @type {View} */ (view.$host.$view), outcome);
};

/**
 * What is required and empty, for the browser itself knows; the server finds the rest.
 * @param {HTMLFormElement} form
 */
const missing = (form) => {
  const selector = /** @type {"input"} */ (":required:invalid:not([hidden] *)");
  const controls = [...form.querySelectorAll(selector)];
  return controls.map(({ name }) => ({ pointer: "/answers/" + name, code: "required" }));
};

/**
 * @param {View} view
 * @param {boolean} [accept_redaction]
 */
const message = (view, accept_redaction) => {
  const { version, language } = view.$definition;
  return JSON.stringify({
    site: view.$host.getAttribute("site"),
    contact_point: view.$host.getAttribute("contact-point"),
    context: { page: location.pathname },
    version,
    language,
    answers: asked(view).answers,
    accept_redaction,
  });
};

/**
 * The button keeps the focus, so it is not disabled: a press while busy does nothing.
 * @param {View} view
 * @param {string | null} busy
 */
const setBusy = (view, busy) => {
  view.$notice.replaceChildren();
  view.$form.ariaBusy = busy;
  view.$status.textContent = busy && view.$text("sending");
};

/**
 * @param {View} view
 * @param {Outcome} outcome
 */
const settle = (view, outcome) => {
  const { code, errors, findings, receipt } = outcome;
  if (receipt) return thank(view, /** @type {any} */ (outcome));
  if (findings) askFirst(view, findings);
  else if (errors?.[0]) report(view, errors);
  else {
    const retry = button(view.$text("retry"), () => send(view));
    notify(view, view.$text("error." + code), h("p", {}, view.$text("kept")), retry);
  }
  emit(view.$host, "error", { code });
};
