/** Making nodes without markup, so that the strictest content policy and Trusted Types hold. */

/** Attributes that could load, start or dress something, whoever wrote them. */
const UNSAFE = /^(on|data=|[^=]*(src|style|action|rel|content)|href=(?!http))/;

/**
 * A node. A function becomes a property (an event handler); what is absent or false is left out,
 * among attributes as among children; `class="pv-x"` also names the part `x`.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...any} children
 * @returns {any} the element
 */
export const h = (tag, attributes = {}, ...children) => {
  const space = /svg|path/.test(tag) ? "2000/svg" : "1999/xhtml";
  /** @type {any} */
  const node = document.createElementNS("http://www.w3.org/" + space, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value?.call) node[name] = value;
    else if ((value || value === "") && !UNSAFE.test(`${name}=${value}`))
      node.setAttribute(name, value);
    if (name == "class") node.part = value.replace(/pv-/g, "");
  }
  node.append(...children.filter(Boolean));
  return node;
};

/**
 * The nodes that JsonML describes (jsonml.org). Whoever sends it cannot run anything with it.
 * @param {JsonML} node
 * @returns {any}
 */
export const build = (node) => {
  if (typeof node == "string") return node;
  const [tag, attributes, ...children] = node;
  return !/^s(cript|tyle)/.test(tag) && h(tag, attributes, ...children.map(build));
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
