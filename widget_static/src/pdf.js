/** A PDF was picked. No browser gives its pixels: either our server shows it, or hides in it. */

/**
 * Says what showing it means, and lets the person choose.
 * @param {Desk} desk
 * @param {File} file
 */
export const choose = ({ h, address, $text, $tell, $refuse, $button, $row, $keep, $add }, file) => {
  const display = async () => {
    $tell($text("loading"));
    try {
      const pages = await show(address, file);
      if (!item.parentNode) return; // taken away, or shown, in the meantime
      item.remove();
      for (const [content, boxes] of pages) await $add(content, boxes);
    } catch (code) {
      $refuse(/** @type {string} */ (code));
    }
  };
  /** @type {Item} */
  const item = $row(
    h("p", {}, `${file.name} : ${$text("pdf")}`),
    $button("show", display, 0, "pv-button"),
    $button("leave", () => $keep(item, [file], "left")),
  );
};

/**
 * Our server draws the pages, and keeps nothing. Throws the code of the problem when there is one.
 * @param {string} address of the survey
 * @param {File} file its own name may name a person: it stays here
 * @returns {Promise<[Blob, Rectangle[]][]>} the pages, with the boxes that are proposed
 */
const show = async (address, file) => {
  const { href, searchParams } = new URL(address, location.href);
  const body = new FormData();
  body.append("site", searchParams.get("site") ?? "");
  body.append("document", file, "document.pdf");
  const url = href.replace(/\/s\/.*/, "/documents/preview");
  const answer = await fetch(url, {
    method: "POST",
    body,
    credentials: "omit",
    referrerPolicy: "no-referrer",
  });
  const { pages, errors } = await answer.json();
  if (!pages) throw errors?.[0].code;
  return pages.map(pageOf);
};

/**
 * @param {any} page
 * @returns {[Blob, Rectangle[]]}
 */
const pageOf = ({ image, boxes }) => {
  const bytes = Uint8Array.from(atob(image.split(",")[1]), (byte) => byte.charCodeAt(0));
  return [
    new Blob([bytes]),
    boxes.map((/** @type {any} */ { x, y, width, height }) =>
      [x, y, width, height].map((part) => part * 100),
    ),
  ];
};
