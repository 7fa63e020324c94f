import assert from "node:assert/strict";
import test from "node:test";

import { begin, network, RECEIPT, surveyOf } from "./browser.mjs";

const { encode, send } = await import("../../widget_static/src/sending.js");

/** Presses the button while the network answers so; gives the element and what was asked. */
const press = async (t, answers, { attributes, entries, host = surveyOf(attributes, entries), button } = {}) => {
  t.mock.timers.reset();
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const calls = network(t, ...answers);
  await send(host, button);
  return { host, calls };
};

test.beforeEach(() => begin());

test("a response is its texts, the path of the page and a key, and ends with a receipt", async (t) => {
  const { host, calls } = await press(t, [RECEIPT]);
  assert.deepEqual(
    calls.map(({ url, body }) => [url, body]),
    [[host.$url, `mood=good&pv-page=%2Fcantine&pv-key=${calls[0].key}`]],
  );
  assert.match(calls[0].key, /^[0-9a-f-]{36}$/);
  assert.deepEqual(host.events, ["submitted"]);
  assert.equal(host.part.end.children[0].tag, "h2");
  assert.deepEqual(Object.keys(localStorage), []);
});

test("while it is sent, what was typed cannot change", async (t) => {
  let end;
  const promise = new Promise((resolve) => (end = resolve));
  const host = surveyOf();
  const pressed = press(t, [promise], { host });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([!!host.part.inert, host.says()], [true, "sending"]);
  end({ status: 422, code: "no", panel: ["div"] });
  await pressed;
  assert.deepEqual([!!host.part.inert, host.says()], [false, "told"]);
});

test("a button that says more is told to the server", async (t) => {
  const { calls } = await press(t, [RECEIPT], { button: { name: "pv-accept", value: "1" } });
  assert.match(calls[0].body, /pv-accept=1/);
});

test("what is missing is said without asking the server", async (t) => {
  const host = surveyOf();
  const all = host.$form.querySelectorAll;
  const required = { name: "word", closest: () => null };
  host.$form.querySelectorAll = (selector) => (selector == ":required,[data-required]" ? [required] : all(selector));
  const { calls } = await press(t, [RECEIPT], { host });
  assert.deepEqual([calls.length, host.says(), host.list.items.length], [0, "mistakes", 1]);
  assert.equal(host.list.items[0].children.at(-1), "Il manque une réponse.");
});

test("mistakes that the server finds are listed", async (t) => {
  const marks = [
    ["mood", "Choisissez."],
    ["", "Trop long."],
  ];
  const { host } = await press(t, [{ status: 422, code: "invalid_answers", marks }]);
  assert.deepEqual([host.says(), host.list.items.length], ["mistakes", 2]);
  assert.deepEqual(host.events, ["error invalid_answers"]);
});

test("a refusal is said in the server's own words, and not kept", async (t) => {
  const panel = ["div", {}, ["h3", {}, "Cette enquête est terminée."]];
  const { host } = await press(t, [{ status: 409, code: "survey_closed", panel }]);
  assert.equal(host.part.told[0].children[0].children[0], "Cette enquête est terminée.");
  assert.deepEqual([host.says(), host.events], ["told", ["error survey_closed"]]);
  assert.deepEqual(Object.keys(localStorage), []);
});

test("a refusal without words of the server has the widget's", async (t) => {
  const { host } = await press(t, [{ status: 413, text: "<h1>413</h1>" }]);
  assert.deepEqual([host.says(), host.events, !!host.part.inert], ["failed", ["error network"], false]);
});

test("what cannot be sent now is kept, under its key, and said so", async (t) => {
  for (const answers of [[], [{ status: 429 }], [{ status: 504, text: "" }], [{ status: 201, text: '{"re' }]]) {
    begin();
    const { host, calls } = await press(t, answers);
    assert.deepEqual({ ...localStorage }, {
      [`porte-voix-outbox ${calls[0].key}`]: `${host.$url} mood=good&pv-page=%2Fcantine&pv-key=${calls[0].key}`,
    });
    assert.deepEqual([host.says(), host.events, !!host.part.inert], ["queued", ["queued"], true]);
    t.mock.restoreAll();
  }
});

test("sent again, it goes under the same key and is kept no longer", async (t) => {
  const { host, calls } = await press(t, [], {});
  t.mock.restoreAll();
  const { calls: again } = await press(t, [RECEIPT], { host });
  assert.equal(again[0].key, calls[0].key);
  assert.deepEqual(host.events, ["queued", "submitted"]);
  assert.deepEqual(Object.keys(localStorage), []);
});

test("where nothing may be kept, the form stays to be sent again under its key", async (t) => {
  const { host, calls } = await press(t, [], { attributes: { storage: "none" } });
  assert.deepEqual([host.says(), host.events, !!host.part.inert], ["failed", ["error network"], false]);
  t.mock.restoreAll();
  const { calls: again } = await press(t, [RECEIPT], { host });
  assert.equal(again[0].key, calls[0].key);
  assert.equal(localStorage.length ?? 0, 0);
});

test("a browser that forbids its storage still sends", async (t) => {
  Object.defineProperty(globalThis, "localStorage", {
    get: () => {
      throw new DOMException("forbidden", "SecurityError");
    },
    configurable: true,
  });
  assert.equal((await press(t, [])).host.says(), "failed");
  t.mock.restoreAll();
  assert.deepEqual((await press(t, [RECEIPT])).host.events, ["submitted"]);
});

test("a response with a file is not kept: it goes as a whole, or not at all", async (t) => {
  const entries = [
    ["mood", "good"],
    ["papers", new File(["x"], "scan.png")],
  ];
  const { host, calls } = await press(t, [{ status: 503 }], { entries });
  assert.equal(calls[0].body, "[object FormData]");
  assert.deepEqual([host.says(), Object.keys(localStorage)], ["failed", []]);
});

test("an empty file input does not make it a document", async (t) => {
  const entries = [
    ["mood", "good"],
    ["papers", new File([], "")],
  ];
  const { calls } = await press(t, [RECEIPT], { entries });
  assert.equal(calls[0].body, `mood=good&pv-page=%2Fcantine&pv-key=${calls[0].key}`);
});

test("texts are what a file is not", () => {
  const data = new FormData({ entries: [["a", "é &"], ["f", new File(["x"], "x")], ["a", "2"]] });
  assert.equal(`${encode(data)}`, "a=%C3%A9+%26&a=2");
});
