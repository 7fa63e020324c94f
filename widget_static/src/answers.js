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
  for (const question of questions) {
    const other = question.key + ":other";
    answers[question.key] = readOne(question, data);
    answers[other] = text(data, other);
  }
  return answers;
};

/**
 * @param {Question} question
 * @param {FormData} data
 */
const readOne = ({ key, type, rows, choices }, data) => {
  const value = text(data, key);
  const part = (/** @type {string} */ name) => text(data, `${key}:${name}`);
  if (rows) return Object.fromEntries(rows.map((row) => [row.key, part(row.key)]));
  if (type == "email") return { address: part("address"), consent: data.has(key + ":consent") };
  if (type == "multiple_choice") return data.getAll(key);
  return type == "scale" && !choices && value ? +value : value;
};

/**
 * Findings come back as offsets: what is sent is what the server normalizes to.
 * @param {FormData} data
 * @param {string} name
 */
const text = (data, name) => `${data.get(name) ?? ""}`.trim().normalize();

/**
 * Counted in code points, as the server does.
 * @param {string} text
 */
export const length = (text) => [...text].length;
