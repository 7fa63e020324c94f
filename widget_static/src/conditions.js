/**
 * Which questions and matrix rows are asked, given the answers so far.
 * Pure: the same rules as `widget_backend/domain`, held together by `tests/vectors/conditions.json`.
 */

/**
 * Blank texts, lists and objects, and an e-mail answer without its address, count as unanswered.
 * @param {any} answer
 */
export const isEmpty = (answer) => {
  const value = answer?.address ?? answer ?? "";
  return typeof value == "object" ? !Object.keys(value).length : !`${value}`.trim();
};

/**
 * A list answer fits when one of its members does.
 * @param {Condition} condition
 * @param {Answers} answers
 * @returns {boolean}
 */
export const holds = (
  { all, any, not, question = "", answered, greater, equals, in: among = [equals] },
  answers,
) => {
  const value = answers[question];
  if (all) return all.every((each) => holds(each, answers));
  if (any) return any.some((each) => holds(each, answers));
  if (not) return !holds(not, answers);
  if (greater != null) return value > greater;
  if (answered != null) return answered != isEmpty(value);
  return [value ?? []].flat().some((each) => among.includes(each));
};

/**
 * Of the rows that a matrix may have, those that another answer calls for.
 * @param {Question} question
 * @param {Answers} answers
 */
const askedRows = ({ rows = [], rows_from: from }, answers) => {
  const keys = rows.map(({ key }) => key);
  if (!from) return keys;
  const source = answers[from.question] ?? [];
  return keys.filter((key) => (from.value ? source[key] == from.value : source.includes(key)));
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
  for (const question of questions) {
    const { key, rows, show_if } = question;
    const isAsked = !show_if || holds(show_if, asked.answers);
    if (rows) asked.rows[key] = isAsked ? askedRows(question, asked.answers) : [];
    if (isAsked && asked.rows[key]?.length != 0) {
      asked.shown.push(key);
      keep(question, given, asked);
    }
  }
  return asked;
};

/**
 * @param {Question} question
 * @param {Answers} given
 * @param {Asked} asked
 */
const keep = ({ key, choices }, given, { rows, answers }) => {
  const all = given[key];
  const entries = rows[key]?.map((row) => [row, all?.[row]]).filter(([, value]) => !isEmpty(value));
  const value = entries ? Object.fromEntries(entries) : all;
  if (isEmpty(value)) return;
  answers[key] = value;
  const other = key + ":other";
  const isOther = choices?.some((each) => each.other && [value].flat().includes(each.key));
  if (isOther && !isEmpty(given[other])) answers[other] = given[other];
};
