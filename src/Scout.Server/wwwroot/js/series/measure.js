// What a line measures, in the unit that the viewer reads.

import { brief, MGDL_PER_MMOL, nameOf, written } from "../chart/units.js";

/** @typedef {{unit: import("../chart/units.js").Unit, temperature: string}} Choice of glucose; "C", "F", "": as measured */

/** @type {Record<string, string>} */
const SCALES = { "°C": "C", "°F": "F" };

/** Choices are kept by the browser; the server reads them for the next page. */
const COOKIES = { unit: "scout-unit", temperature: "scout-temperature" };
const KEPT = 400 * 86_400; // seconds

/**
 * @param {DOMStringMap} about data- attributes: unit, decimals, glucose @param {Choice} choice may change
 * @param {Record<string, string>} words
 */
export function measureOf(about, choice, words) {
  if (about.glucose !== undefined) {
    const local = (/** @type {string} */ text) => text.replace(/(\d)\.(\d)/g, `$1${words.decimal}$2`);
    return {
      unit: () => nameOf(choice.unit),
      of: (/** @type {number} */ mgdl) => (choice.unit === "mmol" ? mgdl / MGDL_PER_MMOL : mgdl),
      short: (/** @type {number} */ mgdl) => local(brief(mgdl, choice.unit)),
      write: (/** @type {number} */ mgdl) => local(written(mgdl, choice.unit, words)),
    };
  }

  const measured = SCALES[about.unit ?? ""];
  const unit = () => (measured && choice.temperature ? `°${choice.temperature}` : (about.unit ?? ""));
  const of = (/** @type {number} */ value) =>
    measured ? convert(value, measured, choice.temperature || measured) : value;
  const short = (/** @type {number} */ value) => number(of(value), about.decimals).replace(".", words.decimal);
  return { unit, of, short, write: (/** @type {number} */ value) => `${short(value)} ${unit()}`.trimEnd() };
}

/** @typedef {ReturnType<typeof measureOf>} Measure */

/** Writes the amounts of a page anew. */
export function rewrite(/** @type {ParentNode} */ root, /** @type {Choice} */ choice, /** @type {Record<string, string>} */ words) {
  for (const amount of /** @type {NodeListOf<HTMLDataElement>} */ (root.querySelectorAll("data[data-unit]"))) {
    amount.textContent = measureOf(amount.dataset, choice, words).write(Number(amount.value));
  }
}

export function keep(/** @type {Choice} */ choice) {
  for (const [name, cookie] of Object.entries(COOKIES)) {
    const value = choice[/** @type {"unit"} */ (name)];
    if (value) {
      const secure = location.protocol === "https:" ? "; secure" : "";
      document.cookie = `${cookie}=${value}; path=/; max-age=${KEPT}; samesite=lax${secure}`;
    }
  }
}

function convert(/** @type {number} */ value, /** @type {string} */ from, /** @type {string} */ to) {
  return from === to ? value : to === "F" ? (value * 9) / 5 + 32 : ((value - 32) * 5) / 9;
}

/** As many decimals as were asked for, else as many as matter; nothing is "-0". */
function number(/** @type {number} */ value, /** @type {string | undefined} */ decimals) {
  const text = decimals ? value.toFixed(Number(decimals)) : String(Math.round(value * 1000) / 1000);
  return /[1-9]/.test(text) ? text : text.replace("-", "");
}
