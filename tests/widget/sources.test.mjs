import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { read } from "../../widget_static/src/answers.js";
import { placesOf } from "../../widget_static/src/mistakes.js";
import { reach, submit, uuid } from "../../widget_static/src/request.js";

const form = (entries) => {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
};

test("an idempotency key is a random UUID", () => {
  const keys = new Set(Array.from({ length: 100 }, uuid));
  assert.equal(keys.size, 100);
  for (const key of keys) {
    assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("a pointer leads to its place, or to the question around it", () => {
  assert.deepEqual(placesOf("/answers/verbatim"), ["verbatim", "verbatim"]);
  assert.deepEqual(placesOf("/answers/reached/phone"), ["reached:phone", "reached"]);
  assert.deepEqual(placesOf("/answers/tried/1"), ["tried:1", "tried"]);
  assert.deepEqual(placesOf("/answers/tried:other"), ["tried:other", "tried"]);
  assert.deepEqual(placesOf("/answers/papers/0/boxes/1"), ["papers:0/boxes/1", "papers"]);
});

test("each type of question is read in its own shape", () => {
  const questions = [
    { key: "one", type: "single_choice", choices: [{ key: "a" }] },
    { key: "many", type: "multiple_choice", choices: [{ key: "a" }] },
    { key: "zero", type: "scale", min: 0, max: 10 },
    { key: "keyed", type: "scale", choices: [{ key: "good" }] },
    { key: "grid", type: "matrix", rows: [{ key: "x" }, { key: "y" }] },
    { key: "mail", type: "email", consent: "oui" },
    { key: "text", type: "long_text" },
  ];
  const data = form([
    ["one", "other"],
    ["one:other", " précisé "],
    ["many", "a"],
    ["zero", "0"],
    ["keyed", "good"],
    ["grid:x", "yes"],
    ["mail:address", " a@b.fr "],
    ["mail:consent", "on"],
    ["text", " e\u0301crit "],
  ]);
  const answers = read(questions, data);
  assert.equal(answers.one, "other");
  assert.equal(answers["one:other"], "précisé");
  assert.deepEqual(answers.many, ["a"]);
  assert.equal(answers.zero, 0);
  assert.equal(answers.keyed, "good");
  assert.deepEqual(answers.grid, { x: "yes", y: "" });
  assert.deepEqual(answers.mail, { address: "a@b.fr", consent: true });
  assert.equal(answers.text, "\u00e9crit");
});

/** Answers each request with the next of these, and notes the keys and the waits. */
const network = (t, ...responses) => {
  const noted = { keys: [], waits: [] };
  t.mock.method(globalThis, "fetch", async (_, { headers }) => {
    noted.keys.push(headers["Idempotency-Key"]);
    const next = responses.shift();
    if (!next) throw new TypeError("no network");
    return new Response(JSON.stringify(next.body ?? {}), { status: next.status });
  });
  t.mock.method(globalThis, "setTimeout", (done, wait) => {
    noted.waits.push(wait);
    queueMicrotask(done);
  });
  return noted;
};

test("nothing back, 429 and 5xx are tried again with the same key, longer and longer", async (t) => {
  const noted = network(t, { status: 503 }, { status: 429 }, { status: 201, body: { receipt: "R" } });
  const outcome = await submit("http://x/", "key", "{}");
  assert.equal(outcome.receipt, "R");
  assert.deepEqual(noted, { keys: ["key", "key", "key"], waits: [1000, 4000] });
});

test("a refusal is not tried again", async (t) => {
  for (const status of [403, 404, 409, 410, 413, 422]) {
    const noted = network(t, { status, body: { code: "no" } }, { status: 201 });
    assert.equal((await submit("http://x/", "key", "{}")).status, status);
    assert.equal(noted.keys.length, 1);
    mock.restoreAll();
    t.mock.restoreAll();
  }
});

test("after three tries it is the respondent who decides", async (t) => {
  const noted = network(t);
  assert.deepEqual(await submit("http://x/", "key", "{}"), { code: "network", status: 0 });
  assert.equal(noted.keys.length, 3);
});

test("a receipt that was cut short is asked for again", async (t) => {
  const noted = network(t, { status: 201, body: {} }, { status: 200, body: { receipt: "R" } });
  assert.equal((await submit("http://x/", "key", "{}")).receipt, "R");
  assert.equal(noted.keys.length, 2);
});

test("an error page that is not JSON keeps its status", async (t) => {
  t.mock.method(globalThis, "fetch", async () => new Response("<h1>413</h1>", { status: 413 }));
  assert.deepEqual(await reach("http://x/"), { code: "network", status: 413 });
});

test("requests carry neither cookie nor referrer", async (t) => {
  const fetched = t.mock.method(globalThis, "fetch", async () => new Response("{}"));
  await reach("http://x/", { method: "POST" });
  const [, options] = fetched.mock.calls[0].arguments;
  assert.equal(options.credentials, "omit");
  assert.equal(options.referrerPolicy, "no-referrer");
});
