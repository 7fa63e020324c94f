/** What could not be sent yet: kept, and sent under its first key until the server has said. */

import { isForLater, post } from "./request.js";
import { settle } from "./sending.js";
import { read, write } from "./store.js";
import { hosts } from "./watch.js";

const BOX = "porte-voix-outbox ";

let tries = 0;
let isBusy = false;
/** @type {any} */
let timer;

/**
 * @param {Host} host
 * @param {any} key
 * @param {string | false} [entry] the address and the body; nothing forgets it
 */
export const put = (host, key, entry) => write(host, BOX + key, entry);

/**
 * @param {Host} host
 * @returns {string[][]} the key, the address and the body of each that waits
 */
export const waiting = (host) =>
  read(host, BOX).map(([name, entry]) => [name.slice(BOX.length), ...entry.split(" ")]);

/**
 * Comes back later and later, never all at once, and not before the server asks for it.
 * @param {Host} host
 * @param {any} wait seconds
 */
export const retry = (host, wait) => {
  clearTimeout(timer);
  timer = setTimeout(flush, 1000 * Math.max(+wait || 1, Math.random() * 2 ** Math.min(++tries, 12)), host);
};

/**
 * Sends what waits, one after the other. What the server refuses stays until its respondent is
 * there to be told.
 * @param {Host} host
 */
export const flush = async (host) => {
  if (isBusy) return;
  isBusy = true;
  for (const [key, url, body] of waiting(host)) {
    const outcome = await post(url, key, new URLSearchParams(body), body.length < 6e4);
    if (isForLater(outcome)) {
      retry(host, outcome.wait);
      break;
    }
    tries = 0;
    const sender = [...hosts].find(({ $key }) => $key == key);
    if (sender) settle(sender, outcome);
    else if (outcome.receipt) put(host, key);
  }
  isBusy = false;
};
