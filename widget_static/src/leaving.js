/** Leaving a panel: by Escape, from anywhere inside; the focus goes back to what opened it. */

/** @param {any} root the shadow around the panel */
export const letLeave = (root) => {
  root.addEventListener("keydown", (/** @type {KeyboardEvent} */ { key }) => {
    if (key == "Escape") root.querySelector(":popover-open")?.hidePopover();
  });
  const giveBack = (/** @type {ToggleEvent} */ { newState }) => {
    if (newState == "closed" && root.activeElement) root.querySelector(".pv-launcher").focus();
  };
  root.addEventListener("beforetoggle", giveBack, true);
};
