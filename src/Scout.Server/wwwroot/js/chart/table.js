// The table under the chart holds what the chart shows, newest first.

import { stretchesIn } from "./points.js";
import { brief } from "./units.js";

const MOST = 100;

/**
 * @param {HTMLElement} body @param {import("./points.js").Points} points @param {import("./view.js").View} view
 * @param {import("./zone.js").Zone} zone @param {(value: number) => string} judge
 */
export function fillTable(body, points, view, zone, judge) {
  const rows = stretchesIn(points, view.from, view.to).slice(-MOST).reverse();
  body.replaceChildren(
    ...rows.map((row) => {
      const line = document.createElement("tr");
      const isOne = row.end === row.at;
      const values = (/** @type {import("./units.js").Unit} */ unit) =>
        isOne ? brief(row.min, unit) : `${brief(row.min, unit)} – ${brief(row.max, unit)}`;
      const judged = [...new Set([judge(row.min), judge(row.max)])].filter(Boolean).join(", ");
      const when = isOne ? zone.withYear(row.at) : `${zone.withYear(row.at)} – ${zone.exact(row.end)}`;
      for (const text of [when, values("mgdl"), values("mmol"), judged]) {
        line.insertCell().textContent = text;
      }

      return line;
    }),
  );
}
