/** The script of the snippet. A second copy on the same page changes nothing. */

import { PorteVoix } from "./element.js";
import { watch } from "./watch.js";

if (!customElements.get("porte-voix")) {
  customElements.define("porte-voix", PorteVoix);
  if (FULL) watch();
}
