/** From the button to the receipt, without losing a word on the way. */

import { build, emit } from "./dom.js";
import { assist } from "./later.js";
import { missing, report, tell } from "./mistakes.js";
import { put, retry } from "./outbox.js";
import { all, follow } from "./places.js";
import { isForLater, post, uuid } from "./request.js";
import { remember } from "./visit.js";

/**
 * What a press of the button does: check, send, and say how it went, in the language of that
 * moment.
 * @param {Host} host
 * @param {any} [button] which may say more than "send"
 */
export const send = async (host, button) => {
  const data = follow(host, button);
  const marks = missing(host, data);
  if (marks[0]) return report(host, marks);
  if (FULL) await assist(host);
  if (FULL && (host.$steps?.$next() || button?.inert)) return; // pressed twice while it waited
  data.set("pv-page", location.pathname);
  freeze(host, true);
  tell(host, "sending");
  const texts = encode(data);
  const hasFiles = [...data.values()].some((value) => /** @type {File} */ (value).name);
  const outcome = await post(host.$url, (host.$key ||= uuid()), hasFiles ? data : texts);
  settle(host, outcome, !hasFiles && texts);
};

/**
 * @param {FormData} data
 * @returns {URLSearchParams} its texts
 */
export const encode = (data) =>
  new URLSearchParams(/** @type {any} */ ([...data].filter(([, value]) => typeof value == "string")));

/**
 * @param {Host} host
 * @param {Outcome} outcome
 * @param {URLSearchParams | false} [texts] what was sent, if it can be kept
 */
export const settle = (host, outcome, texts) => {
  const { code, marks, panel, receipt, wait } = outcome;
  const isLate = isForLater(outcome);
  const isKept = FULL && put(host, host.$key, isLate && texts && `${host.$url} ${texts}`);
  freeze(host, isKept);
  if (receipt) {
    host.$form.reset(); // in another language it would be sent again
    host.$form.replaceWith(build(/** @type {JsonML} */ (panel)));
    host.$root.querySelector("h2").focus();
    if (FULL) host.$forget?.();
    if (FULL) remember(host, "done");
    return emit(host, "submitted");
  }
  if (FULL && isKept) {
    tell(host, "queued");
    retry(host, wait);
    return emit(host, "queued");
  }
  if (marks) report(host, marks);
  else if (isLate || !panel) tell(host, "failed");
  else tell(host, "told").replaceChildren(build(/** @type {JsonML} */ (panel)));
  emit(host, "error", { code });
};

/**
 * What is being sent, or waits for it, is there to be read; changed, it would be another response.
 * @param {Host} host
 * @param {any} isFrozen
 */
export const freeze = ({ $form }, isFrozen) =>
  all($form, "form>*").map((part) => (part.inert = isFrozen && !part.dataset.panel));
