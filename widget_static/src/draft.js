/** What was typed is there again when the page is: in this tab alone, until it is sent. */

import { read, write } from "./store.js";

/**
 * @param {Host} host
 * @param {On} on
 * @param {(host: Host, query: string) => void} fill
 */
export const keepDraft = (host, on, fill) => {
  const name = `porte-voix-draft ${host.$answer?.survey}`;
  const draft = read(host, name)[0]?.[1];
  if (draft && host.$form && !host.$key) fill(host, draft);
  const keep = () => {
    const typed = [...new FormData(host.$form)].filter(([, value]) => typeof value == "string");
    write(host, name, new URLSearchParams(/** @type {any} */ (typed)));
  };
  on("input", keep);
  if (host.$key === "") keep(); // what began it was typed before this came
  host.$forget = () => write(host, name);
};
