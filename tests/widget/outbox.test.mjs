import assert from "node:assert/strict";
import test from "node:test";

import { begin, hostOf, network, RECEIPT, surveyOf } from "./browser.mjs";

const { put, waiting } = await import("../../widget_static/src/outbox.js");
const { hosts } = await import("../../widget_static/src/watch.js");

const URL_ = "https://avis.example/v1/s/satisfaction/r?site=k";
const REFUSED = { status: 422, code: "no", panel: ["div", {}, "Non."] };

let copies = 0;
/** The outbox of another page: it has tried nothing yet. */
const fresh = () => import(`../../widget_static/src/outbox.js?${++copies}`);

/** Notes how long it is waited, in milliseconds; nothing ever ends the wait. */
const clock = (t, random) => {
  const waits = [];
  t.mock.method(Math, "random", () => random);
  t.mock.method(globalThis, "setTimeout", (_, wait) => waits.push(wait));
  return waits;
};

test.beforeEach(() => {
  begin();
  hosts.clear();
});

test("what is put is there until it is forgotten, and what is another's is left alone", () => {
  const host = hostOf();
  localStorage.setItem("theme", "dark");
  put(host, "k1", `${URL_} a=1&b=2`);
  put(host, "k2", `${URL_} a=2`);
  assert.deepEqual(waiting(host), [
    ["k1", URL_, "a=1&b=2"],
    ["k2", URL_, "a=2"],
  ]);
  put(host, "k1");
  assert.deepEqual(waiting(host), [["k2", URL_, "a=2"]]);
  assert.deepEqual(Object.keys(localStorage), ["theme", "porte-voix-outbox k2"]);
});

test("it is kept where the page says, or not at all", () => {
  assert.ok(put(hostOf({ storage: "session" }), "k", `${URL_} a=1`));
  assert.deepEqual(Object.keys(sessionStorage), ["porte-voix-outbox k"]);
  assert.ok(!put(hostOf({ storage: "none" }), "k", `${URL_} a=1`));
  assert.deepEqual(Object.keys(localStorage), []);
});

test("a storage that is full keeps nothing, and says so", (t) => {
  t.mock.method(Object.getPrototypeOf(localStorage), "setItem", () => {
    throw new DOMException("full", "QuotaExceededError");
  });
  assert.ok(!put(hostOf(), "k", `${URL_} a=1`));
});

test("the wait doubles, up to about an hour", async (t) => {
  const waits = clock(t, 0.5);
  const { retry } = await fresh();
  for (let tries = 0; tries < 20; tries++) retry(hostOf());
  assert.deepEqual(waits.slice(0, 6), [1000, 2000, 4000, 8000, 16000, 32000]);
  assert.deepEqual(new Set(waits.slice(11)), new Set([2048e3]), "half of 2 to the power of 12 seconds");
});

test("nobody comes back at once, nor all together", async (t) => {
  const { retry } = await fresh();
  const shortest = clock(t, 0);
  for (let tries = 0; tries < 20; tries++) retry(hostOf());
  assert.deepEqual(new Set(shortest), new Set([1000]));
  t.mock.restoreAll();
  const longest = clock(t, 0.999);
  retry(hostOf());
  assert.ok(longest[0] > 4e6 && longest[0] < 4.1e6);
});

test("the server is not asked before it said", async (t) => {
  const waits = clock(t, 0);
  const { retry } = await fresh();
  for (const wait of ["120", "0", "", null, undefined, "Wed, 25 Nov 2026 08:00:00 GMT"]) retry(hostOf(), wait);
  assert.deepEqual(waits, [120_000, 1000, 1000, 1000, 1000, 1000]);
});

test("what waits is sent under its first key, one after the other, and forgotten", async (t) => {
  const { flush } = await fresh();
  const host = hostOf();
  put(host, "k1", `${URL_} a=1`);
  put(host, "k2", `${URL_} a=2`);
  const calls = network(t, RECEIPT, RECEIPT);
  await flush(host);
  assert.deepEqual(
    calls.map(({ key, url, body }) => [key, url, body]),
    [
      ["k1", URL_, "a=1&pv-key=k1"],
      ["k2", URL_, "a=2&pv-key=k2"],
    ],
  );
  assert.deepEqual(waiting(host), []);
});

test("two flushes at once send once", async (t) => {
  const { flush } = await fresh();
  const host = hostOf();
  put(host, "k", `${URL_} a=1`);
  const calls = network(t, RECEIPT, RECEIPT);
  await Promise.all([flush(host), flush(host), flush(hostOf())]);
  assert.equal(calls.length, 1);
});

test("control: two pages that know nothing of each other send twice, under one key", async (t) => {
  const host = hostOf();
  put(host, "k", `${URL_} a=1`);
  const calls = network(t, RECEIPT, RECEIPT);
  await Promise.all([await fresh(), await fresh()].map(({ flush }) => flush(host)));
  assert.deepEqual(calls.map(({ key }) => key), ["k", "k"]);
});

test("while the server cannot, the rest is not tried, and everything stays", async (t) => {
  for (const busy of [undefined, { status: 429, headers: { "Retry-After": "90" } }, { status: 504, text: "" }]) {
    begin();
    const { flush } = await fresh();
    const host = hostOf();
    put(host, "k1", `${URL_} a=1`);
    put(host, "k2", `${URL_} a=2`);
    const waits = clock(t, 0);
    const calls = network(t, ...(busy ? [busy] : []));
    await flush(host);
    assert.deepEqual([calls.length, waiting(host).length, waits.length], [1, 2, 1]);
    assert.equal(waits[0], busy?.headers ? 90_000 : 1000);
    t.mock.restoreAll();
  }
});

test("it can be flushed again after it failed", async (t) => {
  const { flush } = await fresh();
  const host = hostOf();
  put(host, "k", `${URL_} a=1`);
  clock(t, 0);
  network(t);
  await flush(host);
  t.mock.restoreAll();
  const calls = network(t, RECEIPT);
  await flush(host);
  assert.deepEqual([calls.length, waiting(host)], [1, []]);
});

test("the form that waits is told: thanked, or what to correct", async (t) => {
  for (const [answer, event] of [
    [RECEIPT, "submitted"],
    [REFUSED, "error no"],
  ]) {
    const { flush } = await fresh();
    const host = surveyOf();
    host.$key = "k";
    hosts.add(host);
    put(host, "k", `${URL_} a=1`);
    network(t, answer);
    await flush(host);
    assert.deepEqual([host.events, waiting(host), !!host.part.inert], [[event], [], false]);
    t.mock.restoreAll();
    hosts.clear();
  }
});

test("what is refused stays while its form is not there, and does not hold up the rest", async (t) => {
  const { flush } = await fresh();
  const host = surveyOf();
  hosts.add(host);
  put(host, "k1", `${URL_} a=1`);
  put(host, "k2", `${URL_} a=2`);
  network(t, REFUSED, RECEIPT);
  await flush(host);
  assert.deepEqual(waiting(host), [["k1", URL_, "a=1"]]);
  assert.deepEqual(host.events, []);
});

test("a long text goes without keepalive, which carries 64 kB at most", async (t) => {
  const { flush } = await fresh();
  const host = hostOf();
  put(host, "k1", `${URL_} a=${"x".repeat(100)}`);
  put(host, "k2", `${URL_} a=${"x".repeat(65_000)}`);
  const calls = network(t, RECEIPT, RECEIPT);
  await flush(host);
  assert.deepEqual(calls.map(({ keepalive }) => keepalive), [true, false]);
});
