// What uPlot draws: the line in the colours of where it is, the band, the limits, the marks of alerts.

import { levels, number, say } from "./units.js";

const MARK_ROOM = 26;
const CROWDED = 7; // pixels between readings below which single ones are not drawn

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
      {
        stroke: () => scene.colour("--chart-text"),
        grid: { stroke: () => scene.colour("--chart-grid"), width: 1 },
        ticks: { show: false },
        font: "13px system-ui, sans-serif",
        size: 44,
        splits: (/** @type {any} */ chart) => levels(chart.scales.y.min, chart.scales.y.max, scene.unit()),
        values: (/** @type {any} */ _, /** @type {number[]} */ splits) =>
          splits.map((level) => (scene.unit() === "mmol" ? String(Math.round(level / 18.01559)) : number(level, "mgdl"))),
      },
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
      drawAxes: [(/** @type {any} */ chart) => drawBand(chart, scene)],
      draw: [
        (/** @type {any} */ chart) => drawReadings(chart, scene),
        (/** @type {any} */ chart) => drawMarks(chart, scene),
      ],
      setCursor: [(/** @type {any} */ chart) => scene.onCursor(chart.cursor.idx ?? null, chart.cursor.left ?? -1)],
    },
  };
}

/** @typedef {{view: import("./view.js").View, zone: import("./zone.js").Zone, colour: (name: string) => string}} Times */

/** Clock times of the person's zone below a chart. */
export function timeAxis(/** @type {Times} */ scene) {
  let step = 0;
  return {
    stroke: () => scene.colour("--chart-text"),
    grid: { stroke: () => scene.colour("--chart-grid"), width: 1 },
    ticks: { stroke: () => scene.colour("--chart-grid"), width: 1 },
    font: "13px system-ui, sans-serif",
    size: 34,
    splits: (/** @type {any} */ chart) => {
      const most = chart.bbox.width / devicePixelRatio / 72;
      const ticks = scene.zone.ticks(scene.view.from, scene.view.to, most);
      step = ticks.step;
      return ticks.at;
    },
    values: (/** @type {any} */ _, /** @type {number[]} */ splits) => splits.map((ms) => scene.zone.label(ms, step)),
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

function drawBand(/** @type {any} */ chart, /** @type {Scene} */ scene) {
  const { ctx, bbox } = chart;
  const y = (/** @type {number} */ value) => chart.valToPos(value, "y", true);
  const top = scene.high === null ? bbox.top : y(scene.high);
  const bottom = scene.low === null ? bbox.top + bbox.height : y(scene.low);
  ctx.save();
  ctx.fillStyle = scene.colour("--chart-band");
  ctx.fillRect(bbox.left, top, bbox.width, bottom - top);
  ctx.lineWidth = devicePixelRatio * 1.5;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.font = `600 ${12 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  limit(scene.high, "--chart-high", scene.words.highLimit, -5);
  limit(scene.low, "--chart-low", scene.words.lowLimit, 15);
  ctx.restore();

  function limit(
    /** @type {number | null} */ value,
    /** @type {string} */ colour,
    /** @type {string} */ words,
    /** @type {number} */ below,
  ) {
    if (value === null) {
      return;
    }

    ctx.strokeStyle = scene.colour(colour);
    ctx.fillStyle = scene.colour(colour);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y(value));
    ctx.lineTo(bbox.left + bbox.width, y(value));
    ctx.stroke();
    ctx.fillText(say(words, number(value, scene.unit())), bbox.left + 6 * devicePixelRatio, y(value) + below * devicePixelRatio);
  }
}

/**
 * Single readings, as long as there is room: a dot; low, a triangle down; high, a triangle up.
 * @param {any} chart @param {Times & {low: number | null, high: number | null, points: () => Points}} scene
 */
export function drawReadings(chart, scene) {
  const points = scene.points();
  if (points.step !== 0) {
    return;
  }

  const shown = points.x.filter((x) => x >= scene.view.from && x <= scene.view.to).length;
  const isCrowded = chart.bbox.width / devicePixelRatio < shown * CROWDED;
  const { ctx } = chart;
  ctx.save();
  clip(chart);
  points.x.forEach((x, i) => {
    const value = points.y[i];
    if (value === null || x < scene.view.from || x > scene.view.to) {
      return;
    }

    const isLow = scene.low !== null && value < scene.low;
    const isHigh = scene.high !== null && value > scene.high;
    const isAlone = (points.y[i - 1] ?? null) === null && (points.y[i + 1] ?? null) === null;
    if (isCrowded && !isAlone) {
      return;
    }

    ctx.fillStyle = scene.colour(isLow ? "--chart-low" : isHigh ? "--chart-high" : "--chart-line");
    shape(ctx, chart.valToPos(x, "x", true), chart.valToPos(value, "y", true), isLow ? 1 : isHigh ? -1 : 0);
  });
  ctx.restore();
}

function shape(/** @type {CanvasRenderingContext2D} */ ctx, /** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ point) {
  const size = devicePixelRatio * (point === 0 ? 3 : 5);
  ctx.beginPath();
  if (point === 0) {
    ctx.arc(x, y, size, 0, 2 * Math.PI);
  } else {
    ctx.moveTo(x - size, y - point * size * 0.8);
    ctx.lineTo(x + size, y - point * size * 0.8);
    ctx.lineTo(x, y + point * size);
  }

  ctx.fill();
}

/** A lane above the chart: a bar from opening to end, and a sign for each thing that happened. */
function drawMarks(/** @type {any} */ chart, /** @type {Scene} */ scene) {
  const { ctx, bbox } = chart;
  const lane = bbox.top - 12 * devicePixelRatio;
  const x = (/** @type {number} */ ms) =>
    Math.min(bbox.left + bbox.width, Math.max(bbox.left, chart.valToPos(ms, "x", true)));
  ctx.save();
  ctx.lineCap = "round";
  ctx.lineJoin = "round";
  for (const alert of scene.marks()) {
    if (alert.from > scene.view.to || (alert.to ?? Infinity) < scene.view.from) {
      continue;
    }

    ctx.strokeStyle = scene.colour(alert.tone === "alarm" ? "--chart-low" : "--chart-high");
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x(alert.from), lane);
    ctx.lineTo(x(alert.to ?? scene.view.to), lane);
    ctx.stroke();
    let last = -Infinity;
    for (const mark of alert.marks) {
      const at = chart.valToPos(mark.at, "x", true);
      const isSeen = mark.at >= scene.view.from && mark.at <= scene.view.to;
      if (isSeen && (mark.kind !== "called" || at - last > 16 * devicePixelRatio)) {
        sign(ctx, mark.kind, at, lane, scene);
        last = at;
      }
    }
  }

  ctx.restore();
}

function sign(
  /** @type {CanvasRenderingContext2D} */ ctx,
  /** @type {string} */ kind,
  /** @type {number} */ x,
  /** @type {number} */ y,
  /** @type {Scene} */ scene,
) {
  const r = 7 * devicePixelRatio;
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = scene.colour("--chart-card");
  ctx.fill();
  ctx.lineWidth = 1.8 * devicePixelRatio;
  const colours = { opened: "--chart-low", called: "--chart-text", acknowledged: "--chart-line", resolved: "--chart-line" };
  ctx.strokeStyle = scene.colour(colours[/** @type {"opened"} */ (kind)] ?? "--chart-text");
  ctx.stroke();
  ctx.beginPath();
  const s = r * 0.5;
  if (kind === "opened") {
    ctx.moveTo(x, y - s);
    ctx.lineTo(x, y + s * 0.2);
    ctx.moveTo(x, y + s);
    ctx.lineTo(x, y + s);
  } else if (kind === "called") {
    ctx.moveTo(x - s * 0.7, y - s * 0.9);
    ctx.quadraticCurveTo(x - s * 0.4, y + s * 0.7, x + s * 0.9, y + s * 0.9);
  } else if (kind === "acknowledged") {
    ctx.moveTo(x - s, y);
    ctx.lineTo(x - s * 0.2, y + s * 0.8);
    ctx.lineTo(x + s, y - s * 0.7);
  } else {
    ctx.rect(x - s * 0.6, y - s * 0.6, s * 1.2, s * 1.2);
  }

  ctx.stroke();
}

function clip(/** @type {any} */ chart) {
  const { left, top, width, height } = chart.bbox;
  chart.ctx.beginPath();
  chart.ctx.rect(left, top, width, height);
  chart.ctx.clip();
}
