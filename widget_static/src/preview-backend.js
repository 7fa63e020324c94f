/** What the backend says of a survey: asked again, while the page's policies are watched. */

/**
 * @typedef {["yes" | "no" | "note", string]} Check whether it is well, and the fact
 * @typedef {(english: string, french: string) => string} Say chooses the page's language
 */

/** The backend that serves this file, and the file below `/w/`, after its release if it has one. */
const [BACKEND, FILE] = import.meta.url.split("/w/");

/** @param {string} address */
export const originOf = (address) => new URL(address, location.href).origin;

/** @param {Promise<any>} promise */
const orNothing = (promise) => promise.catch(() => {});

/**
 * What the backend looks at, in its order: what stands before a refusal is well.
 * @param {HTMLElement} host
 * @param {string} address
 * @param {Say} say
 * @returns {Promise<{checks: Check[], targeting?: Record<string, any>}>}
 */
export const ask = async (host, address, say) => {
  const answer = await orNothing(fetch(address).then((response) => response.json()));
  const origin = originOf(address);
  if (!answer) return { checks: [await silent(address, say)] };
  // of what is asked, only a wrong contact point is told by its place
  const code = answer.errors?.[0] ? "point" : answer.code;
  /** @type {Check[]} */
  const checks = [["yes", origin + say(" answers", " répond")]];
  for (const [name, well, wrong] of steps(host, answer, say)) {
    if (name == code) return { checks: [...checks, ["no", wrong]] };
    if (well) checks.push(["yes", well]);
  }
  if (code) return { checks: [["no", `${origin}: ${answer.detail ?? code}`]] };
  return { checks, targeting: answer.targeting ?? {} };
};

/**
 * @param {HTMLElement} host
 * @param {any} answer
 * @param {Say} say
 * @returns {[string, string | false, string][]} a problem's code, what to say without it, what to say of it
 */
const steps = (host, { version }, say) => {
  const [site, point, survey] = ["site", "contact-point", "survey"].map(
    (name) => `${name}="${host.getAttribute(name)}" `,
  );
  const known = say("known", "connu");
  const unknown = say("unknown", "inconnu");
  return [
    ["site_not_found", site + known, site + unknown],
    ["origin_not_allowed", location.origin + say(" allowed", " autorisé"), unlisted(say)],
    ["point", host.hasAttribute("contact-point") && point + known, point + unknown],
    ["survey_not_found", "", survey + unknown + say(" or a draft", " ou brouillon")],
    [
      "survey_closed",
      survey + say("published, version ", "publié, version ") + version,
      survey + say("closed", "clos"),
    ],
  ];
};

/** @param {Say} say */
const unlisted = (say) =>
  location.origin + say(" not listed; ", " pas sur la liste ; ") + "porte-voix site update --origin";

/**
 * An answer that the page may not read came from somebody; one that never came did not.
 * @param {string} address
 * @param {Say} say
 * @returns {Promise<Check>}
 */
const silent = async (address, say) => {
  const isThere = await orNothing(fetch(address, { mode: "no-cors" }));
  return ["no", isThere ? unlisted(say) : originOf(address) + say(" does not answer", " ne répond pas")];
};

/**
 * @param {Say} say
 * @returns {Promise<Check>} the release that this file comes with, beside the backend's newest
 */
export const release = async (say) => {
  const [own, isPinned] = FILE.split("/");
  const script = fetch(BACKEND + "/w/porte-voix.js").then((response) => response.text());
  const newest = /porte-voix (\S+)/.exec(await orNothing(script))?.[1];
  return isPinned && newest && own != newest
    ? ["no", `Script ${own}` + say(", old: load ", ", ancien : chargez ") + newest]
    : ["yes", `Script ${isPinned ? own : newest}`];
};
