/** What a person sees and does in a page that embeds the widget, in Firefox. */

/** Runs in the page, before its own scripts: notes what the page objects to, and what it hears. */
export const watch = () => {
  window.violations = [];
  window.events = [];
  window.mistakes = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
  );
  window.addEventListener("error", (event) => window.mistakes.push(event.message ?? "error"));
  window.addEventListener("unhandledrejection", (event) => window.mistakes.push(`${event.reason}`));
  for (const name of ["shown", "opened", "answered", "submitted", "queued", "error", "closed"])
    document.addEventListener(name, ({ type, detail }) => window.events.push([type, detail]), true);
};

/** The focused element, inside the widget too: name, value, text. */
const focused = () => {
  let at = document.activeElement;
  while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  const text = at.labels?.[0] ?? at;
  return [at.name ?? "", at.value ?? "", text.textContent.trim()].join("|");
};

export class Visitor {
  constructor(page, address) {
    this.page = page;
    this.address = address;
  }

  /** Loads the page, and waits for the survey unless it opens later. */
  async open(selector = ".pv-form") {
    await this.page.goto(this.address);
    await this.see(selector);
    return this;
  }

  /** Waits for something of the widget that is drawn. */
  async see(selector, text = "") {
    const handle = await this.page.waitForFunction(
      (css, words) =>
        [...(document.querySelector("porte-voix")?.shadowRoot.querySelectorAll(css) ?? [])].find(
          (node) => node.checkVisibility() && node.textContent.includes(words),
        ),
      { polling: 50 },
      selector,
      text,
    );
    return handle.asElement();
  }

  /** Presses with the pointer what holds a text. */
  async press(selector, text) {
    const node = await this.see(selector, text);
    await node.scrollIntoView();
    await node.click();
  }

  /** Picks a choice as a pointer does: on its label, in the group of a question. */
  pick(name, value) {
    return this.press(`label:has([name="${name}"][value="${value}"])`);
  }

  send() {
    return this.press("button.pv-button", "Envoyer");
  }

  async receipt() {
    const code = await this.see(".pv-receipt");
    return code.evaluate((node) => node.textContent);
  }

  /** Presses Tab until the focus is where `focused` holds a text. */
  async reach(text) {
    for (let steps = 1; steps <= 80; steps++) {
      await this.page.keyboard.press("Tab");
      if ((await this.focused()).includes(text)) return steps;
    }
    throw new Error(`The keyboard does not reach ${text}`);
  }

  focused() {
    return this.page.evaluate(focused);
  }

  /** A style of the first node that a selector finds in the widget. */
  style(selector, property) {
    return this.page.evaluate(
      (css, name) =>
        getComputedStyle(document.querySelector("porte-voix").shadowRoot.querySelector(css))[name],
      selector,
      property,
    );
  }

  noted() {
    return this.page.evaluate(() => ({
      violations: window.violations,
      events: window.events,
      mistakes: window.mistakes,
      cookies: document.cookie,
      overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
  }
}
