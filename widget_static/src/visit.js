/** The visitor, as far as a page may know one. */

import { read, write } from "./store.js";

/**
 * The language of the page around the element.
 * @param {Host} host
 */
export const pageLanguage = (host) =>
  /** @type {HTMLElement} */ (host.closest("[lang]"))?.lang ?? "";

/**
 * @param {Host} host
 * @param {string} name of a rule
 * @returns {any} its value: the attribute's, else the survey's own
 */
export const ruleOf = (host, name) =>
  host.getAttribute(name) ?? host.$answer?.targeting?.[name];

/**
 * Global Privacy Control, or Do Not Track: nothing is remembered and nothing opens by itself.
 * @param {Host} host
 */
export const isPrivate = (host) => {
  const { globalPrivacyControl, doNotTrack } = /** @type {any} */ (navigator);
  return (globalPrivacyControl || doNotTrack == 1) && host.getAttribute("privacy-signals") != "ignore";
};

/**
 * @param {Host} host
 * @param {string} name `last`, when any survey was displayed; or of this one: `shown`, how often it
 *   was displayed, and `done`, whether it was answered
 */
const nameOf = (host, name) => `porte-voix ${name == "last" ? "*" : host.getAttribute("survey")} ${name}`;

/**
 * @param {Host} host
 * @param {string} name
 * @returns {number}
 */
export const recall = (host, name) => +(!isPrivate(host) && read(host, nameOf(host, name))[0]?.[1] || 0);

/**
 * Notes a display, or an answer, when a rule will ask for it.
 * @param {Host} host
 * @param {string} name `shown` or `done`
 */
export const remember = (host, name) => {
  if (isPrivate(host) || !["max-displays", "cool-down", "once"].some((rule) => ruleOf(host, rule) != null)) return;
  write(host, nameOf(host, "last"), Date.now());
  write(host, nameOf(host, name), recall(host, name) + 1);
};

/**
 * A display is noted once the visitor does something, wherever it is on the page.
 * @param {Host} host
 */
export const noteDisplay = (host) => {
  if (host.$isNoted || !host.$root?.checkVisibility()) return;
  host.$isNoted = true;
  remember(host, "shown");
};
