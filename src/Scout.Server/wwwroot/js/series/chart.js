// One chart of the graph: some lines, one axis of values or two, its legend and what it says.

import { drawLimits, drawMarks, drawReadings, MARK_ROOM, timeAxis, valueAxis } from "../chart/layers.js";
import { fillPlace } from "../chart/frame.js";
import { handle } from "../chart/hands.js";
import { extremesOf, marksNear, stepTo, summaryOf, valueOf, whenOf } from "../chart/read.js";
import { say } from "../chart/units.js";
import { measureOf } from "./measure.js";

const AXIS = 56; // pixels
const NEAR = 40; // pixels from the cursor to a reading of each line
const NULLS_SPREAD = 2; // uPlot's word for it
const APART = 30_000; // ms between readings under one cursor that are told with a time each

/**
 * @typedef {import("../chart/points.js").Points} Points
 * @typedef {ReturnType<typeof lineOf>} Line
 * @typedef {import("../chart/frame.js").Frame & {
 *   choice: import("./measure.js").Choice, hasRight: boolean, moved: () => void}} Scene
 */

/** @param {HTMLElement} part @param {Scene} scene */
export function makeChart(part, scene) {
  const { view, zone, words, colour } = scene;
  const { uPlot } = /** @type {any} */ (window);
  const plot = /** @type {HTMLElement} */ (part.querySelector(".chart-plot"));
  const readout = /** @type {HTMLElement} */ (part.querySelector(".chart-readout"));
  const lines = [...part.querySelectorAll("[data-series]")].map((item) =>
    lineOf(/** @type {HTMLElement} */ (item), scene),
  );
  const axes = [...new Set(lines.map(({ axis }) => axis))].sort();
  const isShared = lines.length > 1;
  /** @type {any[]} */
  let marks = [];
  plot.replaceChildren();
  const chart = new uPlot(
    {
      width: plot.clientWidth,
      height: height(),
      ms: 1,
      padding: [MARK_ROOM, scene.hasRight && axes.length === 1 ? AXIS : axes.length > 1 ? 0 : 12, 0, 0],
      legend: { show: false },
      cursor: {
        drag: { x: false, y: false, setScale: false },
        points: { size: 12, width: 2 },
        hover: { prox: isShared ? NEAR : null },
        y: false,
        sync: { key: uPlot.sync("series").key },
      },
      scales: {
        x: { time: false, range: () => [view.from, view.to] },
        ...Object.fromEntries(axes.map((axis) => [scaleOf(axis), { range: rangeOf(axis) }])),
      },
      axes: [
        timeAxis(scene),
        ...axes.map((axis) =>
          valueAxis(colour, {
            scale: scaleOf(axis),
            side: axis === 0 ? 3 : 1,
            size: AXIS,
            ...(axis === 0 ? {} : { grid: { show: false } }),
            stroke: () => inkOf(axis),
            values: (/** @type {any} */ _, /** @type {(number | null)[]} */ splits) =>
              splits.map((at) => (at === null || isEmpty(axis) ? "" : String(at).replace(".", words.decimal))),
          }),
        ),
      ],
      series: [
        {},
        ...lines.map((line) => ({
          scale: scaleOf(line.axis),
          spanGaps: false,
          width: 2.5,
          dash: line.dash,
          stroke: () => colour(line.colour),
          points: { show: false },
        })),
      ],
      hooks: { drawAxes: [drawBelow], draw: [drawAbove], setCursor: [tell] },
    },
    [[], ...lines.map(() => [])],
    plot,
  );
  handle(plot, chart.over, view, {
    changed: scene.moved,
    step: (by) => stepTo(chart, view, (i) => lines.some((_, n) => (chart.data[n + 1][i] ?? null) !== null), by),
    leave: () => chart.setCursor({ left: -10, top: -10 }, true, true),
  });
  fillPlace(chart, plot, height);
  // Only the chart that somebody reads speaks, though the cursor is in all of them.
  plot.addEventListener("focus", () => readout.setAttribute("aria-live", "polite"));
  plot.addEventListener("blur", () => readout.setAttribute("aria-live", "off"));
  lines.forEach((line) => (line.chart = chart));

  return {
    chart,
    lines,
    readout,
    draw,
    title,
    setMarks(/** @type {any[]} */ found) {
      marks = found;
      chart.redraw(false);
    },
  };

  /** With what the lines hold now, in the units of now. */
  function draw() {
    const tables = lines.map(({ points, measure }) => [
      points.x,
      points.y.map((value) => (value === null ? null : measure.of(value))),
    ]);
    // A gap of one line stays one, though others have readings in it.
    const data = isShared ? uPlot.join(tables, tables.map(() => [0, NULLS_SPREAD])) : tables[0];
    lines.forEach((line) => (line.places = new Map(line.points.x.map((x, i) => [x, i]))));
    chart.setData(data);
    tell();
    plot.setAttribute("aria-label", title());
  }

  function drawBelow() {
    const limited = lines.filter(({ low, high }) => low !== null || high !== null);
    for (const line of limited) {
      const isAlone = limited.length === 1;
      const limits = [];
      if (line.high !== null) {
        limits.push(limit(line, line.high, isAlone ? colour("--chart-high") : colour(line.colour), true));
      }

      if (line.low !== null) {
        limits.push(limit(line, line.low, isAlone ? colour("--chart-low") : colour(line.colour), false));
      }

      drawLimits(chart, scaleOf(line.axis), limits, isAlone ? colour("--chart-band") : "");
    }
  }

  function limit(/** @type {Line} */ line, /** @type {number} */ at, /** @type {string} */ ink, /** @type {boolean} */ isHigh) {
    const words = say(isHigh ? scene.words.highLimit : scene.words.lowLimit, line.measure.write(at));
    return { at: line.measure.of(at), colour: ink, words: isShared ? `${line.name}: ${words}` : words, short: words, isHigh };
  }

  function drawAbove() {
    lines.forEach((line, i) => {
      const { points, measure } = line;
      const shown = (/** @type {number | null} */ at) => (at === null ? null : measure.of(at));
      const y = chart.data[i + 1];
      drawReadings(
        chart,
        view,
        {
          x: points.x,
          y: isShared ? points.y.map(shown) : y,
          step: points.step,
          scale: scaleOf(line.axis),
          low: shown(line.low),
          high: shown(line.high),
          shape: line.shape,
          colour: colour(line.colour),
          isOneOfMany: isShared,
        },
        colour,
      );
    });
    drawMarks(chart, { ...scene, marks: () => marks });
    drawUnits();
  }

  /** Above each axis, the unit of its values. */
  function drawUnits() {
    const { ctx, bbox } = chart;
    ctx.save();
    ctx.font = `600 ${12 * devicePixelRatio}px system-ui, sans-serif`;
    for (const axis of axes) {
      const unit = lines.find((line) => line.axis === axis)?.measure.unit() ?? "";
      ctx.fillStyle = inkOf(axis);
      ctx.textAlign = axis === 0 ? "right" : "left";
      const room = 8 * devicePixelRatio;
      ctx.fillText(unit, axis === 0 ? bbox.left - room : bbox.left + bbox.width + room, bbox.top - 2 * room);
    }

    ctx.restore();
  }

  /** Numbers beside nothing would look as if something had been measured. */
  function isEmpty(/** @type {number} */ axis) {
    return lines.every((line) => line.axis !== axis || line.points.x.length === 0);
  }

  /** Of two axes, one that belongs to a single line has its colour. */
  function inkOf(/** @type {number} */ axis) {
    const own = lines.filter((line) => line.axis === axis);
    return colour(axes.length > 1 && own.length === 1 ? own[0].colour : "--chart-text");
  }

  /** From the data, with some room, not forced to zero; with the limits, unless these would squeeze the line flat. */
  function rangeOf(/** @type {number} */ axis) {
    return (/** @type {any} */ _, /** @type {number | null} */ min, /** @type {number | null} */ max) => {
      const own = lines.filter((line) => line.axis === axis);
      const limits = own.flatMap(({ low, high, measure }) =>
        [low, high].flatMap((at) => (at === null ? [] : [measure.of(at)])),
      );
      let [low, high] = [min ?? (limits.length > 0 ? Math.min(...limits) : 0), max ?? (limits.length > 0 ? Math.max(...limits) : 1)];
      const most = own.some(({ isGlucose }) => isGlucose) ? Infinity : Math.max(high - low, 1) * 4;
      for (const at of limits) {
        if (Math.max(high, at) - Math.min(low, at) <= most) {
          [low, high] = [Math.min(low, at), Math.max(high, at)];
        }
      }

      const room = high > low ? (high - low) * 0.12 : Math.max(1, Math.abs(high) * 0.05);
      return [low - room, high + room];
    };
  }

  /** What is under the cursor, in words; without a cursor, what the whole chart shows. */
  function tell() {
    if ((chart.cursor.left ?? -1) < 0) {
      // Of several lines the legend has the newest values, and their extremes would fill the screen of a phone.
      readout.textContent = isShared ? say(words.many, zone.exact(view.from), zone.exact(view.to)) : summary();
      return;
    }

    const under = lines.flatMap((line, i) => {
      const place = chart.cursor.idxs?.[i + 1];
      const stretch = place == null ? null : line.points.of[line.places.get(chart.data[0][place]) ?? -1];
      return stretch ? [{ line, stretch }] : [];
    });
    const alerts = marksNear(chart, marks, zone);
    if (under.length === 0) {
      readout.textContent = alerts.join(", ");
      return;
    }

    const at = chart.posToVal(chart.cursor.left, "x");
    const main = under.reduce((one, other) =>
      Math.abs(other.stretch.at - at) < Math.abs(one.stretch.at - at) ? other : one,
    );
    const values = under.map(({ line, stretch }) => {
      const value = valueOf(stretch, words, line.measure.write, line.measure.short);
      const when = Math.abs(stretch.at - main.stretch.at) > APART ? ` (${zone.time(stretch.at)})` : "";
      return isShared ? `${line.name} ${value}${when}` : value;
    });
    const text = `${whenOf(main.stretch, zone, words)}: ${values.join(" · ")}`;
    readout.textContent = [text, ...alerts].join(", ");
  }

  function title() {
    return `${lines.map(({ name }) => name).join(", ")}: ${summary()}`;
  }

  function summary() {
    if (!isShared) {
      return summaryOf(lines[0].points, view, zone, words, lines[0].measure.write);
    }

    const each = lines.map(({ name, points, measure }) => {
      const found = extremesOf(points, view);
      return !found
        ? say(words.none, name)
        : found.count === 1
          ? say(words.oneSingle, name, measure.write(found.lowest))
          : say(words.one, name, measure.write(found.lowest), measure.write(found.highest), found.count);
    });
    return `${say(words.many, zone.exact(view.from), zone.exact(view.to))} ${each.join(" · ")}`;
  }

  function height() {
    const [share, most] = isShared ? [0.5, 420] : [0.3, 260];
    return Math.round(Math.min(most, Math.max(isShared ? 260 : 196, plot.clientWidth * share)));
  }
}

const scaleOf = (/** @type {number} */ axis) => (axis === 0 ? "y" : "y2");

function lineOf(/** @type {HTMLElement} */ item, /** @type {Scene} */ scene) {
  const { dataset } = item;
  const number = (/** @type {string | undefined} */ text) => (text ? Number(text) : null);
  return {
    item,
    series: String(dataset.series),
    watch: String(dataset.watch),
    name: String(dataset.name),
    axis: Number(dataset.axis),
    colour: `--look-${dataset.look}`,
    dash: dataset.dash ? dataset.dash.split(" ").map(Number) : undefined,
    shape: String(dataset.shape),
    low: number(dataset.low),
    high: number(dataset.high),
    isGlucose: dataset.glucose !== undefined,
    isStale: dataset.stale !== undefined,
    measure: measureOf(dataset, scene.choice, scene.words),
    /** @type {Points} */
    points: { x: [], y: [], of: [], step: 0, from: 0, to: 0 },
    /** Time to place among the points. @type {Map<number, number>} */
    places: new Map(),
    chart: /** @type {any} */ (null),
  };
}
