/** How the survey comes to the page: in its place, or behind a button, at the moment wanted. */

import { emit, h } from "./dom.js";
import { load } from "./loading.js";
import { arm, reasons } from "./targeting.js";

const PANEL = "pv-p";

/**
 * Behind a button, or a tab.
 * @param {Host} host
 */
const hasPanel = (host) => /tab|button/.test(`${host.getAttribute("mode")}`);

/**
 * Puts it on the page where targeting wants it, and takes it away where it does not.
 * @param {Host} host
 */
export const show = (host) => {
  const isWanted = !reasons(host)[0];
  if (isWanted == host.$isShown) return;
  host.$isShown = isWanted;
  host.$armed?.abort();
  host.shadowRoot.replaceChildren();
  if (host.$isForced) reveal(host);
  else if (isWanted && (!arm(host, () => reveal(host)) || hasPanel(host))) appear(host);
};

/**
 * What makes a panel of what is around the form: in the top layer, and nothing else is inert.
 * @param {Host} host
 */
export const panelOf = (host) =>
  hasPanel(host) && {
    id: PANEL,
    popover: "manual",
    ontoggle: (/** @type {any} */ { newState }) => emit(host, newState.replace("open", "opened")),
  };

/** @param {Host} host */
const appear = (host) => {
  const { $root, $answer } = host;
  const look = `pv-root pv-launcher pv-${host.getAttribute("mode")}`;
  host.$isNoted = false;
  host.shadowRoot.replaceChildren($root);
  if (hasPanel(host)) {
    const text = h("span", {}, host.getAttribute("label") ?? $answer.label);
    $root.before(h("button", { class: look, popovertarget: PANEL }, text));
  }
  emit(host, "shown");
};

/** @param {Host} host */
const reveal = (host) => {
  if (!host.$root.isConnected) appear(host);
  if (hasPanel(host)) host.$root.togglePopover(true);
};

/**
 * Whatever the targeting, until it is closed.
 * @param {Host} host
 */
export const open = async (host) => {
  host.$isForced = true;
  await load(host);
  if (host.$form) reveal(host);
};

/**
 * What has no panel leaves its place.
 * @param {Host} host
 */
export const close = (host) => {
  host.$isForced = false;
  if (hasPanel(host)) host.$root?.togglePopover(false);
  else host.$root?.remove();
};
