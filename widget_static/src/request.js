/** Sending once, whatever the network does. */

/**
 * A random UUID. Browsers name blob URLs with one, also on plain HTTP, where `crypto.randomUUID`
 * does not exist.
 */
export const uuid = () => URL.createObjectURL(new Blob()).slice(-36);

/**
 * One request, as private as can be: no cookie, no referrer.
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Outcome>} the JSON that came back, and `status`: 0 when nothing came
 */
export const reach = async (url, options) => {
  let status = 0;
  try {
    const response = await fetch(url, {
      credentials: "omit",
      referrerPolicy: "no-referrer",
      ...options,
    });
    status = response.status;
    return { ...(await response.json()), status };
  } catch {
    return { code: "network", status };
  }
};

/**
 * Sends, and twice more with the same key when nothing came back, or "not now".
 * @param {string} url
 * @param {string} key
 * @param {BodyInit} body
 * @param {number} [tries] made before
 * @returns {Promise<Outcome>}
 */
export const submit = async (url, key, body, tries = 0) => {
  const outcome = await reach(url, {
    method: "POST",
    headers: { "Idempotency-Key": key },
    body,
    signal: AbortSignal.timeout(99_000),
  });
  const isRefused = /4(?!29)/.test(`${outcome.status}`);
  if (tries > 1 || isRefused || outcome.receipt) return outcome;
  await new Promise((done) => setTimeout(done, 1000 * 4 ** tries));
  return submit(url, key, body, tries + 1);
};
