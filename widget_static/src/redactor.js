/** The pages of one document, the boxes on them, and what is done with both. */

import { put, within } from "./boxes.js";
import { burn, draw } from "./pages.js";
import { pdf } from "./writer.js";

/**
 * @param {Desk} desk
 * @returns {any} a field set, whose `$page` adds a page: its picture, the boxes that are proposed
 */
export const redactor = ({ h, $text, $tell, $button, $row, $keep }) => {
  /** @type {HTMLElement[]} */
  const sheets = [];
  /** @type {(() => void)[]} */
  const past = [];
  /** @type {any} the box that had the focus last */
  let current;
  let named = 0;
  const count = () => $tell($text("boxes", root.querySelectorAll(".pv-box").length));
  const undo = () => {
    past.pop()?.();
    count();
  };
  const take = () => {
    const box = current;
    const sheet = box?.parentNode;
    if (!sheet) return;
    past.push(() => sheet.append(box));
    box.remove();
    sheet.nextSibling.focus();
    count();
  };
  const finish = async () =>
    $keep(root.parentNode, pdf(await Promise.all(sheets.map(burn))), "ready");

  /** Arrows move the box; with Shift, they size it. */
  const onkeydown = (/** @type {KeyboardEvent} */ event) => {
    const { key } = event;
    if (/^(De|Ba)/.test(key)) take();
    if (!/^Ar/.test(key)) return;
    event.preventDefault();
    const rectangle = [...current.$rectangle];
    rectangle[+/[UD]/.test(key) + (event.shiftKey ? 2 : 0)] += /[RD]/.test(key) ? 1 : -1;
    put(current, rectangle);
  };

  /** A box is drawn in one go, or by touching two of its corners, for those who cannot drag. */
  const $page = (/** @type {ImageBitmap} */ picture, /** @type {Rectangle[]} */ proposed = []) => {
    /** @type {any} the box that is being drawn */
    let drawn;
    /** @type {number} */
    let left;
    /** @type {number} */
    let top;
    const add = (/** @type {Rectangle} */ rectangle) => {
      /** @type {any} */
      const box = $button("box", () => box.focus(), ++named, "pv-box");
      box.onfocus = () => (current = box);
      past.push(() => box.remove());
      put(box, rectangle);
      sheet.append(box);
      return box;
    };
    const follow = (/** @type {PointerEvent} */ event) => {
      const x = within((event.offsetX / canvas.clientWidth) * 100, 100);
      const y = within((event.offsetY / canvas.clientHeight) * 100, 100);
      if (/down/.test(event.type)) {
        canvas.setPointerCapture(event.pointerId);
        if (!drawn?.isConnected) drawn = add([(left = x), (top = y), 0, 0]);
      }
      if (drawn && event.buttons)
        put(drawn, [Math.min(x, left), Math.min(y, top), Math.abs(x - left), Math.abs(y - top)]);
    };
    const canvas = draw(h, picture);
    canvas.onpointerdown = canvas.onpointermove = follow;
    canvas.onpointerup = () => {
      if (drawn?.clientWidth > 9) drawn = drawn.focus();
      else $tell($text("corner"));
    };
    canvas.onpointercancel = () => (drawn = undo());
    const sheet = h("div", { class: "pv-sheet", role: "application", onkeydown }, canvas);
    const number = sheets.push(sheet);
    sheet.ariaLabel = $text("page", number);
    remove.before(
      sheet,
      $button("add_box", () => add([30, 45, 40, 10]).focus(), number),
    );
    proposed.map(add);
    count();
  };
  const remove = $button("remove_box", take);
  const root = h(
    "fieldset",
    {},
    h("legend", { class: "pv-help" }, $text("help")),
    remove,
    $button("undo", undo),
    $button("done", finish, 0, "pv-button"),
  );
  $row(root);
  root.$page = $page;
  return root;
};
