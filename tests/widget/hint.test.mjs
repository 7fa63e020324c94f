import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import test from "node:test";

import { typesIn } from "../../widget_static/src/personal.js";

const { found, clean } = JSON.parse(readFileSync(new URL("../vectors/text_findings.json", import.meta.url)));
const TYPES = ["birth_date", "credit_card", "email", "fiscal_number", "iban", "nir", "phone", "plate"];

/** What only the server finds: numbers in words or cut short, and what a word alone announces. */
const SERVER_ONLY = [
  "mon num de secu cest 18505780060843 depuis 10 ans",
  "J'ai payé avec la carte 4970 1012 3456 7892.",
  "numéro de télédéclarant : 1234567",
  "Référence de l'avis : 23 75 A1234567 89",
  "zéro six trente-neuf quatre-vingt-dix-huit douze trente-quatre c'est mon portable",
  "cvv 123",
  "mon numéro de téléphone a changé : zero six trente neuf quatre vingt dix huit douze trente quatre",
];

const expected = ({ findings }) =>
  TYPES.filter((type) => findings.some((finding) => finding.type === type)).join();
const said = (find, text) => find(text).sort().join();
const differences = (find) =>
  found.filter((vector) => said(find, vector.text) !== expected(vector)).map(({ text }) => text);

test("the hint names the types that the server finds, but for seven texts", () => {
  assert.deepEqual(differences(typesIn), SERVER_ONLY);
  assert.equal(found.filter(expected).length, 109);
});

test("the hint leaves every clean text alone", () => {
  assert.deepEqual(clean.filter(({ text }) => typesIn(text).length), []);
});

test("control: what knows no check digit, and no word around, is caught by the vectors", () => {
  const naive = (text) => (/\d(?:[ .-]?\d){8,}/.test(text) ? ["phone"] : []);
  assert.ok(differences(naive).length > SERVER_ONLY.length);
  assert.ok(clean.some(({ text }) => naive(text).length));
});

test("a wrong check digit is no tax number, no bank card, no foreign account", () => {
  assert.deepEqual(typesIn("30 23 217 600 053"), ["fiscal_number"]);
  assert.deepEqual(typesIn("30 23 217 600 054"), []);
  assert.deepEqual(typesIn("4111 1111 1111 1111"), ["credit_card"]);
  assert.deepEqual(typesIn("4111 1111 1111 1112"), []);
  assert.deepEqual(typesIn("BE68 5390 0754 7034"), ["iban"]);
  assert.deepEqual(typesIn("BE68 5390 0754 7035"), []);
});

test("a social security number is read with its key, in Corsica too", () => {
  assert.deepEqual(typesIn("2 69 05 49 588 157 80"), ["nir"]);
  assert.deepEqual(typesIn("1 85 07 2A 004 123 61"), ["nir"]);
  assert.deepEqual(typesIn("1 85 57 2A 004 123 62"), []); // no month of the year: its key must speak
});

const HOSTILE = [
  ...["a", "0", "1 ", "06 ", "O", "12 ", "1.", "1,", "+1", "+33 6 ", "00", "1-", "2A", "@", "a@", "a@a."],
  ...["a.a", "a at ", " arobase ", "a point ", "x(at)", "1 85 05 78 ", "FR76 ", "FR761234 ", "FR", "ab12 "],
  ...["AB-123-", "tel ", "tel 06 ", "fiscal ", "compte ", "né le ", "naissance ", "naissance 1/1/", "né"],
  ...["plaque ", "http://", "\u200b", "e\u0301", "\n", " ", "-", "4111 "],
];
const SIZE = 6_000;

const milliseconds = (find, text) => {
  const begin = performance.now();
  find(text);
  return performance.now() - begin;
};

/** How much longer four times the text takes; 0 when it is too quick to tell. */
const growth = (find, unit) => {
  const short = unit.repeat(SIZE / unit.length);
  const long = short.repeat(4);
  let [first, last] = [Infinity, Infinity];
  for (let run = 0; run < 25; run++) {
    first = Math.min(first, milliseconds(find, short));
    last = Math.min(last, milliseconds(find, long));
    if (last < 8 || last < 8 * first) return 0;
  }
  return last / first;
};

test("time grows with the length of a text, not with its square", () => {
  assert.deepEqual(HOSTILE.filter((unit) => growth(typesIn, unit)), []);
});

test("control: a pattern that starts again at every word is seen as such", () => {
  const quadratic = (text) => [...text.matchAll(/(?:a )*b/g)];
  assert.ok(growth(quadratic, "a ") > 8);
});
