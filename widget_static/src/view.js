/** The survey on the page: built for an answer of the server, then kept in step with the answers. */

import { build, emit, h } from "./dom.js";
import { assist } from "./later.js";
import { focusIn, forgive, questionOf, tell } from "./mistakes.js";
import { panelOf, show } from "./modes.js";
import { flush, waiting } from "./outbox.js";
import { exclude, fill, follow } from "./places.js";
import { encode, freeze, send } from "./sending.js";

/**
 * @param {Host} host
 * @param {Answer} answer
 * @param {any} [before] the form that was there, whose answers stay: in another language
 */
export const mount = (host, answer, before) => {
  const { form, language, dir } = answer;
  host.$answer = answer;
  host.$form = build(form);
  host.$root ??= h("div", { class: "pv-root", ...handlers(host), ...(FULL && panelOf(host)) });
  host.$root.replaceChildren(host.$form);
  host.$root.lang = language;
  host.dir = dir;
  if (FULL) {
    restore(host, before);
    show(host);
  } else {
    follow(host);
    host.shadowRoot.replaceChildren(host.$root);
    emit(host, "shown");
  }
};

/**
 * What was typed in another language, given by the page, or not sent yet.
 * @param {Host} host
 * @param {any} before
 */
const restore = (host, before) => {
  if (before) host.$carry?.(before);
  fill(host, before ? encode(new FormData(before)) : host.getAttribute("prefill"));
  const [key, , body] = waiting(host).find(([, url]) => url == host.$url) ?? [];
  if (key && !before && !host.matches("[mode=kiosk]")) {
    host.$key = key;
    fill(host, body);
    freeze(host, true);
    tell(host, "queued");
  }
  flush(host);
};

/** @param {Host} host */
const handlers = (host) => ({
  onsubmit: (/** @type {any} */ event) => {
    event.preventDefault();
    send(host, event.submitter);
  },
  oninput: (/** @type {any} */ { target }) => {
    host.$key = "";
    forgive(host, target.name);
    if (FULL) exclude(host.$form, target);
    follow(host);
    if (FULL) assist(host); // a file that is dropped comes without the focus
  },
  onchange: (/** @type {any} */ { target: { name, value } }) =>
    FULL && name == "pv-language"
      ? host.setAttribute("language", value)
      : emit(host, "answered", { question: questionOf(name) }),
  onclick: (/** @type {any} */ { target }) => {
    const place = target.closest("button")?.dataset.to;
    if (place) focusIn(host, place);
  },
});
