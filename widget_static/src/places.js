/**
 * What is asked, given the answers so far. The server compiles the survey's conditions into
 * `data-if` on each place; the same cases are read by Python and by this file's tests
 * (`tests/vectors/places.json`).
 */

/**
 * @param {FormData} data
 * @param {string} name of a control
 * @returns {string[]} what it holds; a file stands for its name
 */
export const values = (data, name) =>
  data
    .getAll(name)
    .map((value) => (/** @type {any} */ (value).name ?? value).trim())
    .filter(Boolean);

/**
 * @param {Condition} condition
 * @param {FormData} data
 * @returns {boolean}
 */
const holds = ({ all, any, not, name = "", greater, in: among }, data) =>
  all
    ? all.every((each) => holds(each, data))
    : any
      ? any.some((each) => holds(each, data))
      : not
        ? !holds(not, data)
        : values(data, name).some((value) =>
            greater != null ? +value > greater : !among || among.includes(value),
          );

/**
 * Shows what is asked now and hides the rest, which keeps what was typed, in case it comes back.
 * One pass is enough: a condition refers to earlier places only, and what is hidden counts as
 * unanswered.
 * @param {Pick<Host, "$form" | "$steps">} around
 * @param {HTMLElement | null} [button] that was pressed, which may say something itself
 * @returns {FormData} what counts
 */
export const follow = ({ $form, $steps }, button) => {
  const data = new FormData($form, button);
  for (const place of all($form, "[data-place]")) {
    const condition = place.dataset.if;
    place.hidden = condition && !holds(JSON.parse(condition), data);
    if (place.hidden) for (const { name } of all(place, "[name]")) data.delete(name);
  }
  if (FULL) $steps?.$update();
  return data;
};

/**
 * @param {ParentNode} place
 * @param {string} selector
 * @returns {any[]}
 */
export const all = (place, selector) => [...place.querySelectorAll(selector)];

/**
 * An exclusive choice unticks the others, and they untick it.
 * @param {any} form
 * @param {any} box
 */
export const exclude = (form, box) => {
  for (const other of form.elements) {
    const isExclusive = (box.dataset.exclusive ?? other.dataset.exclusive) != null;
    if (other.name == box.name && other != box && box.checked && isExclusive) other.checked = false;
  }
};

/**
 * Puts answers into the form's controls, and shows what they open; what is the form's own (`pv-…`)
 * stays.
 * @param {Pick<Host, "$form" | "$steps">} host
 * @param {any} query
 */
export const fill = (host, query) => {
  for (const [name, value] of new URLSearchParams(query)) {
    for (const control of host.$form.elements) {
      if (control.name != name || /pv-/.test(name)) continue;
      if (/^(ra|ch)/.test(control.type)) control.checked ||= control.value == value;
      else control.value = value;
    }
  }
  follow(host);
};
