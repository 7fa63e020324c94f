import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { begin, hostOf } from "./browser.mjs";

const { reasons } = await import("../../widget_static/src/targeting.js");
const { noteDisplay, remember } = await import("../../widget_static/src/visit.js");

const { cases } = JSON.parse(readFileSync(new URL("../vectors/targeting.json", import.meta.url)));
const DAY = 864e5;

/** What the filters say on the page of a case, at noon of its day. */
const said = (t, { rules, page }, $answer) => {
  globalThis.location = new URL(page.url);
  t.mock.timers.reset();
  t.mock.timers.enable({ apis: ["Date"], now: new Date(`${page.date}T12:00`) });
  return reasons(hostOf($answer ? {} : rules, { lang: page.language, $answer }));
};

for (const vector of cases) {
  test(`attributes mean what the doctor reads in them: ${vector.name}`, (t) => {
    assert.deepEqual(said(t, vector), vector.reasons);
  });
}

test("the rules of a survey mean the same as attributes", (t) => {
  for (const vector of cases) {
    assert.deepEqual(said(t, vector, { targeting: vector.rules }), vector.reasons, vector.name);
  }
});

test("control: a filter that is left out is caught by the cases", (t) => {
  for (const filter of ["include", "exclude", "page-language", "from", "until"]) {
    const without = ({ rules, page }) => said(t, { rules: { ...rules, [filter]: undefined }, page });
    assert.ok(cases.some((vector) => without(vector).join() !== vector.reasons.join()), filter);
  }
});

test("a day begins and ends where the visitor is", (t) => {
  const { TZ } = process.env;
  t.after(() => TZ == null ? delete process.env.TZ : (process.env.TZ = TZ));
  for (const zone of ["Pacific/Auckland", "America/Los_Angeles"]) {
    process.env.TZ = zone;
    for (const hour of ["00:01", "23:59"]) {
      t.mock.timers.reset();
      t.mock.timers.enable({ apis: ["Date"], now: new Date(`2026-11-22T${hour}`) });
      assert.deepEqual(reasons(hostOf({ from: "2026-11-22", until: "2026-11-22" })), [], `${zone} ${hour}`);
    }
  }
});

test("an attribute wins over the rule of the survey", () => {
  const $answer = { targeting: { include: "/nowhere", sample: 0 } };
  assert.deepEqual(reasons(hostOf({}, { $answer })), ["include", "sample"]);
  assert.deepEqual(reasons(hostOf({ include: "*", sample: "100" }, { $answer })), []);
});

test("a media query speaks of the window", (t) => {
  globalThis.matchMedia = (query) => ({ matches: query == "(width > 40em)" });
  t.after(() => delete globalThis.matchMedia);
  assert.deepEqual(reasons(hostOf({ media: "(width > 40em)" })), []);
  assert.deepEqual(reasons(hostOf({ media: "(width < 10em)" })), ["media"]);
});

test("a sample is drawn once for each visit, in its proportion", () => {
  const draw = (share) => reasons(hostOf({ sample: share })).length === 0;
  const drawn = Array.from({ length: 2000 }, () => draw("20")).filter(Boolean).length;
  assert.ok(drawn > 300 && drawn < 500, `${drawn}`);
  assert.ok(draw("100"));
  assert.ok(!draw("0"));
  const host = hostOf({ sample: "50" });
  const first = reasons(host).join();
  assert.ok(Array.from({ length: 50 }, () => reasons(host).join()).every((again) => again === first));
});

const seen = (isVisible) => ({ $root: { checkVisibility: () => isVisible } });

test("displays are counted once the visitor does something, for each survey", () => {
  begin();
  const host = hostOf({ survey: "satisfaction", "max-displays": "2" }, { $root: { checkVisibility: () => true } });
  const refused = () => reasons(host).join();
  noteDisplay(host);
  noteDisplay(host);
  assert.equal(refused(), "", "one display is noted once");
  host.$isNoted = false;
  noteDisplay(host);
  assert.equal(refused(), "max-displays");
  assert.deepEqual(reasons(hostOf({ survey: "other", "max-displays": "2" })), []);
});

test("what is not seen is not displayed", () => {
  begin();
  for (const own of [{}, seen(false)]) noteDisplay(hostOf({ survey: "satisfaction", "max-displays": "1" }, own));
  assert.deepEqual(Object.keys(localStorage), []);
});

test("a cool-down runs across surveys, in days", (t) => {
  begin();
  t.mock.timers.enable({ apis: ["Date"], now: 50 * DAY });
  remember(hostOf({ survey: "satisfaction", "cool-down": "30" }), "shown");
  const other = hostOf({ survey: "other", "cool-down": "30" });
  assert.deepEqual(reasons(other), ["cool-down"]);
  t.mock.timers.setTime(80 * DAY);
  assert.deepEqual(reasons(other), ["cool-down"]);
  t.mock.timers.setTime(80 * DAY + 1);
  assert.deepEqual(reasons(other), []);
});

test("who answered is not asked again, whatever the survey's rule is written as", () => {
  for (const [attributes, $answer] of [
    [{ once: "" }, {}],
    [{}, { targeting: { once: true } }],
  ]) {
    begin();
    const host = hostOf({ survey: "satisfaction", ...attributes }, { $answer });
    assert.deepEqual(reasons(host), []);
    remember(host, "done");
    assert.deepEqual(reasons(host), ["once"]);
  }
});

test("without a rule that asks for it nothing is remembered", () => {
  begin();
  remember(hostOf({ survey: "satisfaction", include: "*" }), "done");
  assert.deepEqual(Object.keys(localStorage), []);
  remember(hostOf({ survey: "satisfaction", once: "" }), "done");
  assert.equal(Object.keys(localStorage).length, 2, "control: with one, it is");
});

test("who asks for privacy is not remembered, unless the page says otherwise", () => {
  for (const signal of [{ globalPrivacyControl: true }, { doNotTrack: "1" }]) {
    begin(signal);
    remember(hostOf({ survey: "satisfaction", once: "" }), "done");
    assert.deepEqual(Object.keys(localStorage), []);
    const heedless = { survey: "satisfaction", once: "", "privacy-signals": "ignore" };
    remember(hostOf(heedless), "done");
    assert.deepEqual(reasons(hostOf(heedless)), ["once"]);
    assert.deepEqual(reasons(hostOf({ survey: "satisfaction", once: "" })), [], "nor is it read");
  }
  begin();
});

test("memory stays where the page says: in the tab, in the browser, or nowhere", () => {
  for (const [storage, expected] of [
    [undefined, [2, 0]],
    ["local", [2, 0]],
    ["session", [0, 2]],
    ["none", [0, 0]],
  ]) {
    begin();
    remember(hostOf({ survey: "satisfaction", once: "", storage }), "done");
    assert.deepEqual([Object.keys(localStorage).length, Object.keys(sessionStorage).length], expected);
  }
});
