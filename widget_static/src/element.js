/** `<porte-voix site="…" survey="…">`: attributes in, events out, its content as the fallback. */

import css from "../css/widget.css";
import { h } from "./dom.js";
import { load } from "./loading.js";
import { mount } from "./view.js";

const SHEET = new CSSStyleSheet();
SHEET.replaceSync(css);

/**
 * Attributes: `site`, `survey`, `contact-point`, `language`, `backend`.
 * Events: `shown`, `answered`, `submitted`, `error`.
 */
export class PorteVoix extends HTMLElement {
  static observedAttributes = ["site", "survey", "backend", "language", "contact-point"];

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [SHEET];
    root.append(h("slot"));
  }

  connectedCallback() {
    load(this);
  }

  attributeChangedCallback() {
    load(this);
  }

  /** Begins again, with every answer empty. */
  reset() {
    const { $view } = /** @type {Host} */ (this);
    if ($view) mount(this, $view.$definition);
  }
}
