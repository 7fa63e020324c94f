import assert from "node:assert/strict";
import test from "node:test";

import { pdf } from "../../widget_static/src/writer.js";

/** Any bytes do: the writer does not look into them. The last holds what could mislead a reader. */
const PICTURES = [
  [new Blob([new Uint8Array([255, 216, 0, 10, 13, 255, 217])]), 1000, 500],
  [new Blob(["endstream endobj 9 0 obj xref"]), 3, 7],
];

const written = async (pictures) => Buffer.from(await new Blob(pdf(pictures)).arrayBuffer());

/** What each entry of the table points at, as ISO 32000-1 (7.5.4) has it: twenty bytes an entry. */
const pointed = (bytes) => {
  const text = bytes.toString("latin1");
  const start = Number(/startxref\n(\d+)\n%%EOF$/.exec(text)[1]);
  const [, count] = /^xref\n0 (\d+)\n/.exec(text.slice(start));
  const rows = text.slice(start + `xref\n0 ${count}\n`.length).match(/^(?:\d{10} \d{5} [fn] \n)+/)[0];
  assert.equal(rows.length, 20 * Number(count));
  const places = rows.match(/.{20}/gs).slice(1).map((row) => Number(row.slice(0, 10)));
  return places.map((place) => text.slice(place, place + 12));
};

test("each entry of the table points at its object", async () => {
  const found = pointed(await written(PICTURES));
  assert.equal(found.length, 2 + 3 * PICTURES.length);
  found.forEach((text, index) => assert.ok(text.startsWith(`${index + 1} 0 obj<<`), text));
});

test("control: one byte more before the table, and it points beside", async () => {
  const bytes = (await written(PICTURES)).toString("latin1").replace("%PDF-1.4", "%PDF-1.44");
  const moved = bytes.replace(/startxref\n(\d+)/, (_, start) => `startxref\n${Number(start) + 1}`);
  const found = pointed(Buffer.from(moved, "latin1"));
  assert.ok(found.every((text, index) => !text.startsWith(`${index + 1} 0 obj<<`)));
});

test("each stream is as long as it says, and a picture stands in it as it was", async () => {
  const text = (await written(PICTURES)).toString("latin1");
  for (const [picture] of PICTURES) {
    const content = Buffer.from(await picture.arrayBuffer()).toString("latin1");
    assert.ok(text.includes(`/Length ${picture.size}>>stream\n${content}\nendstream`));
  }
});

test("a page is as large as its picture at 150 dpi", async () => {
  const text = (await written(PICTURES)).toString("latin1");
  assert.deepEqual(text.match(/MediaBox\[[^\]]*\]/g), ["MediaBox[480 0 0 240]", "MediaBox[1.44 0 0 3.36]"]);
});

test("nothing says who, when or with what", async () => {
  const text = (await written(PICTURES)).toString("latin1");
  assert.doesNotMatch(text, /Info|Producer|Creat|Author|Title|Metadata|Date|\/ID/);
});
