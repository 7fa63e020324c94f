/** Making nodes without markup, so that the strictest content policy and Trusted Types hold. */

/**
 * A node. `"p.error"` is a `<p class="pv-error" part="error">`. A function becomes a
 * property (an event handler); what is falsy is left out, among attributes as among children.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {any} the element
 */
export const h = (tag, attributes = {}, ...children) => {
  const [name, part] = tag.split(".");
  const space = /svg|path/.test(name) ? "2000/svg" : "1999/xhtml";
  /** @type {any} */
  const node = document.createElementNS("http://www.w3.org/" + space, name);
  const all = { part, class: part && "pv-" + part, ...attributes };
  for (const [key, value] of Object.entries(/** @type {Record<string, any>} */ (all))) {
    if (value?.call) node[key] = value;
    else if (value) node.setAttribute(key, value);
  }
  node.append(...children.filter(Boolean));
  return node;
};

/**
 * A button that does not submit.
 * @param {string | null} label
 * @param {() => void} onclick
 * @param {string} [look]
 */
export const button = (label, onclick, look = "button pv-quiet") =>
  h("button." + look, { type: "button", onclick }, label);

/**
 * A face from unhappy (0) to happy (1): the mouth bends, the label beside it says the rest.
 * @param {number} mood
 */
export const face = (mood) => {
  const d = `M9 8v2m6-2v2M7 ${19 - 6 * mood}q5 ${12 * mood - 6} 10 0`;
  return h("svg.face", { viewBox: "0 0 24 24" }, h("path", { d }));
};

/**
 * Composed, so that it leaves the shadow. `error` stays on the element: if it bubbled, it would
 * end up in the page's `window.onerror`.
 * @param {HTMLElement} host
 * @param {string} name
 * @param {object} [detail]
 */
export const emit = (host, name, detail) =>
  host.dispatchEvent(
    new CustomEvent(name, { detail, bubbles: name != "error", composed: true }),
  );
