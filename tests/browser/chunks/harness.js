/** A form around one question, as the server writes it, and what loads a part for it. */

const { chunk, texts, address, bytes, files } = JSON.parse(document.body.dataset.facts);

const h = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value?.call) node[name] = value;
    else if (value) node.setAttribute(name, value);
  }
  node.append(...children.filter(Boolean));
  return node;
};

const field =
  chunk === "document"
    ? h("input", {
        class: "pv-input",
        id: "papers-i",
        name: "papers",
        type: "file",
        accept: "application/pdf,image/jpeg,image/png",
        multiple: "multiple",
        "aria-describedby": "papers-e",
        "data-max-bytes": bytes,
        "data-max-files": files,
      })
    : h("textarea", { class: "pv-input", id: "papers-i", name: "papers", "aria-describedby": "papers-e" });
const form = h(
  "form",
  { class: "pv-form", novalidate: true, "aria-label": "Signaler un document" },
  h(
    "div",
    { class: "pv-question", id: "papers", "data-place": "papers" },
    h("label", { class: "pv-label", for: "papers-i" }, "Le document"),
    h("p", { class: "pv-error", id: "papers-e" }),
    field,
  ),
  h("button", { class: "pv-button" }, "Envoyer"),
);
const host = document.querySelector("main > div");
const root = host.attachShadow({ mode: "open" });
/** Style sheets that scripts make may import nothing: what they import comes before. */
const dress = async (name) => {
  const text = await (await fetch(`/css/${name}`)).text();
  for (const [, other] of text.matchAll(/@import "\.\/(.*?)"/g)) await dress(other);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text.replace(/@import.*/g, ""));
  root.adoptedStyleSheets.push(sheet);
};
await dress("widget.css");
root.append(h("div", { class: "pv-root", lang: "fr" }, form));

window.field = field;
window.form = form;
window.sent = 0;
window.heard = 0;
form.addEventListener("input", () => window.heard++);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  window.sent++;
});

const kit = { host, form, h, texts, address };
const part = await import(`/src/${chunk}.js`);
if (chunk === "document") field.addEventListener("change", () => part.redact(kit, field));
else field.addEventListener("focus", () => part.hint(kit, field), { once: true });
window.ready = true;
