// The chart of a watch's page: loads, draws, listens. Without this file the page has its table and its links.

import { options } from "./draw.js";
import { askedOf, fillPlace, frameOf } from "./frame.js";
import { handle } from "./hands.js";
import { loadMarks, loadPoints } from "./points.js";
import { marksNear, stepTo, summaryOf, valueOf, whenOf } from "./read.js";
import { savePicture } from "./save.js";
import { fillTable } from "./table.js";
import { brief, written } from "./units.js";

const figure = document.querySelector("figure[data-series]");
if (figure instanceof HTMLElement && figure.dataset.series && "uPlot" in window) {
  start(figure);
}

function start(/** @type {HTMLElement} */ figure) {
  const frame = frameOf(figure);
  const { facts, words, zone, view, colour } = frame;
  const plot = part("chart-plot");
  const readout = part("chart-readout");
  const table = /** @type {HTMLDetailsElement} */ (part("chart-table"));
  const limits = { low: limit(facts.low), high: limit(facts.high) };
  view.follow();

  /** @type {import("./points.js").Points} */
  let points = { x: [], y: [], of: [], step: 0, from: 0, to: 0 };
  /** @type {any[]} */
  let marks = [];
  let unit = /** @type {import("./units.js").Unit} */ (facts.unit);
  let loading = new AbortController();
  const write = (/** @type {number} */ value) => written(value, unit, words);

  plot.replaceChildren();
  const chart = new /** @type {any} */ (window).uPlot(
    options(
      { ...limits, words, zone, view, colour, unit: () => unit, points: () => points, marks: () => marks, onCursor: tell },
      plot.clientWidth,
      height(),
    ),
    [[], []],
    plot,
  );
  handle(plot, chart.over, view, {
    changed: moved,
    step: (by) => stepTo(chart, view, (i) => points.y[i] !== null, by),
    leave: () => chart.setCursor({ left: -10, top: -10 }),
  });
  frame.useButtons(part("chart-tools"), moved, () =>
    savePicture([{ canvas: chart.ctx.canvas, title: `${facts.name}: ${summary()}` }], colour),
  );
  frame.onChoice(choose);
  frame.onNews(/^(watch|alert)/, () => {
    view.follow();
    load();
  });
  frame.onTheme(() => chart.redraw());
  table.addEventListener("toggle", drawTable);
  fillPlace(chart, plot, height);
  load();

  /** For tests and for whoever is curious in the browser's console. */
  Object.assign(figure, { chart, view, zone, state: () => ({ points, marks, unit }) });

  async function load() {
    loading.abort();
    const mine = (loading = new AbortController());
    const { from, to, width } = askedOf(view, plot.clientWidth);
    try {
      [points, marks] = await Promise.all([
        loadPoints(facts.series, from, to, width, mine.signal),
        loadMarks(facts.watch, from, to, mine.signal),
      ]);
      draw();
      figure.classList.remove("failed");
    } catch {
      if (!mine.signal.aborted) {
        figure.classList.add("failed");
        readout.textContent = words.failed;
      }
    }
  }

  function draw() {
    chart.setData([points.x, points.y]);
    performance.mark("chart-drawn");
    figure.dataset.drawn = String(Number(figure.dataset.drawn ?? 0) + 1);
    describe();
    drawTable();
  }

  /** The view has changed: draw what is there at once, ask for the rest when the hand rests. */
  function moved() {
    chart.setData([points.x, points.y]);
    frame.whenStill(() => {
      remember();
      load();
    });
  }

  function remember() {
    frame.remember({ unit });
    frame.mark((link) => link.unitChoice === unit, "[data-unit-choice]");
    const file = `/watches/${facts.watch}/readings.csv?from=${Math.floor(view.from)}&to=${Math.ceil(view.to) + 1}`;
    /** @type {HTMLAnchorElement} */ (part("chart-csv")).href = file;
  }

  function choose(/** @type {DOMStringMap} */ { range, unitChoice }) {
    if (range) {
      view.named(range);
      load();
    } else {
      unit = /** @type {import("./units.js").Unit} */ (unitChoice);
    }

    remember();
    draw();
  }

  /** What is under the cursor, in words. */
  function tell(/** @type {number | null} */ index, /** @type {number} */ left) {
    const stretch = index === null || left < 0 ? null : points.of[index];
    if (!stretch) {
      readout.textContent = left < 0 ? summary() : "";
      return;
    }

    const value = valueOf(stretch, words, write, (one) => brief(one, unit));
    const judged = [...new Set([judge(stretch.min), judge(stretch.max)])].filter(Boolean);
    readout.textContent = [`${whenOf(stretch, zone, words)}: ${value}`, ...judged, ...marksNear(chart, marks, zone)].join(", ");
  }

  function describe() {
    plot.setAttribute("aria-label", `${facts.name}: ${summary()}`);
    if ((chart.cursor.left ?? -1) < 0) {
      readout.textContent = summary();
    }
  }

  function summary() {
    return summaryOf(points, view, zone, words, write);
  }

  function drawTable() {
    if (table.open) {
      fillTable(part("chart-rows"), points, view, zone, judge);
    }
  }

  function judge(/** @type {number} */ value) {
    return limits.low !== null && value < limits.low
      ? words.low
      : limits.high !== null && value > limits.high
        ? words.high
        : "";
  }

  function height() {
    return Math.round(Math.min(420, Math.max(260, plot.clientWidth * 0.5)));
  }
}

function limit(/** @type {string | undefined} */ text) {
  return text ? Number(text) : null;
}

function part(/** @type {string} */ id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
