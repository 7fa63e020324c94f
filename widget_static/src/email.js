/** An e-mail address and its consent: loaded only by surveys that ask for one. */

/**
 * @param {View} _
 * @param {Question} question
 * @param {HTMLElement} place
 * @param {typeof import("./dom.js").h} h
 */
export const ask = (_, { key, consent }, place, h) => {
  const path = key + ":consent";
  place.append(
    h("input.input", {
      ...identity(key),
      name: key + ":address",
      type: "email",
      autocomplete: "email",
    }),
    h(
      "div",
      { id: path },
      h(
        "label.choice",
        {},
        h("input", { ...identity(path), name: path, type: "checkbox" }),
        h("span", {}, consent),
      ),
      h("p.error", { id: path + "-e" }),
    ),
  );
};

/**
 * How mistakes find a control, and how it is told them.
 * @param {string} path
 */
const identity = (path) => ({
  id: path + "-i",
  "aria-describedby": `${path}-h ${path}-e`,
});
