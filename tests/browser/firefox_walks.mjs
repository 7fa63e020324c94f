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
    ground: await visitor.style(".pv-button", "backgroundColor"),
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

/** Picks a picture, lets the widget do with it what it does, and sends it. */
export const attach = async (visitor, { picture }) => {
  await visitor.open();
  await visitor.pick("mood", "good");
  await visitor.pick("channels", "none");
  await visitor.pick("place", "desk");
  const input = await visitor.page.waitForSelector("porte-voix >>> input[type=file]");
  await input.uploadFile(picture);
  await visitor.see("[id=papers]", "scan");
  await visitor.send();
  return { receipt: await visitor.receipt() };
};
