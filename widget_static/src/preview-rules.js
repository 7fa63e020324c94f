/** What the rules of targeting come to, and what this browser keeps. */

/**
 * @typedef {import("./preview-backend.js").Check} Check
 * @typedef {import("./preview-backend.js").Say} Say
 * @typedef {Record<string, any> | undefined} Targeting the survey's own rules, as it gives them
 */

const DAY_MILLISECONDS = 864e5;

/**
 * @returns {[string, string, Storage][]} each thing that is kept: name, value, where; none in a
 *   browser that forbids it
 */
const entries = () => {
  try {
    return [localStorage, sessionStorage].flatMap((storage) =>
      Object.entries(storage)
        .filter(([name]) => name.startsWith("porte-voix"))
        .map(([name, value]) => /** @type {[string, string, Storage]} */ ([name, value, storage])),
    );
  } catch {
    return [];
  }
};

/** Forgets all but the responses that wait: somebody has written them. */
export const forget = () => {
  for (const [name, , storage] of entries()) if (!/outbox/.test(name)) storage.removeItem(name);
};

/**
 * What each filter is held against; for a trigger, that it is awaited.
 * @param {HTMLElement} host
 * @param {number} days of the cool-down
 * @param {Say} say
 * @param {string} awaited
 * @returns {Record<string, any>}
 */
const found = (host, days, say, awaited) => {
  const kept = (/** @type {string} */ end) => +(entries().find(([name]) => name.endsWith(end))?.[1] ?? 0);
  const survey = host.getAttribute("survey");
  const last = kept(" last");
  const page = location.pathname + location.search;
  const today = new Date().toLocaleDateString("sv");
  return {
    include: page,
    exclude: page,
    "page-language": /** @type {any} */ (host.closest("[lang]"))?.lang,
    media: `${innerWidth} × ${innerHeight}`,
    from: today,
    until: today,
    sample: say("drawn each visit", "tirage à chaque visite"),
    "max-displays": say("so far ", "jusqu’ici ") + kept(` ${survey} shown`),
    "cool-down": last ? say("until ", "jusqu’au ") + new Date(last + days * DAY_MILLISECONDS).toLocaleString() : "–",
    once: kept(` ${survey} done`) ? say("answered", "répondu") : "–",
    delay: awaited,
    scroll: awaited,
    "exit-intent": awaited,
    "on-click": awaited,
    "on-event": awaited,
  };
};

/**
 * Each filter, with its verdict. Where an attribute says no, the widget does not ask for the survey:
 * the survey's own rules then have none.
 * @param {HTMLElement} host
 * @param {Targeting} targeting
 * @param {string[]} reasons
 * @param {Say} say
 * @returns {Check[]}
 */
export const judged = (host, targeting, reasons, say) => {
  const rule = (/** @type {string} */ name) => host.getAttribute(name) ?? targeting?.[name];
  const isAsked = !reasons.some((name) => host.hasAttribute(name));
  const awaited = say("awaited", "attendu");
  /** @type {Check[]} */
  const checks = [["note", `mode="${host.getAttribute("mode") ?? "inline"}"`]];
  for (const [name, here] of Object.entries(found(host, rule("cool-down"), say, awaited))) {
    if (rule(name) != null) {
      const isMet = here != awaited && (isAsked || host.hasAttribute(name));
      const kind = reasons.includes(name) ? "no" : isMet ? "yes" : "note";
      checks.push([kind, `${name}="${rule(name)}" (${here})`]);
    }
  }
  const { globalPrivacyControl, doNotTrack } = /** @type {any} */ (navigator);
  if ((globalPrivacyControl || doNotTrack == 1) && host.getAttribute("privacy-signals") != "ignore")
    checks.push(["note", say("Do Not Track: never opens alone", "Do Not Track : ne s’ouvre pas seul")]);
  for (const [name, value] of entries())
    checks.push(["note", say("kept: ", "gardé : ") + name + " " + value.slice(0, 20)]);
  return checks;
};
