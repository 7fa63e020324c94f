/** One request at a time, as private as can be. */

/**
 * A random UUID. Browsers name blob URLs with one, also on plain HTTP, where `crypto.randomUUID`
 * does not exist.
 */
export const uuid = () => URL.createObjectURL(new Blob()).slice(-36);

/**
 * No cookie, no referrer.
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Outcome>} the JSON that came back; `status` is 0 when nothing came
 */
export const reach = async (url, options) => {
  /** @type {Outcome} */
  const outcome = { status: 0, code: "network" };
  try {
    const response = await fetch(url, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      ...options,
    });
    outcome.status = response.status;
    outcome.wait = response.headers.get("Retry-After");
    Object.assign(outcome, await response.json());
  } catch {}
  return outcome;
};

/**
 * Sends a form; the same key makes a repetition harmless.
 * @param {string} url
 * @param {string} key
 * @param {FormData | URLSearchParams} body
 * @param {boolean} [keepalive] goes on though the page ends: for 64 kB at most
 */
export const post = (url, key, body, keepalive) => {
  body.set("pv-key", key); // a header would cost a preflight
  return reach(url, {
    method: "POST",
    body,
    keepalive,
    signal: AbortSignal.timeout(90_000),
  });
};

/**
 * Nothing came, or "not now": it may be sent again as it is.
 * @param {Outcome} outcome
 */
export const isForLater = ({ status, receipt }) => !receipt && !/^4(?!29)/.test(`${status}`);
