import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import "./browser.mjs";

const { exclude, fill, follow, values } = await import("../../widget_static/src/places.js");

const vectors = JSON.parse(readFileSync(new URL("../vectors/places.json", import.meta.url)));

/** The form of a case: its places in order, the data of its controls, and the rules of `ruleOf`. */
const formOf = ({ places, form }, ruleOf = (place) => place.if) => {
  const nodes = places.map((place) => ({
    hidden: true,
    dataset: { place: place.place, ...(place.if && { if: JSON.stringify(ruleOf(place)) }) },
    querySelectorAll: () => place.names.map((name) => ({ name })),
  }));
  return { entries: form, nodes, querySelectorAll: () => nodes };
};

const followed = (vector, ruleOf) => {
  const $form = formOf(vector, ruleOf);
  const kept = [...follow({ $form })];
  const shown = $form.nodes.filter(({ hidden }) => !hidden).map(({ dataset }) => dataset.place);
  return { shown, kept };
};

for (const vector of vectors) {
  test(`the widget asks what the server asks: ${vector.name}`, () => {
    const { shown, kept } = vector;
    assert.deepEqual(followed(vector), { shown, kept });
  });
}

test("control: rules that always hold, or never, are caught by the vectors", () => {
  for (const rule of [{ all: [] }, { any: [] }]) {
    const differs = (vector) => followed(vector, () => rule).shown.join() !== vector.shown.join();
    assert.ok(vectors.filter(differs).length > vectors.length / 2);
  }
});

test("control: an answer that still counts once hidden is caught by the vectors", () => {
  const careless = (vector) => ({ ...vector, places: vector.places.map((place) => ({ ...place, names: [] })) });
  const differs = (vector) => followed(careless(vector)).shown.join() !== vector.shown.join();
  assert.ok(vectors.some(differs));
});

test("steps are told of what is asked now", () => {
  let told = 0;
  follow({ $form: formOf(vectors[0]), $steps: { $update: () => told++ } });
  assert.equal(told, 1);
});

test("a file counts by its name, and a file input without one for nothing", () => {
  const data = new FormData({
    entries: [
      ["papers", new File(["x"], "scan.pdf")],
      ["none", new File([], "")],
      ["text", "  oui "],
      ["blank", " \n"],
    ],
  });
  const held = ["papers", "none", "text", "blank", "absent"].map((name) => values(data, name));
  assert.deepEqual(held, [["scan.pdf"], [], ["oui"], [], []]);
});

const box = (name, value, exclusive = false) => ({
  type: "checkbox",
  name,
  value,
  checked: false,
  dataset: exclusive ? { exclusive: "" } : {},
});

test("an exclusive choice unticks the others of its question, and they untick it", () => {
  const [phone, mail, none, other] = [box("q", "phone"), box("q", "mail"), box("q", "none", true), box("r", "x")];
  const form = { elements: [phone, mail, none, other] };
  const ticked = () => form.elements.filter(({ checked }) => checked).map(({ value }) => value);
  const tick = (one) => {
    one.checked = true;
    exclude(form, one);
    return ticked();
  };
  tick(other);
  tick(phone);
  assert.deepEqual(tick(mail), ["phone", "mail", "x"]);
  assert.deepEqual(tick(none), ["none", "x"]);
  assert.deepEqual(tick(phone), ["phone", "x"]);
  none.checked = false;
  exclude(form, none);
  assert.deepEqual(ticked(), ["phone", "x"], "unticking it unticks nothing else");
});

test("answers are put where they belong, and never into what is the form's own", () => {
  const radio = (value) => ({ type: "radio", name: "one", value, checked: false });
  const elements = [
    radio("a"),
    radio("b"),
    box("many", "x"),
    box("many", "y"),
    box("many", "z"),
    { type: "textarea", name: "text", value: "" },
    { type: "hidden", name: "team", value: "" },
    { type: "hidden", name: "pv-version", value: "3" },
  ];
  const $form = { elements, entries: [], querySelectorAll: () => [] };
  fill({ $form }, "one=b&many=x&many=z&text=%C3%A9t%C3%A9+1&team=nord&pv-version=9&absent=1");
  assert.deepEqual(elements.filter(({ checked }) => checked).map(({ value }) => value), ["b", "x", "z"]);
  assert.deepEqual(elements.slice(5).map(({ value }) => value), ["été 1", "nord", "3"]);
});
