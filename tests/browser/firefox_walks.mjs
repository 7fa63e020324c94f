/** What is walked through in Firefox: each takes a visitor, and gives what was seen. */

/** The survey is drawn: its title, its questions, the page's own fallback gone. */
export const look = async (visitor, { width = 1280 }) => {
  await visitor.page.setViewport({ width, height: 900 });
  await visitor.open();
  const title = await visitor.see(".pv-title");
  return {
    title: await title.evaluate((node) => node.textContent),
    questions: await visitor.page.evaluate(
      () =>
        [...document.querySelector("porte-voix").shadowRoot.querySelectorAll(".pv-question")].filter(
          (node) => node.checkVisibility(),
        ).length,
    ),
    fallback: await visitor.page.evaluate(() =>
      document.querySelector("porte-voix a").checkVisibility(),
    ),
    font: await visitor.style(".pv-form", "fontFamily"),
    ground: await visitor.style(".pv-button:not(.pv-quiet)", "backgroundColor"),
    direction: await visitor.style(".pv-form", "direction"),
    refusesMarkup: await visitor.page.evaluate(() => {
      try {
        document.body.append(document.createElement("p"));
        document.body.lastChild.innerHTML = "<b>";
        return false;
      } catch {
        return true;
      }
    }),
  };
};

/** The reference questionnaire, without a pointer. */
export const type = async (visitor) => {
  await visitor.open();
  const { keyboard } = visitor.page;
  await visitor.reach("satisfaction|");
  await keyboard.press("ArrowRight");
  await visitor.reach("contact_tried|phone");
  await keyboard.press(" ");
  await visitor.reach("contact_reached:phone|");
  await keyboard.press(" ");
  await visitor.reach("verbatim|");
  await keyboard.type("Simple et clair.");
  await visitor.reach("Envoyer");
  await keyboard.press("Enter");
  return { receipt: await visitor.receipt(), focused: await visitor.focused() };
};

/** Sends too early, is told what is missing, answers with the pointer, is thanked. */
export const answer = async (visitor) => {
  await visitor.open();
  await visitor.send();
  await visitor.see(".pv-notice li, .pv-notice button");
  const focused = await visitor.focused();
  await visitor.pick("satisfaction", "good");
  await visitor.send();
  return { focused, receipt: await visitor.receipt() };
};

/** Picks a picture, hides its middle with the pointer, and sends it. */
export const attach = async (visitor, { picture, hides = true }) => {
  await visitor.open();
  await visitor.pick("mood", "good");
  await visitor.pick("channels", "none");
  await visitor.pick("place", "desk");
  const input = await visitor.page.waitForSelector("porte-voix >>> input[type=file]");
  await input.uploadFile(picture);
  const canvas = await visitor.see("canvas");
  if (hides) await draw(visitor, canvas);
  await visitor.press("#papers button", "Terminer");
  await visitor.see("#papers", "document.pdf");
  await visitor.send();
  return { receipt: await visitor.receipt() };
};

/** A rectangle around the middle of a page. */
const draw = async ({ page: { mouse } }, canvas) => {
  await canvas.scrollIntoView();
  const { x, y, width, height } = await canvas.boundingBox();
  await mouse.move(x + width * 0.3, y + height * 0.3);
  await mouse.down();
  await mouse.move(x + width * 0.7, y + height * 0.7, { steps: 4 });
  await mouse.up();
};

/** Opens what is behind a button, closes it with a key, and opens it again to answer. */
export const launch = async (visitor) => {
  await visitor.open(".pv-launcher");
  const isDrawn = () =>
    visitor.page.evaluate(() =>
      document.querySelector("porte-voix").shadowRoot.querySelector(".pv-form").checkVisibility(),
    );
  const before = await isDrawn();
  await visitor.press(".pv-launcher");
  await visitor.see(".pv-form");
  const focused = await visitor.page.evaluate(() => document.activeElement.localName);
  await visitor.reach("satisfaction|");
  await visitor.page.keyboard.press("Escape");
  const after = await isDrawn();
  await visitor.press(".pv-launcher");
  await visitor.pick("satisfaction", "good");
  await visitor.send();
  return { before, focused, after, receipt: await visitor.receipt() };
};
