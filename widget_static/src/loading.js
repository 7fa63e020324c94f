/** From the attributes of an element to the survey that they name. */

import { emit, h } from "./dom.js";
import { assistAtOnce } from "./later.js";
import { show } from "./modes.js";
import { BACKEND } from "./origin.js";
import { reach } from "./request.js";
import { mount } from "./view.js";
import { reasons } from "./targeting.js";
import { pageLanguage } from "./visit.js";

/**
 * Waits for every attribute of one change, then asks once for what they name, unless they say that
 * it is not for here. A failure leaves what was there: the page's own fallback, or a survey that is
 * being answered.
 * @param {Host} host
 */
export const load = async (host) => {
  await null;
  const address = addressOf(host);
  host.$url = address.replace("/form?", "/r?");
  if (!host.isConnected) return;
  if (FULL && host.matches("[mode=link]")) return link(host, address);
  const isHere = !FULL || !reasons(host)[0];
  if (isHere && address != host.$address) {
    host.$address = address;
    const outcome = /** @type {any} */ (await reach(address));
    if (address != host.$address) return;
    if (outcome.form) mount(host, outcome, host.$form);
    else fail(host, address, outcome.code);
  } else if (FULL && (host.$form || !isHere)) show(host);
  if (FULL) assistAtOnce(host);
};

/**
 * @param {Host} host
 * @param {string} address
 * @param {string} [code]
 */
const fail = (host, address, code) => {
  host.$address = "";
  if (!host.$form && !host.textContent?.trim()) link(host, address);
  emit(host, "error", { code });
};

/**
 * @param {Host} host
 * @param {string} address
 */
const link = (host, address) => {
  const text = host.getAttribute("label") ?? "Donner mon avis";
  const href = address.replace(/\/v1(.*)\/form/, "$1");
  host.shadowRoot.replaceChildren(h("a", { class: "pv-link", href }, text));
};

/**
 * Where the survey's form is; responses go to `/r` beside it, and the hosted page is outside `/v1`.
 * @param {Host} host
 */
const addressOf = (host) => {
  const get = (/** @type {string} */ name) => host.getAttribute(name) ?? "";
  const query = `site=${get("site")}&contact_point=${get("contact-point")}&language=${languageOf(host)}`;
  return encodeURI(`${get("backend") || BACKEND}/v1/s/${get("survey")}/form?${query}`);
};

/**
 * The element's own language, else the page's around it, else the browser's.
 * @param {Host} host
 */
const languageOf = (host) =>
  host.getAttribute("language") ?? (pageLanguage(host) || navigator.language);
