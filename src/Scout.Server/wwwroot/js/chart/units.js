// Values are mg/dL everywhere; only what a person reads is in the person's unit.

export const MGDL_PER_MMOL = 18.01559;
const LEAST = 40; // sensors say 39 for everything below
const MOST = 400; // and 401 for everything above

/** @typedef {"mgdl" | "mmol"} Unit */

export const nameOf = (/** @type {Unit} */ unit) => (unit === "mmol" ? "mmol/L" : "mg/dL");

/** Without its unit, rounded as everywhere else in Scout. */
export function number(/** @type {number} */ mgdl, /** @type {Unit} */ unit) {
  return unit === "mmol"
    ? (Math.floor((mgdl / MGDL_PER_MMOL) * 10 + 0.5) / 10).toFixed(1)
    : String(Math.floor(mgdl + 0.5));
}

/**
 * "62 mg/dL", "below 40 mg/dL".
 * @param {number} mgdl @param {Unit} unit @param {Record<string, string>} words
 */
export function written(mgdl, unit, words) {
  if (mgdl < LEAST) {
    return say(words.below, `${number(LEAST, unit)} ${nameOf(unit)}`);
  }

  return mgdl > MOST
    ? say(words.above, `${number(MOST, unit)} ${nameOf(unit)}`)
    : `${number(mgdl, unit)} ${nameOf(unit)}`;
}

/** As in a table, without its unit: "62", "< 40". */
export function brief(/** @type {number} */ mgdl, /** @type {Unit} */ unit) {
  return mgdl < LEAST
    ? `< ${number(LEAST, unit)}`
    : mgdl > MOST
      ? `> ${number(MOST, unit)}`
      : number(mgdl, unit);
}

/** Round values in the unit between two values, in mg/dL. */
export function levels(/** @type {number} */ min, /** @type {number} */ max, /** @type {Unit} */ unit) {
  const scale = unit === "mmol" ? MGDL_PER_MMOL : 1;
  const steps = unit === "mmol" ? [1, 2, 4, 5, 10] : [20, 40, 50, 100, 200];
  const step = steps.find((size) => (max - min) / scale / size <= 7) ?? steps[steps.length - 1];
  const all = [];
  for (let level = Math.ceil(min / scale / step) * step; level * scale <= max; level += step) {
    all.push(level * scale);
  }

  return all;
}

/** Puts values into the places {0}, {1} … of a sentence. */
export function say(/** @type {string} */ sentence, /** @type {unknown[]} */ ...values) {
  return sentence.replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)]));
}
