// The chart of one person's glucose: the line in the colours of where it is, the target band, limits, alerts.

import { drawLimits, drawMarks, drawReadings, MARK_ROOM, timeAxis, valueAxis } from "./layers.js";
import { levels, nameOf, number, say } from "./units.js";

/**
 * @typedef {import("./points.js").Points} Points
 * @typedef {{
 *   low: number | null, high: number | null, words: Record<string, string>, zone: import("./zone.js").Zone,
 *   view: import("./view.js").View, unit: () => import("./units.js").Unit, points: () => Points,
 *   marks: () => any[], colour: (name: string) => string, onCursor: (index: number | null, left: number) => void,
 * }} Scene
 */

/** Options for uPlot. */
export function options(/** @type {Scene} */ scene, /** @type {number} */ width, /** @type {number} */ height) {
  return {
    width,
    height,
    ms: 1,
    padding: [MARK_ROOM, 12, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false, setScale: false }, points: { size: 12, width: 2 }, y: false },
    scales: {
      x: { time: false, range: () => [scene.view.from, scene.view.to] },
      y: { range: (/** @type {any} */ _, /** @type {number} */ min, /** @type {number} */ max) => heights(scene, min, max) },
    },
    axes: [
      timeAxis(scene),
      valueAxis(scene.colour, {
        size: 44,
        splits: (/** @type {any} */ chart) => levels(chart.scales.y.min, chart.scales.y.max, scene.unit()),
        values: (/** @type {any} */ _, /** @type {number[]} */ splits) =>
          splits.map((level) => (scene.unit() === "mmol" ? String(Math.round(level / 18.01559)) : number(level, "mgdl"))),
      }),
    ],
    series: [
      {},
      {
        spanGaps: false,
        width: 2.5,
        stroke: (/** @type {any} */ chart) => lineColour(chart, scene),
        points: { show: false },
      },
    ],
    hooks: {
      drawAxes: [
        (/** @type {any} */ chart) => drawLimits(chart, "y", limitsOf(scene), scene.colour("--chart-band")),
      ],
      draw: [
        (/** @type {any} */ chart) => {
          const { x, y, step } = scene.points();
          const { low, high } = scene;
          const colour = scene.colour("--chart-line");
          const line = { x, y, step, scale: "y", low, high, shape: "circle", colour, isOneOfMany: false };
          drawReadings(chart, scene.view, line, scene.colour);
        },
        (/** @type {any} */ chart) => drawMarks(chart, scene),
      ],
      setCursor: [(/** @type {any} */ chart) => scene.onCursor(chart.cursor.idx ?? null, chart.cursor.left ?? -1)],
    },
  };
}

/** From the data and the target band, never squeezed to a line. */
function heights(/** @type {Scene} */ scene, /** @type {number} */ min, /** @type {number} */ max) {
  const low = Math.min(min ?? 60, scene.low ?? 70);
  const high = Math.max(max ?? 200, scene.high ?? 180);
  return [Math.max(0, Math.floor((low - 15) / 10) * 10), Math.ceil((high + 15) / 10) * 10];
}

/** One colour per zone, changing exactly at the limits. */
function lineColour(/** @type {any} */ chart, /** @type {Scene} */ scene) {
  const plain = scene.colour("--chart-line");
  const { top, height } = chart.bbox;
  if (!(height > 0) || chart.scales.y.min == null) {
    return plain;
  }

  const gradient = chart.ctx.createLinearGradient(0, top, 0, top + height);
  const place = (/** @type {number} */ value) =>
    Math.min(1, Math.max(0, (chart.valToPos(value, "y", true) - top) / height));
  const high = scene.high === null ? 0 : place(scene.high);
  const low = scene.low === null ? 1 : place(scene.low);
  const stops = [
    [0, scene.colour("--chart-high")],
    [high, scene.colour("--chart-high")],
    [high, plain],
    [low, plain],
    [low, scene.colour("--chart-low")],
    [1, scene.colour("--chart-low")],
  ];
  for (const [at, colour] of stops) {
    gradient.addColorStop(at, colour);
  }

  return gradient;
}

function limitsOf(/** @type {Scene} */ scene) {
  const words = (/** @type {string} */ sentence, /** @type {number} */ at) =>
    say(sentence, `${number(at, scene.unit())} ${nameOf(scene.unit())}`);
  /** @type {import("./layers.js").Limit[]} */
  const limits = [];
  if (scene.high !== null) {
    const colour = scene.colour("--chart-high");
    limits.push({ at: scene.high, colour, words: words(scene.words.highLimit, scene.high), isHigh: true });
  }

  if (scene.low !== null) {
    const colour = scene.colour("--chart-low");
    limits.push({ at: scene.low, colour, words: words(scene.words.lowLimit, scene.low), isHigh: false });
  }

  return limits;
}
