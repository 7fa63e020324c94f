/** One step of the survey at a time. A step of which nothing is asked is passed over. */

import { all } from "./places.js";

/**
 * @param {Host} host
 * @param {On} on
 */
export const guide = (host, on) => {
  const found = (/** @type {string} */ selector) => all(host.$root ?? host.shadowRoot, selector);
  const steps = () => found("section");
  const at = () => steps().findIndex((step) => !step.hidden);
  const isAsked = (/** @type {any} */ step) => step.querySelector("[data-place]:not([hidden])");
  const next = () => steps().find((step, index) => index > at() && isAsked(step));
  const last = () => steps().findLast((step, index) => index < at() && isAsked(step));
  const $update = () => {
    const [place, bar, back, button] = found(".pv-progress b,progress,[data-back],[data-send]");
    if (!button) return;
    bar.value = place.textContent = at() + 1;
    back.hidden = !last();
    button.textContent = button.dataset[next() ? "next" : "send"];
  };
  const $reveal = (/** @type {any} */ node) => {
    const step = node?.closest("section");
    for (const each of step ? steps() : []) each.hidden = each != step;
    $update();
  };
  const go = (/** @type {any} */ step) => {
    if (!step) return false;
    $reveal(step);
    step.tabIndex = -1;
    step.focus();
    return true;
  };
  host.$steps = { $update, $reveal, $next: () => go(next()) };
  on("click", (target) => target.closest("[data-back]") && go(last()));
  on("reset", () => $reveal(steps()[0])); // once sent
  $update();
};
