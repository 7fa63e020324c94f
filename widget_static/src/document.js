/** Documents: what is personal is hidden on the device, before anything leaves it. */

import { redactor } from "./redactor.js";

/** The file's own name may name a person: it stays here. */
const NAME = "document.pdf";

/** On a black box, the ring is seen whatever the picture. Two fingers still scroll and zoom. */
const style = new CSSStyleSheet();
style.replaceSync(
  "fieldset{padding:0;border:0}li .pv-button{margin:.6em .6em 0 0}.pv-sheet{position:relative}canvas{display:block;width:100%;outline:1px solid;touch-action:pinch-zoom}.pv-box{position:absolute;padding:0;background:#000;font-size:0}.pv-box:focus{border:3px solid #fc3}",
);

/**
 * Takes what was picked out of the input at once: only what has been settled is put back.
 * @param {Kit} kit
 * @param {any} input with its limits: `data-max-bytes`, `data-max-files`
 * @returns {Promise<void>}
 */
export const redact = (kit, input) => (input.$take ??= open(kit, input))([...input.files]);

/**
 * The list of a question's documents: what may leave the device, and what is not ready yet.
 * @param {Kit} kit
 * @param {any} input
 */
const open = (kit, input) => {
  const { h, texts, form } = kit;
  const list = h("ul");
  const status = h("output");
  /** @type {Desk} */
  const desk = {
    ...kit,
    $text: (key, value) => texts["document." + key].replace(/{.*}/, value),
    $tell: (sentence, look = "") => {
      status.textContent = sentence;
      status.className = look;
    },
    $refuse: (code) => desk.$tell(texts["error." + code] ?? desk.$text("unseen"), "pv-error"),
    $button: (key, onclick, value, look = "pv-button pv-quiet") =>
      h("button", { type: "button", class: look, onclick }, desk.$text(key, value)),
    $row: (...content) => {
      if (list.children.length >= input.dataset.maxFiles) throw "too_many";
      const remove = () => {
        item.remove();
        settle();
      };
      const item = h("li", {}, ...content, desk.$button("remove", remove));
      list.append(item);
      return item;
    },
    $keep: (item, parts, key) => {
      const file = new File(parts, NAME, { type: "application/pdf" });
      if (file.size > input.dataset.maxBytes) return desk.$refuse("too_many_bytes");
      item.$file = file;
      item.replaceChildren(NAME + " ", item.lastChild);
      settle();
      desk.$tell(desk.$text(key));
    },
    $add: async (content, boxes) => {
      const picture = await createImageBitmap(content);
      (list.querySelector("fieldset") ?? redactor(desk)).$page(picture, boxes);
    },
  };
  const settle = () => {
    const transfer = new DataTransfer();
    for (const { $file } of list.children) if ($file) transfer.items.add($file);
    input.files = transfer.files;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
    desk.$tell("");
  };
  input.getRootNode().adoptedStyleSheets.push(style);
  input.closest("[data-place]").append(list, status);
  form.addEventListener("submit", (event) => {
    const unready = list.querySelector("button+button");
    if (!unready || list.closest("[hidden]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    unready.focus();
    desk.$tell(desk.$text("finish"), "pv-error");
  }, true);
  return async (/** @type {File[]} */ files) => {
    settle();
    try {
      for (const file of files) {
        if (/pdf/.test(file.type)) {
          const { choose } = await import(import.meta.url.replace("document.js", "pdf.js"));
          choose(desk, file);
        }
        else await desk.$add(file);
      }
    } catch (code) {
      desk.$refuse(/** @type {string} */ (code));
    }
  };
};

/** The name under which the widget asks for it: that of its file. */
export { redact as document };
