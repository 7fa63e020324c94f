/** A kiosk that is left alone is ready for the next person. */

const IDLE_MILLISECONDS = 90_000;
const DONE_MILLISECONDS = 30_000; // long enough to note a receipt

const style = new CSSStyleSheet();
style.replaceSync(
  ".pv-root{position:fixed;inset:0;max-width:none;border:0;border-radius:0;overflow:auto;font-size:1.5em}",
);

/**
 * @param {Host} host
 * @param {On} on
 */
export const attend = (host, on) => {
  let timer = 0;
  const language = host.getAttribute("language");
  const begin = () => {
    host.reset();
    if (language) host.setAttribute("language", language);
    else host.removeAttribute("language");
  };
  const rest = (milliseconds = IDLE_MILLISECONDS) => {
    clearTimeout(timer);
    timer = window.setTimeout(begin, milliseconds);
  };
  if (!host.matches("[mode=kiosk]")) return;
  host.shadowRoot.adoptedStyleSheets.push(style);
  host.shadowRoot.addEventListener("formdata", (/** @type {FormDataEvent} */ { formData }) =>
    formData.set("pv-channel", "kiosk"),
  );
  for (const type of ["focusin", "input", "click"]) on(type, () => rest());
  for (const type of ["submitted", "queued"])
    host.addEventListener(type, () => rest(DONE_MILLISECONDS));
};
