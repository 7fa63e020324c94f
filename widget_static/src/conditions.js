/**
 * Which questions and matrix rows are asked, given the answers so far.
 * Pure: the same rules as `widget_backend/domain`, held together by `tests/vectors/conditions.json`.
 */

/**
 * A list answer fits when one of its members does. The answers are those that count.
 * @param {Condition} condition
 * @param {Answers} answers
 * @returns {boolean}
 */
const holds = (
  { all, any, not, question, answered, greater, equals, in: among = [equals] },
  answers,
) => {
  const value = answers[/** @type {string} */ (question)];
  if (all) return all.every((each) => holds(each, answers));
  if (any) return any.some((each) => holds(each, answers));
  if (not) return !holds(not, answers);
  if (greater != null) return value > greater;
  if (answered != null) return answered == (value != null);
  return [value ?? []].flat().some((each) => among.includes(each));
};

/**
 * Of the rows that a matrix may have, those that another answer calls for.
 * @param {Question} question
 * @param {Answers} answers
 */
const askedRows = ({ rows = [], rows_from: from }, answers) => {
  const source = from && answers[from.question];
  const isAsked = (/** @type {string} */ key) =>
    !from || (from.value ? source?.[key] == from.value : source?.includes(key));
  return rows.map(({ key }) => key).filter(isAsked);
};

/**
 * One pass is enough: a condition refers to earlier questions only, and a hidden question
 * counts as unanswered.
 * @param {Question[]} questions
 * @param {Answers} given
 * @returns {Asked}
 */
export const prune = (questions, given) => {
  /** @type {Asked} */
  const asked = { shown: [], rows: {}, answers: {} };
  const { shown, answers } = asked;
  for (const question of questions) {
    const { key, rows, show_if, choices } = question;
    const isAsked = !show_if || holds(show_if, answers);
    const own = rows && (asked.rows[key] = isAsked ? askedRows(question, answers) : []);
    if (!isAsked || (own && !own[0])) continue;
    shown.push(key);
    keep(answers, key, own ? ofRows(own, given[key]) : given[key]);
    const isOther = choices?.some((each) => each.other && [answers[key]].flat().includes(each.key));
    if (isOther) keep(answers, key + ":other", given[key + ":other"]);
  }
  return asked;
};

/**
 * @param {string[]} rows
 * @param {Answers} [given]
 */
const ofRows = (rows, given = {}) => {
  const answers = {};
  for (const row of rows) keep(answers, row, given[row]);
  return Object.keys(answers)[0] && answers;
};

/**
 * Blank texts, empty lists, and an e-mail answer without its address count as unanswered.
 * @param {Answers} answers
 * @param {string} key
 * @param {any} value
 */
const keep = (answers, key, value) => {
  if (/\S/.test(value?.address ?? value ?? "")) answers[key] = value;
};
