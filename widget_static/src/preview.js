/** `?porte-voix=preview`: tells a webmaster, on the page itself, why a survey shows or not. */

import { addressOf, ask, release } from "./preview-backend.js";
import { forget, judged } from "./preview-rules.js";
import { TEXT } from "./preview-style.js";

/**
 * @typedef {import("./preview-backend.js").Say} Say
 */

/** @type {Record<string, string>} */
const MARKS = { yes: "✓ ", no: "✗ ", note: "• " };

/** One box for all elements of the page. @type {any} */
let box;
/** What each element has in the box. @type {Map<HTMLElement, any>} */
const places = new Map();
/** What policies should name: a directive and an origin. @type {Set<string>} */
const missing = new Set();

const drawAll = () => places.forEach(({ draw }) => draw?.());

addEventListener("securitypolicyviolation", ({ blockedURI, disposition, effectiveDirective }) => {
  const [origin] = /^https?:..[^/]+/.exec(blockedURI) ?? [];
  if (disposition == "enforce") missing.add(`${effectiveDirective.replace("-elem", "")} ${origin}`);
  drawAll();
});

/**
 * Shows, or renews, what there is to say of an element.
 * @param {Kit} kit
 * @param {import("./preview-rules.js").Facts} facts
 */
export const preview = async ({ host, h }, facts) => {
  const around = /** @type {HTMLElement | null} */ (host.closest("[lang]"));
  const isFrench = /^fr/i.test(around?.lang || navigator.language);
  /** @type {Say} */
  const say = (english, french) => (isFrench ? french : english);
  const list = h("ul");
  const told = h("output");
  const clear = () => {
    forget();
    drawAll();
    told.textContent = say("Done: load the page again", "Fait : rechargez la page");
  };
  const place = h(
    "details",
    { open: "" },
    h("summary", {}, "Porte-voix: ", host.getAttribute("survey")),
    list,
    h("button", { onclick: () => open(host, facts.reasons) }, say("Show anyway", "Afficher quand même")),
    h("button", { onclick: clear }, say("Forget", "Oublier")),
    told,
  );
  put(host, place, h);
  const address = addressOf(host);
  const own = await release(say);
  const { checks, targeting } = await ask(host, address, say);
  place.draw = () => {
    const policies = [...missing].filter((rule) => rule.endsWith(" " + address.origin));
    const all = [
      own,
      ...checks,
      ...policies.map((rule) => ["no", say("CSP: add ", "CSP : ajoutez ") + rule]),
      ...judged(host, targeting, facts, say),
    ];
    list.replaceChildren(...all.map(([kind, text]) => h("li", { class: kind }, MARKS[kind] + text)));
  };
  place.draw();
};

/**
 * Opens it whatever the rules; what they kept from being asked for is asked for first.
 * @param {any} host
 * @param {string[]} reasons
 */
const open = (host, reasons) => {
  if (host.$form) return host.open();
  host.addEventListener("shown", host.open, { once: true });
  for (const name of reasons) host.removeAttribute(name);
  host.setAttribute("survey", host.getAttribute("survey"));
};

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} place
 * @param {Kit["h"]} h
 */
const put = (host, place, h) => {
  if (!box) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(TEXT);
    box = h("div");
    const root = box.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(h("section", { "aria-label": "Porte-voix" }));
  }
  document.body.append(box);
  places.get(host)?.remove();
  places.set(host, place);
  box.shadowRoot.firstChild.append(place);
};
