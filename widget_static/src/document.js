/** Picking documents: loaded only by surveys that ask for one. */

/** @typedef {File & {$part: string, toJSON: () => object}} Named a file that knows its part */

let named = 0;

/**
 * What may go is said before anything is sent.
 * @param {View} view
 * @param {Question} question
 * @param {HTMLElement} place
 * @param {typeof import("./dom.js").h} h
 * @param {typeof import("./mistakes.js").mark} mark
 */
export const ask = (view, { key, max_files = 3 }, place, h, mark) => {
  const { $text, $definition, $files } = view;
  const { bytes = 0, media_types = [] } = $definition.document_limits ?? {};
  const kept = ($files[key] ??= []);
  const list = h("ul.files");
  const show = () => {
    list.replaceChildren(...kept.map((file) => itemOf(file, remove, view, h)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const remove = (/** @type {File} */ file) => {
    kept.splice(kept.indexOf(file), 1);
    show();
    input.focus();
  };
  const onchange = () => {
    const refused = [];
    for (const file of input.files) {
      const code = kept.length < max_files ? refusal(file, bytes, media_types) : "too_many";
      if (code) refused.push(`${file.name} : ${$text("error." + code)}`);
      else kept.push(name(file, key));
    }
    input.value = "";
    show();
    mark(view, key, refused.join(" "));
  };
  const input = inputOf(key, media_types, onchange, h);
  place.append(
    h("p.help", { id: key + "-c" }, $text("document_notice", `${Math.round(bytes / 1048576)}`)),
    h("div.tiles", {}, h("label.choice", {}, input, $text("document_add"))),
    list,
  );
  view.$pack = (json) => pack(json, Object.values($files).flat());
  show();
};

/**
 * @param {File} file
 * @param {number} bytes
 * @param {string[]} media_types
 */
const refusal = ({ type, size }, bytes, media_types) =>
  media_types.includes(type) ? size > bytes && "too_many_bytes" : "unsupported_document";

/**
 * In the answers, a file stands as the part that holds it.
 * @param {File} file
 * @param {string} key
 * @returns {Named}
 */
const name = (file, key) => {
  const $part = `${key}.${named++}`;
  return Object.assign(file, { $part, toJSON: () => ({ part: $part }) });
};

/**
 * Multipart, when the answers name a file. The file's own name may name a person: it stays here.
 * @param {string} json
 * @param {any[]} files
 */
const pack = (json, files) => {
  const sent = files.filter(({ $part }) => json.includes(`{"part":"${$part}"}`));
  if (!sent.length) return new Blob([json], { type: "application/json" });
  const body = new FormData();
  body.append("response", json);
  for (const file of sent) body.append(file.$part, file, file.$part);
  return body;
};

/**
 * @param {string} key
 * @param {string[]} media_types
 * @param {() => void} onchange
 * @param {typeof import("./dom.js").h} h
 */
const inputOf = (key, media_types, onchange, h) =>
  h("input", {
    id: key + "-i",
    type: "file",
    multiple: true,
    accept: media_types.join(),
    "aria-describedby": `${key}-h ${key}-e ${key}-c`,
    onchange,
  });

/**
 * @param {File} file
 * @param {(file: File) => void} remove
 * @param {View} view
 * @param {typeof import("./dom.js").h} h
 */
const itemOf = (file, remove, { $text }, h) => {
  const label = $text("document_remove");
  const attributes = {
    type: "button",
    "aria-label": `${label} ${file.name}`,
    onclick: () => remove(file),
  };
  return h("li", {}, file.name + " ", h("button.button pv-quiet", attributes, label));
};
