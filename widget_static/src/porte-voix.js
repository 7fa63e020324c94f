/** The script of the snippet. A second copy on the same page changes nothing. */

import { PorteVoix } from "./element.js";
import { watch } from "./watch.js";

// A browser that is older than its panels keeps the page's own link, to the hosted page.
if ("popover" in document.head && !customElements.get("porte-voix")) {
  customElements.define("porte-voix", PorteVoix);
  if (FULL) watch();
}
