/** What is asked is there to be seen, and nothing else is. */

/**
 * @param {HTMLElement} node
 * @param {string} place a question's key, or `question:row` in a matrix
 * @param {Asked} asked
 */
export const show = (node, place, { shown, rows }) => {
  const [key, row] = place.split(":");
  node.hidden = !(row ? rows[key] : shown).includes(row ?? key);
};
