/** How the survey comes to the page: in its place, or behind a button, at the moment wanted. */

import { emit, h } from "./dom.js";
import { load } from "./loading.js";
import { arm, reasons } from "./targeting.js";

/**
 * Behind a button, or a tab.
 * @param {Host} host
 */
export const hasPanel = (host) => /tab|button/.test(`${host.getAttribute("mode")}`);

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

/** @param {Host} host */
const appear = (host) => {
  const { $root, $answer } = host;
  const id = "pv-panel";
  const look = `pv-root pv-button pv-launcher pv-${host.getAttribute("mode")}`;
  const ontoggle = (/** @type {any} */ { newState }) => {
    host.$isDisplayed ||= newState == "open";
    emit(host, newState.replace("open", "opened"));
  };
  host.$isDisplayed = !hasPanel(host);
  host.$panel = hasPanel(host) ? h("div", { class: id, id, popover: "manual", ontoggle }, $root) : $root;
  host.shadowRoot.replaceChildren(host.$panel);
  if (hasPanel(host)) {
    const text = h("span", {}, host.getAttribute("label") ?? $answer.label);
    host.$panel.before(h("button", { class: look, popovertarget: id }, text));
  }
  emit(host, "shown");
};

/** @param {Host} host */
const reveal = (host) => {
  if (!host.$panel?.isConnected) appear(host);
  if (hasPanel(host)) host.$panel.togglePopover(true);
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
  if (hasPanel(host)) host.$panel?.togglePopover(false);
  else host.$panel?.remove();
};
