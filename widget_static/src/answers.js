/** From what the form holds to what the backend takes. */

/**
 * Controls are named `question`, `question:other`, `question:row` in a matrix, `question:address`
 * and `question:consent` for an e-mail address, as on the hosted page.
 * @param {Question[]} questions
 * @param {FormData} data
 * @returns {Answers} of every question, asked or not; documents apart
 */
export const read = (questions, data) => {
  /** @type {Answers} */
  const answers = {};
  // Findings come back as offsets: what is sent is what the server normalizes to.
  const text = (/** @type {string} */ name) => `${data.get(name) ?? ""}`.trim().normalize();
  for (const { key, type, rows, min, consent } of questions) {
    const part = (/** @type {string} */ name) => text(`${key}:${name}`);
    const value = text(key);
    answers[key + ":other"] = part("other");
    answers[key] = rows
      ? Object.fromEntries(rows.map((row) => [row.key, part(row.key)]))
      : consent
        ? { address: part("address"), consent: data.has(key + ":consent") }
        : type == "multiple_choice"
          ? data.getAll(key)
          : min != null && value
            ? +value
            : value;
  }
  return answers;
};
