import assert from "node:assert/strict";
import test from "node:test";

import { network } from "./browser.mjs";

const { isForLater, post, reach, uuid } = await import("../../widget_static/src/request.js");

test("an idempotency key is a random UUID", () => {
  const keys = new Set(Array.from({ length: 100 }, uuid));
  assert.equal(keys.size, 100);
  for (const key of keys) {
    assert.match(key, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
});

test("requests carry neither cookie nor referrer", async (t) => {
  const calls = network(t, {}, {});
  await reach("http://x/");
  await post("http://x/", "key", new URLSearchParams());
  for (const { credentials, referrerPolicy } of calls) {
    assert.deepEqual([credentials, referrerPolicy], ["omit", "no-referrer"]);
  }
});

test("a form is posted as it is, under its key, and given up in the end", async (t) => {
  const [sent] = (await send(t, { status: 201, receipt: "R" })).calls;
  assert.deepEqual([sent.method, sent.body], ["POST", "a=1&pv-key=key"]);
  assert.equal(sent.headers, undefined); // one would cost a preflight
  assert.ok(sent.signal instanceof AbortSignal);
});

test("what comes back is the body beside the status and the wait", async (t) => {
  const busy = { status: 429, headers: { "Retry-After": "7" }, code: "too_many_requests" };
  const { outcome } = await send(t, busy);
  assert.deepEqual(outcome, { status: 429, wait: "7", code: "too_many_requests" });
});

test("an error page that is not JSON keeps its status", async (t) => {
  const { outcome } = await send(t, { status: 413, text: "<h1>413</h1>" });
  assert.deepEqual(outcome, { code: "network", status: 413, wait: null });
});

test("when nothing comes, the status is nought", async (t) => {
  const { outcome } = await send(t);
  assert.deepEqual(outcome, { code: "network", status: 0 });
});

/** Sends once; gives what was asked and what came of it. */
const send = async (t, ...answers) => {
  const calls = network(t, ...answers);
  return { calls, outcome: await post("http://x/", "key", new URLSearchParams("a=1")) };
};

const LATER = [
  [],
  [{ status: 429 }],
  [{ status: 500, text: "<h1>oops</h1>" }],
  [{ status: 502, text: "" }],
  [{ status: 503, code: "unavailable" }],
  [{ status: 504, text: "<h1>Gateway Timeout</h1>" }],
  [{ status: 201, text: '{"receipt": "AB' }],
  [{ status: 200, text: "<h1>Welcome to the hotel</h1>" }],
];
const SETTLED = [
  { status: 201, receipt: "R" },
  { status: 200, receipt: "R" },
  ...[400, 403, 404, 409, 410, 413, 415, 422, 428].map((status) => ({ status, code: "no" })),
];

test("no answer, not now, a broken server and a cut receipt are for later", async (t) => {
  for (const answers of LATER) {
    assert.ok(isForLater((await send(t, ...answers)).outcome), JSON.stringify(answers));
    t.mock.restoreAll();
  }
});

test("control: a receipt and a refusal are not for later", async (t) => {
  for (const answer of SETTLED) {
    assert.ok(!isForLater((await send(t, answer)).outcome), JSON.stringify(answer));
    t.mock.restoreAll();
  }
});
