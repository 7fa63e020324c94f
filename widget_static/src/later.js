/** What not every visit needs comes when one does, from where this script came from. */

import { h } from "./dom.js";
import { FILES } from "./origin.js";
import { all, fill } from "./places.js";
import { read } from "./store.js";
import { reasons } from "./targeting.js";

/**
 * Once, whatever happens: the survey works without it.
 * @param {Host} host
 */
export const assist = (host) =>
  (host.$assisted ??= import(FILES + "porte-voix-assist.js").then(
    (module) => module.assist(host, { h, fill, reasons }),
    () => all(host.$form, "section").map((step) => (step.hidden = false)),
  ));

/**
 * For what cannot begin without it.
 * @param {Host} host
 */
export const assistAtOnce = (host) =>
  (/porte-voix=preview/.test(location.search) ||
    host.matches("[mode=kiosk]") ||
    host.$form?.querySelector("section") ||
    read(host, "porte-voix-draft " + host.$answer?.survey)[0]) &&
  assist(host);
