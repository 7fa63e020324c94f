/** Choices that exclude the others. */

/**
 * An exclusive choice unticks the others, and they untick it.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} box
 */
export const exclude = (form, box) => {
  for (const other of controls(form, box.name)) {
    const isExclusive = box.dataset.exclusive || other.dataset.exclusive;
    if (box.checked && isExclusive && other != box) other.checked = false;
  }
};

/**
 * @param {HTMLElement} place
 * @param {string} name
 * @returns {NodeListOf<HTMLInputElement>}
 */
export const controls = (place, name) => place.querySelectorAll(`[name="${name}"]`);
