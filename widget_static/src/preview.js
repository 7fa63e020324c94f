/** `?porte-voix=preview`: tells a webmaster, on the page itself, why a survey shows or not. */

import { ask, originOf, release } from "./preview-backend.js";
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
  const [origin] = /^http.*?\/\/[^/]+/.exec(blockedURI) ?? [];
  if (disposition == "enforce") missing.add(`${effectiveDirective.replace("-elem", "")} ${origin}`);
  drawAll();
});

/**
 * Shows, or renews, what there is to say of an element.
 * @param {Kit} kit
 * @param {{reasons: string[]}} facts the filters that say no, of those that the widget has met
 */
export const preview = async ({ host, h, address }, { reasons }) => {
  const around = /** @type {HTMLElement | null} */ (host.closest("[lang]"));
  const isFrench = /^fr/i.test(around?.lang || navigator.language);
  /** @type {Say} */
  const say = (english, french) => (isFrench ? french : english);
  const list = h("ul");
  const told = h("output");
  const clear = () => {
    forget();
    drawAll();
    told.textContent = say("Done: reload", "Fait : rechargez");
  };
  const place = h(
    "details",
    { open: "" },
    h("summary", {}, "Porte-voix: ", host.getAttribute("survey")),
    list,
    h("button", { onclick: () => /** @type {any} */ (host).open() }, say("Show anyway", "Afficher quand même")),
    " ",
    h("button", { onclick: clear }, say("Forget", "Oublier")),
    told,
  );
  put(host, place, h);
  const own = await release(say);
  const { checks, targeting } = await ask(host, address, say);
  place.draw = () => {
    const policies = [...missing].filter((rule) => rule.endsWith(" " + originOf(address)));
    const all = [
      own,
      ...checks,
      ...policies.map((rule) => ["no", say("CSP: add ", "CSP : ajoutez ") + rule]),
      ...judged(host, targeting, reasons, say),
    ];
    list.replaceChildren(...all.map(([kind, text]) => h("li", { class: kind }, MARKS[kind] + text)));
  };
  place.draw();
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
