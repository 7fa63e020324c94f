/** From the attributes of an element to the survey that they name. */

import { emit, h } from "./dom.js";
import { BACKEND } from "./origin.js";
import { reach } from "./request.js";
import { mount } from "./view.js";

/**
 * Waits for every attribute of one change, then asks once for what they name. A failure leaves
 * what was there: the page's own fallback, or a survey that is being answered.
 * @param {Host} host
 */
export const load = async (host) => {
  await null;
  const address = addressOf(host);
  if (!host.isConnected || address == host.$address) return;
  host.$address = address;
  const outcome = await reach(address);
  if (address != host.$address) return;
  const { $view } = host;
  const before = $view?.$form.isConnected ? $view : undefined;
  if (outcome.questions) return mount(host, /** @type {any} */ (outcome), before);
  host.$address = "";
  if (!$view && !/** @type {string} */ (host.textContent).trim()) {
    const text = /^fr/.test(languageOf(host)) ? "Donner mon avis" : "Give my opinion";
    host.shadowRoot.replaceChildren(h("a.link", { href: address.replace("/v1/s", "/s") }, text));
  }
  emit(host, "error", { code: outcome.code });
};

/**
 * Where the survey is; responses go to `/r` below it, and the hosted page is outside `/v1`.
 * @param {Host} host
 */
export const addressOf = (host) => {
  const get = (/** @type {string} */ name) => host.getAttribute(name) ?? "";
  const query = new URLSearchParams({
    site: get("site"),
    contact_point: get("contact-point"),
    language: languageOf(host),
  });
  return `${get("backend") || BACKEND}/v1/s/${get("survey")}?${query}`;
};

/**
 * The element's own language, else the page's around it, else the browser's.
 * @param {Host} host
 */
const languageOf = (host) =>
  host.getAttribute("language") ??
  /** @type {HTMLElement} */ (host.closest("[lang]"))?.lang ??
  navigator.language;
