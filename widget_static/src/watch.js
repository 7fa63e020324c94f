/** What happens outside: the network comes back, the page is left, a single-page site moves on. */

import { load } from "./loading.js";
import { flush } from "./outbox.js";
import { noteDisplay } from "./visit.js";

/** @type {Set<Host>} the elements on this page */
export const hosts = new Set();

const flushAll = () => hosts.forEach(flush);
const loadAll = () => hosts.forEach(load);

export const watch = () => {
  addEventListener("online", flushAll);
  document.addEventListener("visibilitychange", flushAll);
  for (const type of ["pointerdown", "keydown"])
    addEventListener(type, () => hosts.forEach(noteDisplay), true);
  const { navigation } = /** @type {any} */ (window);
  if (navigation) return navigation.addEventListener("currententrychange", loadAll);
  addEventListener("popstate", loadAll);
  const { pushState } = history;
  history.pushState = (...state) => {
    pushState.apply(history, state);
    loadAll();
  };
};
