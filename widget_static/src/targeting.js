/** For whom, where and when: every rule is an attribute, or comes with the survey. */

import { isPrivate, pageLanguage, recall, ruleOf } from "./visit.js";

/**
 * `*` is any run of characters; a query need not be named.
 * @param {any} globs a text that is not blank
 */
const isAt = (globs) =>
  globs.match(/\S+/g).some((/** @type {string} */ glob) => {
    const pattern = glob.replace(/[^\w*]/g, "\\$&").replace(/\*+/g, ".*");
    return RegExp(`^${pattern}(\\?.*)?$`).test(location.pathname + location.search);
  });

/** Today, as in ISO 8601. */
const today = () => new Date().toLocaleDateString("sv");

/**
 * What each filter says of its value. The doctor reads the same cases
 * (`tests/vectors/targeting.json`).
 * @type {Record<string, (value: any, host: Host) => any>}
 */
const FILTERS = {
  include: isAt,
  exclude: (globs) => !isAt(globs),
  "page-language": (tags, host) =>
    RegExp(`^(${tags.match(/\S+/g).join("|")})(-|$)`, "i").test(pageLanguage(host)),
  media: (query) => matchMedia(query).matches,
  from: (day) => today() >= day,
  until: (day) => today() <= day,
  sample: (share, host) => (host.$dice ??= Math.random() * 100) < share,
  "max-displays": (most, host) => recall(host, "shown") < most,
  "cool-down": (days, host) => Date.now() - recall(host, "last") > days * 864e5,
  once: (_, host) => !recall(host, "done"),
};

/**
 * What is remembered of a display, the last three, does not take it away under who answers.
 * @param {Host} host
 * @returns {string[]} the filters that say no, here and now
 */
export const reasons = (host) =>
  Object.keys(FILTERS).slice(0, host.$isForced ? 0 : host.$isShown ? 7 : 10).filter((name) => {
    const value = ruleOf(host, name);
    return value != null && (/\S/.test(value) || name == "once") && !FILTERS[name](value, host);
  });

/**
 * Waits for what the rules name. Delay, scrolling and leaving count once, and not at all where nothing
 * may be remembered: only what the visitor does counts there.
 * @param {Host} host
 * @param {() => any} fire gives nothing
 * @returns {any} something, when there is anything to wait for
 */
export const arm = (host, fire) => {
  const { signal } = (host.$armed = new AbortController());
  const rules = ["delay", "scroll", "exit-intent", "on-click", "on-event"];
  const [delay, scroll, exit, click, event] = rules.map((name) => ruleOf(host, name));
  const on = (/** @type {string} */ type, /** @type {any} */ listener) =>
    document.addEventListener(type, listener, { signal });
  let isDone = isPrivate(host);
  const first = () => (isDone ||= signal.aborted || !fire());
  if (delay) setTimeout(first, delay * 1000);
  if (scroll)
    on("scroll", () => (scrollY + innerHeight) * 100 < scroll * document.body.scrollHeight || first());
  if (exit != null) on("mouseleave", (/** @type {any} */ { clientY }) => clientY > 0 || first());
  if (event) on(event, fire);
  if (click)
    on("click", (/** @type {any} */ pressed) => {
      if (!pressed.target.closest(click)) return;
      pressed.preventDefault(); // a link to the hosted page, for who has no script
      fire();
    });
  return delay || scroll || exit != null || click || event;
};
