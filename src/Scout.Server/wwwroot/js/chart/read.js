// A chart in words: what is under the cursor, what the whole stretch holds, one value after the other.

import { stretchesIn } from "./points.js";
import { say } from "./units.js";

/** @typedef {import("./points.js").Stretch} Stretch */

/** @param {Stretch} stretch @param {import("./zone.js").Zone} zone @param {Record<string, string>} words */
export function whenOf(stretch, zone, words) {
  return stretch.end === stretch.at
    ? zone.exact(stretch.at)
    : say(words.span, zone.exact(stretch.at), zone.exact(stretch.end));
}

/**
 * @param {Stretch} stretch @param {Record<string, string>} words
 * @param {(value: number) => string} write with its unit @param {(value: number) => string} short without
 */
export function valueOf(stretch, words, write, short) {
  return stretch.min === stretch.max ? write(stretch.min) : say(words.span, short(stretch.min), write(stretch.max));
}

/** What a view shows of a line; null: nothing. */
export function extremesOf(/** @type {import("./points.js").Points} */ points, /** @type {import("./view.js").View} */ view) {
  const shown = stretchesIn(points, view.from, view.to);
  return shown.length === 0
    ? null
    : {
        lowest: shown.reduce((least, { min }) => Math.min(least, min), Infinity),
        highest: shown.reduce((most, { max }) => Math.max(most, max), -Infinity),
        count: shown.reduce((sum, { n }) => sum + n, 0),
      };
}

/**
 * "12:00 to 15:00: lowest 62 mg/dL, highest 180 mg/dL, 36 readings."
 * @param {import("./points.js").Points} points @param {import("./view.js").View} view
 * @param {import("./zone.js").Zone} zone @param {Record<string, string>} words @param {(value: number) => string} write
 */
export function summaryOf(points, view, zone, words, write) {
  const [from, to] = [zone.exact(view.from), zone.exact(view.to)];
  const found = extremesOf(points, view);
  return !found
    ? say(words.empty, from, to)
    : found.count === 1
      ? say(words.single, from, to, write(found.lowest))
      : say(words.summary, from, to, write(found.lowest), write(found.highest), found.count);
}

/**
 * The cursor goes to the next place that holds something, for who reads with the keyboard.
 * @param {any} chart @param {import("./view.js").View} view @param {(place: number) => boolean} holds @param {number} by
 */
export function stepTo(chart, view, holds, by) {
  const x = /** @type {number[]} */ (chart.data[0]);
  const seen = x.map((_, i) => i).filter((i) => x[i] >= view.from && x[i] <= view.to && holds(i));
  const at = seen.indexOf(chart.cursor.idx);
  const next = seen[at < 0 ? (by < 0 ? seen.length - 1 : 0) : Math.min(seen.length - 1, Math.max(0, at + by))];
  if (next !== undefined) {
    chart.setCursor({ left: chart.valToPos(x[next], "x"), top: chart.over.clientHeight / 2 }, true, true);
  }
}

/** Signs of alerts at the cursor. @param {any} chart @param {any[]} marks @param {import("./zone.js").Zone} zone */
export function marksNear(chart, marks, zone) {
  const near = [];
  for (const alert of marks) {
    for (const mark of alert.marks) {
      if (Math.abs(chart.valToPos(mark.at, "x") - chart.cursor.left) < 9) {
        near.push(`${mark.words} ${zone.time(mark.at)}`);
      }
    }
  }

  return [...new Set(near)].slice(0, 3);
}
