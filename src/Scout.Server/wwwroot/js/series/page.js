// The graph: charts one below the other, with one stretch of time and one cursor. Lines are straight and broken where
// nothing came.

import { askedOf, frameOf } from "../chart/frame.js";
import { loadFrom, loadMarks, stretchesIn } from "../chart/points.js";
import { valueOf } from "../chart/read.js";
import { savePicture } from "../chart/save.js";
import { makeChart } from "./chart.js";
import { keep, rewrite } from "./measure.js";

const TEN = "ten";
const ROOM = 0.04; // beside the newest ten readings, as a share of their time
const MOST_ROWS = 200;

const figure = document.getElementById("series-figure");
if (figure && "uPlot" in window) {
  start(figure);
}

function start(/** @type {HTMLElement} */ figure) {
  const frame = frameOf(figure);
  const { facts, words, zone, view } = frame;
  const choice = { unit: /** @type {import("../chart/units.js").Unit} */ (facts.unit), temperature: facts.temperature };
  const hasRight = figure.querySelector("[data-axis='1']") !== null;
  const charts = [...figure.querySelectorAll("[data-chart]")].map((part) =>
    makeChart(/** @type {HTMLElement} */ (part), { ...frame, choice, hasRight, moved }),
  );
  const lines = charts.flatMap((chart) => chart.lines);
  const watches = new Set(lines.map(({ watch }) => watch));
  const table = /** @type {HTMLDetailsElement} */ (document.getElementById("series-table"));
  let loading = new AbortController();
  /** Lines of which there may be more than was read. */
  const wanted = new Set(lines);

  table.hidden = false;
  table.addEventListener("toggle", fillTable);
  frame.useButtons(
    /** @type {HTMLElement} */ (document.getElementById("series-tools")),
    moved,
    () => savePicture(charts.map(({ chart, title }) => ({ canvas: chart.ctx.canvas, title: title() })), frame.colour),
  );
  frame.onChoice(choose);
  frame.onTheme(() => charts.forEach(({ chart }) => chart.redraw()));
  frame.onNews(/^watch$/, (id) => look((line) => id === "*" || line.watch === id));
  document.addEventListener("htmx:sseMessage", (event) => {
    if (/** @type {CustomEvent} */ (event).detail?.type === "alert") {
      markAlerts(loading.signal).catch(() => {}); // looked for again with the next news
    }
  });
  document.addEventListener("htmx:afterSettle", takeNewest);
  if (view.range !== TEN && view.range) {
    view.named(view.range);
  }

  load();

  /** For tests and for whoever is curious in the browser's console. */
  Object.assign(figure, { lines, charts, view, choice });

  function look(/** @type {(line: typeof lines[0]) => boolean} */ isConcerned) {
    lines.filter(isConcerned).forEach((line) => wanted.add(line));
    if (wanted.size > 0) {
      load();
    }
  }

  async function load() {
    loading.abort();
    const mine = (loading = new AbortController());
    const asked = [...wanted];
    try {
      const isTen = view.range === TEN;
      view.follow();
      const { from, to, width } = askedOf(view, figure.clientWidth);
      const stretch = isTen ? "" : `?from=${Math.floor(from)}&to=${Math.ceil(to)}&width=${width}`;
      const got = await Promise.all(
        asked.map(({ series }) => loadFrom(`/graph/-/points/${series}${stretch}`, mine.signal)),
      );
      asked.forEach((line, i) => {
        line.points = got[i];
        wanted.delete(line);
      });
      if (isTen) {
        fit();
      }

      draw();
      figure.classList.remove("failed");
      figure.dataset.drawn = String(Number(figure.dataset.drawn ?? 0) + 1);
      await markAlerts(mine.signal);
    } catch {
      if (!mine.signal.aborted) {
        figure.classList.add("failed");
        charts.forEach(({ readout }) => (readout.textContent = words.failed));
      }
    }
  }

  async function markAlerts(/** @type {AbortSignal} */ signal) {
    if (facts.alerts === undefined) {
      return;
    }

    const { from, to } = askedOf(view, figure.clientWidth);
    const asked = [...watches];
    const found = await Promise.all(asked.map((watch) => loadMarks(watch, from, to, signal)));
    for (const chart of charts) {
      chart.setMarks(asked.flatMap((watch, i) => (chart.lines.some((line) => line.watch === watch) ? found[i] : [])));
    }

    figure.dataset.marked = String(Number(figure.dataset.marked ?? 0) + 1);
  }

  /** From the first of the newest readings to the last, however old they are. */
  function fit() {
    // What stopped long ago does not squeeze what goes on.
    const going = lines.filter(({ isStale, points }) => !isStale && points.x.length > 0);
    const times = (going.length > 0 ? going : lines).flatMap(({ points }) =>
      points.x.length > 0 ? [points.x[0], points.x[points.x.length - 1]] : [],
    );
    if (times.length > 0) {
      const [first, last] = [Math.min(...times), Math.max(...times)];
      const room = Math.max((last - first) * ROOM, 60_000);
      view.fit(first - room, last + room, TEN);
    }
  }

  function draw() {
    charts.forEach((chart) => chart.draw());
    fillTable();
  }

  function moved() {
    draw();
    frame.whenStill(() => {
      frame.remember();
      look(() => true);
    });
  }

  function choose(/** @type {DOMStringMap} */ { range, unitChoice }) {
    if (unitChoice) {
      changeUnit(unitChoice);
      return;
    }

    if (range === TEN) {
      view.fit(view.from, view.to, TEN);
    } else {
      view.named(String(range));
    }

    frame.remember();
    look(() => true);
  }

  /** Everything that is on the page changes at once; nothing is asked for again but the sentence at the top. */
  function changeUnit(/** @type {string} */ unit) {
    if (unit === "C" || unit === "F") {
      choice.temperature = unit;
    } else {
      choice.unit = /** @type {import("../chart/units.js").Unit} */ (unit);
    }

    keep(choice);
    const places = unit === "C" || unit === "F" ? "[data-unit-choice=C], nav [data-unit-choice=F]" : "[data-unit-choice^=m]";
    frame.mark(({ unitChoice }) => unitChoice === unit, places);
    rewrite(document, choice, words);
    for (const { item, measure } of lines) {
      const shown = item.querySelector("[data-unit-of]");
      if (shown) {
        shown.textContent = measure.unit();
      }
    }

    draw();
    /** @type {any} */ (window).htmx?.trigger(document.body, "units");
  }

  /** The page around the figure was drawn again. */
  function takeNewest() {
    rewrite(document, choice, words);
    for (const line of lines) {
      const newest = document.querySelector(`span[data-last="${line.series}"]`);
      if (newest instanceof HTMLElement) {
        line.isStale = newest.dataset.stale !== undefined;
        line.item
          .querySelector(".legend-last")
          ?.replaceChildren(...[...newest.childNodes].map((node) => node.cloneNode(true)));
      }
    }
  }

  /** What the charts show, newest first. */
  function fillTable() {
    if (!table.open) {
      return;
    }

    const rows = lines
      .flatMap((line) => stretchesIn(line.points, view.from, view.to).map((stretch) => ({ line, stretch })))
      .sort((one, other) => other.stretch.at - one.stretch.at)
      .slice(0, MOST_ROWS);
    document.getElementById("series-rows")?.replaceChildren(
      ...rows.map(({ line, stretch }) => {
        const row = document.createElement("tr");
        const when =
          stretch.end === stretch.at
            ? zone.withYear(stretch.at)
            : `${zone.withYear(stretch.at)} – ${zone.exact(stretch.end)}`;
        const value = valueOf(stretch, words, line.measure.write, line.measure.short);
        for (const text of [when, line.name, value]) {
          row.insertCell().textContent = text;
        }

        return row;
      }),
    );
  }
}
