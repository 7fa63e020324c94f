/** Where this script came from. Taken when it runs: later, it is no longer the current one. */

const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);

/** The folder of the built files, with its last slash. */
export const FILES = `${script?.src}`.replace(/[^/]*$/, "");

/** The backend that serves `/w/…` and `/w/<version>/…`; the attribute `backend` overrides it. */
export const BACKEND = FILES.replace(/\/w\/.*/, "");
