/** `<porte-voix site="…" survey="…">`: attributes in, events out, its content as the fallback. */

import css from "../css/widget.css";
import { h } from "./dom.js";
import { assist } from "./later.js";
import { load } from "./loading.js";
import { close, open } from "./modes.js";
import { fill } from "./places.js";
import { mount } from "./view.js";
import { hosts } from "./watch.js";

const SHEET = new CSSStyleSheet();
SHEET.replaceSync(css);

/**
 * What is typed here is not for the page's shortcuts.
 * @param {Event} event
 */
const keep = (event) => event.stopPropagation();

/** Attributes, events and methods: docs/reference/widget.md. */
export class PorteVoix extends HTMLElement {
  static observedAttributes = ["site", "survey", "language", "contact-point"];

  constructor() {
    super();
    /** @type {any} */
    const host = this;
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [SHEET];
    root.append(h("slot"));
    host.$get = (/** @type {string} */ id) => root.getElementById(id);
    if (FULL) root.addEventListener("focusin", () => assist(host));
    for (const type of ["keydown", "keypress", "keyup"])
      root.addEventListener(type, keep);
  }

  connectedCallback() {
    const host = /** @type {any} */ (this);
    if (FULL) hosts.add(host);
    load(host);
  }

  disconnectedCallback() {
    if (FULL) hosts.delete(/** @type {any} */ (this));
  }

  attributeChangedCallback() {
    load(/** @type {any} */ (this));
  }

  /** Begins again, with every answer empty. */
  reset() {
    const host = /** @type {any} */ (this);
    host.$key = "";
    if (FULL) host.$forget?.();
    mount(host, host.$answer);
  }

  /** Shows it, whatever the targeting. */
  open() {
    if (FULL) open(/** @type {any} */ (this));
  }

  /** Takes it away, or closes its panel. */
  close() {
    if (FULL) close(/** @type {any} */ (this));
  }

  /**
   * Answers for the respondent, who may change them.
   * @param {Record<string, string> | [string, string][] | string} values
   */
  prefill(values) {
    const host = /** @type {any} */ (this);
    const query = `${new URLSearchParams(values)}`;
    if (FULL) this.setAttribute("prefill", query);
    if (FULL && host.$form) fill(host, query);
  }
}
