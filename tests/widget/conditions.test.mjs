import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { prune } from "../../widget_static/src/conditions.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/conditions.json", import.meta.url)));

for (const { name, published, answers, shown, rows, pruned } of vectors) {
  test(`the widget agrees with the server: ${name}`, () => {
    assert.deepEqual(prune(published.questions, answers), { shown, rows, answers: pruned });
  });
}

test("control: a rule that never hides is caught by the vectors", () => {
  const naive = ({ questions }) => questions.map(({ key }) => key);
  assert.ok(vectors.some(({ published, shown }) => naive(published).join() !== shown.join()));
});
