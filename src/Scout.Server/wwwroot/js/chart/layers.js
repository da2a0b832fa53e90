// What is drawn on a chart besides its lines: times below, limits, single readings, alerts.

/** Room above a chart for the lane of alerts. */
export const MARK_ROOM = 26;

const CROWDED = 7; // pixels between readings below which single ones are not drawn
const SPARSE = 80; // pixels between the signs that tell one crowded line from another
const FONT = "system-ui, sans-serif";

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

/** An axis of values. @param {(name: string) => string} colour @param {object} more what is special about it */
export function valueAxis(colour, more) {
  return {
    stroke: () => colour("--chart-text"),
    grid: { stroke: () => colour("--chart-grid"), width: 1 },
    ticks: { show: false },
    font: `13px ${FONT}`,
    ...more,
  };
}

/**
 * @typedef {{at: number, colour: string, words: string, short?: string, isHigh: boolean}} Limit in the values of the
 * scale; short: its words where there is no room
 * @param {any} chart @param {string} scale @param {Limit[]} limits at most one low and one high where there is a band
 * @param {string} [band] its colour
 */
export function drawLimits(chart, scale, limits, band) {
  const { ctx, bbox } = chart;
  const y = (/** @type {number} */ value) => chart.valToPos(value, scale, true);
  ctx.save();
  clip(chart);
  if (band && limits.length > 0) {
    const top = limits.find(({ isHigh }) => isHigh);
    const bottom = limits.find(({ isHigh }) => !isHigh);
    const [from, to] = [top ? y(top.at) : bbox.top, bottom ? y(bottom.at) : bbox.top + bbox.height];
    ctx.fillStyle = band;
    ctx.fillRect(bbox.left, from, bbox.width, to - from);
  }

  ctx.lineWidth = devicePixelRatio * 1.5;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.font = `600 ${12 * devicePixelRatio}px ${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  for (const { at, colour, words, short, isHigh } of limits) {
    const isNarrow = ctx.measureText(words).width > bbox.width - 12 * devicePixelRatio;
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.moveTo(bbox.left, y(at));
    ctx.lineTo(bbox.left + bbox.width, y(at));
    ctx.stroke();
    ctx.fillText(isNarrow ? (short ?? words) : words, bbox.left + 6 * devicePixelRatio, y(at) + (isHigh ? -5 : 15) * devicePixelRatio);
  }

  ctx.restore();
}

/**
 * @typedef {{
 *   x: number[], y: (number | null | undefined)[], step: number, scale: string, low: number | null, high: number | null,
 *   shape: string, colour: string, isOneOfMany: boolean }} Drawn in the values of the scale
 */

/**
 * Single readings, as long as there is room: the shape of the line; low, a triangle down; high, a triangle up. A line
 * that has to be told from others shows its shape now and then, however crowded it is.
 * @param {any} chart @param {import("./view.js").View} view @param {Drawn} line @param {(name: string) => string} colour
 */
export function drawReadings(chart, view, line, colour) {
  const shown = line.x.filter((x) => x >= view.from && x <= view.to).length;
  const isCrowded = line.step !== 0 || chart.bbox.width / devicePixelRatio < shown * CROWDED;
  const { ctx } = chart;
  let last = -Infinity;
  ctx.save();
  ctx.setLineDash([]);
  clip(chart);
  line.x.forEach((x, i) => {
    const value = line.y[i] ?? null;
    if (value === null || x < view.from || x > view.to) {
      return;
    }

    const place = chart.valToPos(x, "x", true);
    const isAlone = (line.y[i - 1] ?? null) === null && (line.y[i + 1] ?? null) === null;
    const isDue = line.isOneOfMany && place - last >= SPARSE * devicePixelRatio;
    if (isCrowded && !isAlone && !isDue) {
      return;
    }

    last = place;
    const isLow = line.low !== null && value < line.low;
    const isHigh = line.high !== null && value > line.high;
    ctx.fillStyle = ctx.strokeStyle = isLow ? colour("--chart-low") : isHigh ? colour("--chart-high") : line.colour;
    drawShape(ctx, isLow ? "low" : isHigh ? "high" : line.shape, place, chart.valToPos(value, line.scale, true));
  });
  ctx.restore();
}

/** @type {Record<string, (path: CanvasRenderingContext2D, x: number, y: number, r: number) => void>} */
const SHAPES = {
  circle: (path, x, y, r) => path.arc(x, y, r * 0.75, 0, 2 * Math.PI),
  ring: (path, x, y, r) => path.arc(x, y, r, 0, 2 * Math.PI),
  square: (path, x, y, r) => path.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6),
  bar: (path, x, y, r) => path.rect(x - r * 0.4, y - r * 1.3, r * 0.8, r * 2.6),
  triangle: (path, x, y, r) => corners(path, [x, y - r * 1.1], [x + r * 1.1, y + r * 0.8], [x - r * 1.1, y + r * 0.8]),
  diamond: (path, x, y, r) => corners(path, [x, y - r * 1.2], [x + r * 1.2, y], [x, y + r * 1.2], [x - r * 1.2, y]),
  cross: (path, x, y, r) => strokes(path, [x - r, y - r, x + r, y + r], [x + r, y - r, x - r, y + r]),
  plus: (path, x, y, r) => strokes(path, [x, y - r * 1.2, x, y + r * 1.2], [x - r * 1.2, y, x + r * 1.2, y]),
  low: (path, x, y, r) => corners(path, [x - r * 1.25, y - r], [x + r * 1.25, y - r], [x, y + r * 1.25]),
  high: (path, x, y, r) => corners(path, [x - r * 1.25, y + r], [x + r * 1.25, y + r], [x, y - r * 1.25]),
};

const OPEN = ["ring", "cross", "plus"];

function drawShape(/** @type {CanvasRenderingContext2D} */ ctx, /** @type {string} */ shape, /** @type {number} */ x, /** @type {number} */ y) {
  ctx.beginPath();
  SHAPES[shape](ctx, x, y, 4 * devicePixelRatio);
  if (OPEN.includes(shape)) {
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.stroke();
  } else {
    ctx.fill();
  }
}

function corners(/** @type {CanvasRenderingContext2D} */ path, /** @type {number[][]} */ ...points) {
  points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  path.closePath();
}

function strokes(/** @type {CanvasRenderingContext2D} */ path, /** @type {number[][]} */ ...lines) {
  for (const [x1, y1, x2, y2] of lines) {
    path.moveTo(x1, y1);
    path.lineTo(x2, y2);
  }
}

/**
 * A lane above the chart: a bar from opening to end, and a sign for each thing that happened.
 * @param {any} chart @param {Times & {marks: () => any[]}} scene
 */
export function drawMarks(chart, scene) {
  const { ctx, bbox } = chart;
  const lane = bbox.top - 12 * devicePixelRatio;
  const x = (/** @type {number} */ ms) =>
    Math.min(bbox.left + bbox.width, Math.max(bbox.left, chart.valToPos(ms, "x", true)));
  ctx.save();
  ctx.setLineDash([]); // a line may have left its own
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
  /** @type {Times} */ scene,
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
