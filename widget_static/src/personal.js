/**
 * What looks personal in a text: what has a form that proves itself, or a word that announces it.
 * The server finds more; this only helps while typing. Whatever repeats in a pattern is bounded:
 * the time grows with the length of the text, not with its square.
 */

const GAP = "[\\s.\\-_/*|]{0,3}";
/** So many more digits, however they are grouped; people type the letter O for a zero. */
const more = (/** @type {string | number} */ count) => `(?:${GAP}(?:\\d|o(?![a-np-z]))){${count}}`;
const ALONE = "(?<![\\da-z]|\\d[.,-])";
const END = "(?!\\d|,\\d)";

const PROVIDER = "(?:gmail|orange|free|sfr|laposte|hotmail|outlook|yahoo)";
const AT = " ?@ ?| ?[([{<] ?(?:@|at?|arr?obas[ea]?) ?[)\\]}>] ?| arr?obas[ea]? ";
const DOT = "(?: ?[.,] ?| (?:point|dot) | ?[([{] ?(?:point|dot|\\.) ?[)\\]}] ?)";
const ENDS = "(?:fr|com|net|org|eu|be|ch|de|es|it|pt|uk|ca|re)";
const LABEL = "[a-z\\d-]{1,60}";
const SERVICE =
  /^(contact|infos?|accueil|mairie|secretariat|services?|courrier|no-?reply|support|aide|pref|sip)\b/;
const DATE =
  "(?:\\d{1,2}(?: ?er)?[ \\n]?[/. -][ \\n]?(?:\\d{1,2}|[a-z]{3,9})[ \\n]?[/. -][ \\n]?\\d{2,4}|\\d{8}|\\d{4}-\\d\\d-\\d\\d|[a-z]{3,9} (?:\\d\\d? )?(?:19|20)\\d\\d)(?!\\d)";
const PAIR = "[a-hj-np-tv-z]{2}";

/** @param {string} digits ISO 7812 */
const luhn = (digits) =>
  [...digits].reverse().reduce((sum, digit, index) => {
    const value = +digit * (1 + (index % 2));
    return sum + value - (value > 9 ? 9 : 0);
  }, 0) % 10 == 0;

/** @param {string} found ISO 13616 */
const isIban = (found) => {
  const number = (found.slice(4) + found.slice(0, 4)).replace(/[a-z]/g, (c) => `${parseInt(c, 36)}`);
  return BigInt(number) % 97n == 1n;
};

/** @param {string} found a tax number: its last three digits prove the ten others */
const isFiscal = (found) => +found.slice(0, 10) % 511 == +found.slice(10);

/** @param {string} found a social security number (INSEE), Corsica's with a letter */
const isNir = (found) => {
  const number = +found.slice(0, 13).replace("2a", "19").replace("2b", "18");
  const isSane = /^[12]..(0[1-9]|1[0-2])/.test(found);
  return found[13] ? isSane || 97 - (number % 97) == +found.slice(13) : isSane && !isFiscal(found);
};

/**
 * Numbers that begin with 08 are for services; a date is none.
 * @param {string} found
 * @param {string} match
 */
const isPhone = (found, match) =>
  !/^(00)?(33)?0?8/.test(found) && !/^\d\d[/. -](0[1-9]|1[0-2])[/. -](19|20)\d\d/.test(match);

/**
 * In this order, each type, its patterns, and what a match must still be: first its letters and
 * digits alone, then as it stands.
 * @type {[string, string, ((found: string, match: string) => boolean)?][]}
 */
const RULES = [
  [
    "email",
    `[\\w.%+'-]{1,64}(?:${AT})(?:${LABEL}(?:\\.${LABEL}){0,4}\\.[a-z]{2,20}|${LABEL}(?:${DOT}${LABEL}){0,2}?${DOT}${ENDS}(?![a-z\\d]))|[\\w.-]{0,30}[\\d._][\\w.-]{0,30} (?:chez|at) ${PROVIDER}`,
    (_, match) => !SERVICE.test(match),
  ],
  ["iban", `${ALONE}(?:fr${more(2)}(?:${GAP}[\\da-z]){21}${more(2)})${END}`],
  ["iban", `\\b(?:rib|compte)\\b[^\\d\\n]{0,30}\\d${more(9)}(?:${GAP}[\\da-z]){11}${more(2)}${END}`],
  [
    "iban",
    `${ALONE}[a-z]{2}\\d\\d[ -]?[a-z\\d]{4}(?:[ -]?(?=[a-z]{0,3}\\d)[a-z\\d]{4}){1,6}(?:[ -]?[a-z\\d]{1,3})?(?![a-z\\d])`,
    isIban,
  ],
  [
    "nir",
    `${ALONE}[12378]${more(4)}${GAP}(?:\\d${GAP}\\d|2${GAP}[ab])${more(6)}(?:${more(2)})?${END}`,
    isNir,
  ],
  [
    "credit_card",
    `${ALONE}\\d${more("12,18")}${END}`,
    (found) => /^([2-6].{15}|3[47].{13}|3[068].{12}|4.{12})$/.test(found) && luhn(found),
  ],
  ["fiscal_number", `${ALONE}[0-3]${more(12)}${END}`, isFiscal],
  ["fiscal_number", `(?:fisca|\\bspi\\b|impot|declarant)[^\\d\\n]{0,40}\\d${more(12)}${END}`],
  ["phone", `(?<![\\d+][.-]?|\\b[a-z]{2})(?:(?:\\+|00)${GAP}33${GAP}(?:\\(?0\\)?${GAP})?|0|\\bo)[1-9]${more(8)}(?!\\d|[.,]\\d{3})`, isPhone],
  ["phone", `(?<!\\w)\\+[1-9](?:[\\s.-]?\\(?\\d\\)?){7,14}`],
  [
    "phone",
    `(?:\\btel|portable|mobile|\\bfixe|whatsapp|joi(?:ndre|gnable)|appele[rz])[a-z]{0,10}[^\\da-z\\n+]{0,9}(?:[a-z]{2,6} ){0,2}[1-9]${more("7,9")}${END}`,
    (found) => !/[a-z]8\d/.test(found),
  ],
  ["plate", `(?<![\\da-z-])(?!ss|ww)${PAIR}(-?)\\d{3}\\1${PAIR}(?![\\da-z-])`],
  ["plate", `(?:plaque|immatricul)[a-z' ]{0,30}(?:${PAIR} \\d{3} ${PAIR}|\\d{2,4} [a-z]{2,3} \\d\\d)\\b`],
  ["birth_date", `\\b(?:nee?s?|born)(?:\\(?e\\)?|[.·/-]e)?s?[ \\n]{0,2}(?:le|en|in|on)?[ :\\n]{0,2}${DATE}`],
  [
    "birth_date",
    `(?:\\bnees?\\b|naissance|birth|\\bddn|\\bdob|anniversaire)[^.!?;]{0,45}?${DATE}`,
    (_, match) => !/demand|depos|recu|rendez|rdv|envo|delivr|dossier|courrier|inscri/.test(match),
  ],
];

const PATTERNS = RULES.map(([, pattern]) => RegExp(pattern, "g"));

/**
 * The types that are found, each once.
 * @param {string} text
 * @returns {string[]}
 */
export const typesIn = (text) => {
  const types = new Set();
  let rest = text
    .normalize("NFKC")
    .replace(/né(?!e)/gi, "nee")
    .replace(/https?:\S{1,200}/g, "")
    .normalize("NFD")
    .replace(/[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[‐-―−]/g, "-")
    .replace(/’/g, "'")
    .toLowerCase();
  RULES.forEach(([type, , isReally = () => true], index) => {
    rest = rest.replace(PATTERNS[index], (match) => {
      if (!isReally(match.replace(/[^\da-z]/g, "").replace(/o/g, "0"), match)) return match;
      types.add(type);
      return "\n";
    });
  });
  return [...types];
};
