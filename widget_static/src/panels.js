/** The two moments when the survey speaks back: before keeping personal data, and at the end. */

import { button, emit, h } from "./dom.js";
import { focusIn, notify } from "./mistakes.js";
import { send } from "./sending.js";
import { asked } from "./view.js";

/**
 * Nothing was kept: shows what looks like personal data, and lets the respondent choose.
 * @param {View} view
 * @param {Finding[]} findings
 */
export const askFirst = (view, findings) => {
  const { answers } = asked(view);
  notify(
    view,
    view.$text("found"),
    h("p", {}, view.$text("found_help")),
    h("ul", {}, ...findings.map((finding) => excerpt(finding, answers))),
    button(view.$text("hide"), () => send(view, true), "button"),
    button(view.$text("edit"), () => focusIn(view.$get(findings[0].question))),
  );
};

/**
 * Offsets count code points, not UTF-16 units.
 * @param {Finding} finding
 * @param {Answers} answers
 */
const excerpt = ({ question, start, end }, answers) => {
  const points = [...answers[question]];
  const cut = (/** @type {number} */ from, /** @type {number} */ to) => points.slice(from, to).join("");
  const before = cut(Math.max(0, start - 30), start);
  return h("li", {}, before, h("mark", {}, cut(start, end)), cut(end, end + 30));
};

/**
 * @param {View} view
 * @param {{receipt: string, receipt_page: string, thanks?: string, redacted?: Record<string, string>,
 *   anonymization?: {status: string}}} body
 */
export const thank = (view, { receipt, receipt_page, thanks, redacted = {}, anonymization }) => {
  const title = h("h2.title", { tabindex: -1 }, view.$text("thanks"));
  const texts = Object.values(redacted);
  view.$form.replaceWith(
    h(
      "div.thanks",
      {},
      title,
      h("p", {}, thanks),
      anonymization?.status == "needs_review" && h("p", {}, view.$text("needs_review")),
      texts[0] && h("p", {}, view.$text("redacted")),
      ...texts.map((text) => h("blockquote.kept", {}, text)),
      h("p", {}, view.$text("receipt")),
      ...copyable(view, receipt),
      h("p", {}, h("a.link", { href: receipt_page }, view.$text("follow"))),
    ),
  );
  title.focus();
  emit(view.$host, "submitted");
};

/**
 * @param {View} view
 * @param {string} receipt
 */
const copyable = (view, receipt) => {
  const code = h("code.receipt", {}, receipt);
  const status = h("output");
  const say = () => (status.textContent = view.$text("copied"));
  const copy = () => {
    /** @type {Selection} */ (getSelection()).selectAllChildren(code); // all that plain HTTP allows: the rest is Ctrl+C
    navigator.clipboard?.writeText(receipt).then(say, () => {});
  };
  return [code, button(view.$text("copy"), copy), status];
};
