/** Pages as pixels: from any picture, and with what is hidden painted over. */

/** A4 at 170 dpi: enough to read small print, little enough to send from a phone. */
const LONGEST_SIDE = 2000;

/** How far beyond a box the paint goes, in hundredths of the page: no edge of a letter shows. */
const MARGIN = 0.2;

/**
 * Only the pixels: what else the file says (place, time, device) stays behind. JPEG has no
 * transparency: what is under it is paper.
 * @param {Kit["h"]} h
 * @param {ImageBitmap} picture
 * @returns {HTMLCanvasElement}
 */
export const draw = (h, picture) => {
  let { width, height } = picture;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  width = Math.ceil(width * scale);
  height = Math.ceil(height * scale);
  const canvas = h("canvas", { width, height });
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
};

/**
 * Paints the boxes, then encodes.
 * @param {any} sheet the canvas, and the boxes on it
 * @returns {Promise<Picture>}
 */
export const burn = async ({ children: [canvas, ...boxes] }) => {
  const { width, height } = canvas;
  const context = canvas.getContext("2d");
  context.fillStyle = "#000";
  context.setTransform(width / 100, 0, 0, height / 100, 0, 0);
  for (const box of boxes) {
    const [x, y, across, down] = box.$rectangle;
    context.fillRect(x - MARGIN, y - MARGIN, across + 2 * MARGIN, down + 2 * MARGIN);
  }
  /** @type {any} */
  const jpeg = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  return [jpeg, width, height];
};
