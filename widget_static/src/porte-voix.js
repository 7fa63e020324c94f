/** Registers the element; a page that loads the script twice keeps the first. */

import { PorteVoix } from "./element.js";

if (!customElements.get("porte-voix")) customElements.define("porte-voix", PorteVoix);
