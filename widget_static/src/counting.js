/** How many characters are left, near the end of a long text. */

/**
 * The number follows every key; a screen reader says it when the typing pauses.
 * @param {any} form
 * @param {any} hint holds the control's name, the most it may hold, and how near the end counts
 * @param {string} left what is said
 */
export const count = (form, hint, left) => {
  const { text, max, near } = hint.dataset;
  const rest = max - [...form[text].value].length; // code points, as the server counts
  hint.textContent = rest < near ? left.replace(/{.*}|$/, `${rest}`) : "";
};
