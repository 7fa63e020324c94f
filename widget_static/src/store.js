/** What this browser keeps, where the page's author allows it. */

/**
 * @param {Host} host
 * @param {string} name
 * @returns {any} nothing when nothing may be kept; may throw where the browser forbids it
 */
const storageOf = (host, name) => {
  const kind = host.getAttribute("storage") ?? "local";
  const isDraft = /draft/.test(name) && kind == "local"; // only this tab should know it
  return /** @type {any} */ (window)[(isDraft ? "session" : kind) + "Storage"];
};

/**
 * @param {Host} host
 * @param {string} name
 * @param {any} [value] nothing forgets it
 * @returns {boolean | void} whether it is kept
 */
export const write = (host, name, value) => {
  try {
    const storage = storageOf(host, name);
    return value ? !storage.setItem(name, value) : storage.removeItem(name);
  } catch {}
};

/**
 * @param {Host} host
 * @param {string} prefix
 * @returns {[string, string][]} what is kept under names that begin so
 */
export const read = (host, prefix) => {
  try {
    return Object.entries(storageOf(host, prefix)).filter(([name]) => name.startsWith(prefix));
  } catch {
    return [];
  }
};
