/** Boxes over what is personal: where they are on their page. */

/**
 * Puts a box on its page, never outside, and never too small to be seen.
 * @param {Box} box
 * @param {Rectangle} rectangle
 */
export const put = (box, [left, top, width, height]) => {
  width = Math.max(1, width);
  height = Math.max(1, height);
  left = within(left, 100 - width);
  top = within(top, 100 - height);
  box.$rectangle = [left, top, width, height];
  box.style.cssText = `left:${left}%;top:${top}%;width:${width}%;height:${height}%`;
};

/**
 * @param {number} value
 * @param {number} most
 */
export const within = (value, most) => Math.max(0, Math.min(value, most));
