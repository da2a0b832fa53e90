// Readings as the server sends them, and as the chart draws them.

/**
 * @typedef {{at: number, end: number, min: number, max: number, n: number}} Stretch one reading, or many summed up
 * @typedef {{x: number[], y: (number | null)[], of: (Stretch | null)[], step: number, from: number, to: number}} Points
 * x: Unix ms; y: mg/dL, null breaks the line; of: what a point is part of
 */

/**
 * @param {string} series @param {number} from @param {number} to @param {number} width @param {AbortSignal} signal
 * @returns {Promise<Points>}
 */
export async function loadPoints(series, from, to, width, signal) {
  const address = `/api/series/${series}/points?from=${Math.floor(from)}&to=${Math.ceil(to)}&width=${width}`;
  return loadFrom(address, signal);
}

/** @param {string} address @param {AbortSignal} signal @returns {Promise<Points>} */
export async function loadFrom(address, signal) {
  return unfold(await loadJson(address, signal));
}

/** Marks of alerts, as the server sends them. */
export async function loadMarks(
  /** @type {string} */ watch,
  /** @type {number} */ from,
  /** @type {number} */ to,
  /** @type {AbortSignal} */ signal,
) {
  return loadJson(`/api/watches/${watch}/marks?from=${Math.floor(from)}&to=${Math.ceil(to)}`, signal);
}

async function loadJson(/** @type {string} */ address, /** @type {AbortSignal} */ signal) {
  const answer = await fetch(address, { signal, headers: { accept: "application/json" } });
  if (!answer.ok) {
    throw new Error(`${answer.status}`);
  }

  return answer.json();
}

/** @returns {Points} */
export function unfold(/** @type {any} */ sent) {
  /** @type {Points} */
  const points = { x: [], y: [], of: [], step: sent.step, from: sent.from, to: sent.to };
  let at = 0;
  sent.t.forEach((/** @type {number} */ distance, /** @type {number} */ i) => {
    at += distance;
    if (sent.step === 0) {
      const v = sent.v[i];
      add(points, at, v, v === null ? null : { at, end: at, min: v, max: v, n: 1 });
    } else if (sent.n[i] === null) {
      add(points, at, null, null);
    } else {
      addStretch(points, at, sent, i);
    }
  });
  return points;
}

/** First, lowest, highest, last: the line goes through all of them, so no spike is lost. */
function addStretch(/** @type {Points} */ points, /** @type {number} */ at, /** @type {any} */ sent, /** @type {number} */ i) {
  const stretch = { at, end: at + sent.step, min: sent.min[i], max: sent.max[i], n: sent.n[i] };
  if (stretch.n === 1) {
    add(points, at + sent.step / 2, stretch.min, stretch);
    return;
  }

  const quarter = sent.step / 4;
  add(points, at, sent.first[i], stretch);
  add(points, at + quarter, stretch.min, stretch);
  add(points, at + 2 * quarter, stretch.max, stretch);
  add(points, at + 3 * quarter, sent.last[i], stretch);
}

function add(
  /** @type {Points} */ points,
  /** @type {number} */ x,
  /** @type {number | null} */ y,
  /** @type {Stretch | null} */ stretch,
) {
  points.x.push(x);
  points.y.push(y);
  points.of.push(stretch);
}

/** The stretches that a view shows, oldest first. @returns {Stretch[]} */
export function stretchesIn(/** @type {Points} */ points, /** @type {number} */ from, /** @type {number} */ to) {
  const seen = new Set();
  for (const stretch of points.of) {
    if (stretch && stretch.end >= from && stretch.at <= to) {
      seen.add(stretch);
    }
  }

  return [...seen];
}
