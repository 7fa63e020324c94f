/**
 * As much of a browser as the widget's modules ask for under Node. Import it before them: what the
 * build replaces by a constant, and what is read while they load, is set here.
 */

globalThis.FULL = true;
globalThis.window = globalThis;
globalThis.document = { currentScript: { src: "https://avis.example/w/porte-voix.js" } };
globalThis.location = new URL("https://www.ville.example/cantine");

/** What is kept is an own property, as in a browser; the methods are not. */
class FakeStorage {
  setItem(name, value) {
    this[name] = `${value}`;
  }

  removeItem(name) {
    delete this[name];
  }
}

const set = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true });

/** Forgets what was kept, and the visitor with it. */
export const begin = (navigator = {}) => {
  set("localStorage", new FakeStorage());
  set("sessionStorage", new FakeStorage());
  set("navigator", navigator);
};
begin();

const NodeFormData = FormData;

/** The data of a form that lists its `entries`, and of the button that sends it. */
globalThis.FormData = class extends NodeFormData {
  constructor(form, button) {
    super();
    for (const [name, value] of form?.entries ?? []) this.append(name, value);
    if (button?.name) this.append(button.name, button.value);
  }
};

/** An element that has these attributes, on a page in this language. */
export const hostOf = (attributes = {}, own = {}) => ({
  getAttribute: (name) => attributes[name] ?? null,
  closest: () => (own.lang ? { lang: own.lang } : null),
  matches: () => false,
  ...own,
});

/** Answers each request with the next of these, then with nothing; notes what was asked. */
export const network = (t, ...answers) => {
  const calls = [];
  t.mock.method(globalThis, "fetch", async (url, options) => {
    calls.push({ url, ...options, body: `${options?.body}`, key: options?.body?.get("pv-key") });
    const next = answers.shift();
    if (!next) throw new TypeError("no network");
    const { status = 200, headers, text, ...body } = await next;
    return new Response(text ?? JSON.stringify(body), { status, headers });
  });
  return calls;
};

/** The elements that are made; they know their name, their attributes and their children. */
document.createElementNS = (_, tag) => ({
  tag,
  attributes: {},
  children: [],
  setAttribute(name, value) {
    this.attributes[name] = value;
  },
  append(...children) {
    this.children.push(...children);
  },
});

const PANELS = ["sending", "mistakes", "queued", "failed", "told"];

/** An element whose form holds these entries; it notes its `events`, and tells what it `says`. */
export const surveyOf = (attributes = {}, entries = [["mood", "good"]]) => {
  const part = { dataset: {}, inert: false };
  const list = { replaceChildren: (...items) => (list.items = items) };
  const panels = PANELS.map((panel) => ({
    dataset: { panel },
    hidden: true,
    focus: () => {},
    querySelector: () => list,
    replaceChildren: (...nodes) => (part.told = nodes),
  }));
  const found = { "[data-panel]": panels, "form>*": [part, ...panels] };
  const $form = { entries, querySelectorAll: (selector) => found[selector] ?? [], replaceWith: (node) => (part.end = node), reset: () => {} };
  const host = hostOf(attributes, {
    $form,
    $key: "",
    $url: "https://avis.example/v1/s/satisfaction/r?site=k",
    $answer: { texts: { "error.required": "Il manque une réponse." } },
    $assisted: Promise.resolve(),
    $root: { querySelector: () => ({ focus: () => {} }) },
    $get: () => null,
    events: [],
    part,
    list,
  });
  host.dispatchEvent = ({ type, detail }) => host.events.push(detail?.code ? `${type} ${detail.code}` : type);
  host.says = () => panels.filter(({ hidden }) => !hidden).map(({ dataset }) => dataset.panel).join();
  return host;
};

/** A receipt, as the server tells it. */
export const RECEIPT = { status: 201, receipt: "R", panel: ["div", {}, ["h2", {}, "Merci"]] };
