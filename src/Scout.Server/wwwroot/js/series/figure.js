// Series one above the other: one stretch of time, one cursor. Lines are straight and broken where nothing came.

import { drawReadings, timeAxis } from "../chart/draw.js";
import { handle } from "../chart/hands.js";
import { loadFrom, stretchesIn } from "../chart/points.js";
import { say } from "../chart/units.js";
import { makeView } from "../chart/view.js";
import { zoneOf } from "../chart/zone.js";

const TEN = "ten";
const LOOK_AGAIN = 15_000; // changes on another node come without an event
const REST = 120; // while somebody drags, the server is asked once
const ROOM = 0.04; // beside the newest ten readings, as a share of their time

const figure = document.getElementById("series-figure");
if (figure && "uPlot" in window) {
  start(figure);
}

function start(/** @type {HTMLElement} */ figure) {
  const facts = /** @type {Record<string, string>} */ ({ ...figure.dataset });
  const words = JSON.parse(facts.words);
  const zone = zoneOf(facts.zone, document.documentElement.lang);
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const [begun, serverNow] = [visit?.responseStart ?? performance.now(), Number(facts.now)];
  const now = () => serverNow + performance.now() - begun; // a wrong clock of the device moves nothing
  const view = makeView({ from: now() - 3_600_000, to: now(), first: now() - 3_600_000, range: facts.range }, now);
  let style = getComputedStyle(figure);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const sync = /** @type {any} */ (window).uPlot.sync("series");
  const lines = [...figure.querySelectorAll("[data-series]")].map((part) => lineOf(/** @type {HTMLElement} */ (part)));
  let loading = new AbortController();
  let timer = 0;

  figure.addEventListener("click", choose);
  document.addEventListener("htmx:sseMessage", (event) => {
    if (/^watch/.test(/** @type {CustomEvent} */ (event).detail?.type)) {
      load();
    }
  });
  setInterval(() => document.visibilityState === "visible" && load(), LOOK_AGAIN);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && load());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  if (view.range !== TEN) {
    view.named(view.range);
  }

  load();

  /** For tests and for whoever is curious in the browser's console. */
  Object.assign(figure, { lines, view });

  function lineOf(/** @type {HTMLElement} */ part) {
    const plot = /** @type {HTMLElement} */ (part.querySelector(".chart-plot"));
    const line = {
      series: String(part.dataset.series),
      readout: /** @type {HTMLElement} */ (part.querySelector(".chart-readout")),
      plot,
      stale: "stale" in part.dataset,
      /** @type {import("../chart/points.js").Points} */
      points: { x: [], y: [], of: [], step: 0, from: 0, to: 0 },
      chart: /** @type {any} */ (null),
      write: (/** @type {number} */ value) => written(value, part.dataset.decimals, part.dataset.unit),
    };
    const scene = { view, zone, colour, low: null, high: null, points: () => line.points };
    plot.replaceChildren();
    line.chart = new /** @type {any} */ (window).uPlot(
      {
        width: plot.clientWidth,
        height: height(plot),
        ms: 1,
        padding: [12, 12, 0, 0],
        legend: { show: false },
        cursor: {
          drag: { x: false, y: false, setScale: false },
          points: { size: 12, width: 2 },
          y: false,
          sync: { key: sync.key },
        },
        scales: {
          x: { time: false, range: () => [view.from, view.to] },
          y: { range: (/** @type {any} */ _, /** @type {number} */ min, /** @type {number} */ max) => around(min, max) },
        },
        axes: [
          timeAxis(scene),
          {
            stroke: () => colour("--chart-text"),
            grid: { stroke: () => colour("--chart-grid"), width: 1 },
            ticks: { show: false },
            font: "13px system-ui, sans-serif",
            size: 52,
          },
        ],
        series: [{}, { spanGaps: false, width: 2.5, stroke: () => colour("--chart-line"), points: { show: false } }],
        hooks: {
          draw: [(/** @type {any} */ chart) => drawReadings(chart, scene)],
          setCursor: [(/** @type {any} */ chart) => tell(line, chart.cursor.idx ?? null, chart.cursor.left ?? -1)],
        },
      },
      [[], []],
      plot,
    );
    handle(plot, line.chart.over, view, {
      changed: () => moved(),
      step: (by) => stepTo(line, by),
      leave: () => line.chart.setCursor({ left: -10, top: -10 }, true, true),
    });
    new ResizeObserver(() => line.chart.setSize({ width: plot.clientWidth, height: height(plot) })).observe(plot);
    return line;
  }

  async function load() {
    loading.abort();
    const mine = (loading = new AbortController());
    try {
      if (view.range && view.range !== TEN) {
        view.follow();
      }

      const isTen = view.range === TEN;
      const [from, to] = [view.from - view.span / 2, view.to + view.span / 2];
      const width = Math.min(4000, Math.max(200, 2 * Math.round(figure.clientWidth)));
      const stretch = isTen ? "" : `?from=${Math.floor(from)}&to=${Math.ceil(to)}&width=${width}`;
      const got = await Promise.all(
        lines.map(({ series }) => loadFrom(`/graph/-/points/${series}${stretch}`, mine.signal)),
      );
      lines.forEach((line, i) => (line.points = got[i]));
      if (isTen) {
        fit();
      }

      draw();
      figure.classList.remove("failed");
      figure.dataset.drawn = String(Number(figure.dataset.drawn ?? 0) + 1);
    } catch {
      if (!mine.signal.aborted) {
        figure.classList.add("failed");
        lines.forEach(({ readout }) => (readout.textContent = words.failed));
      }
    }
  }

  /** From the first of the newest readings to the last, however old they are. */
  function fit() {
    // What stopped long ago does not squeeze what goes on.
    const going = lines.filter(({ stale, points }) => !stale && points.x.length > 0);
    const times = (going.length > 0 ? going : lines).flatMap(({ points }) => (points.x.length > 0 ? [points.x[0], points.x[points.x.length - 1]] : []));
    if (times.length > 0) {
      const [first, last] = [Math.min(...times), Math.max(...times)];
      const room = Math.max((last - first) * ROOM, 1000);
      view.fit(first - room, last + room, TEN);
    }
  }

  function draw() {
    for (const line of lines) {
      line.chart.setData([line.points.x, line.points.y]);
      if ((line.chart.cursor.left ?? -1) < 0) {
        line.readout.textContent = summary(line);
      }
    }
  }

  function moved() {
    draw();
    clearTimeout(timer);
    timer = setTimeout(() => {
      remember();
      load();
    }, REST);
  }

  function repaint() {
    style = getComputedStyle(figure);
    lines.forEach(({ chart }) => chart.redraw());
  }

  function choose(/** @type {MouseEvent} */ event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-range]") : null;
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }

    event.preventDefault();
    const range = String(link.dataset.range);
    if (range === TEN) {
      view.fit(view.from, view.to, TEN);
    } else {
      view.named(range);
    }

    remember();
    load();
  }

  /** The address names what is shown, where that has a name. */
  function remember() {
    const address = new URL(location.href);
    address.searchParams.delete("range");
    if (view.range) {
      address.searchParams.set("range", view.range);
    }

    history.replaceState(history.state, "", address);
    for (const link of figure.querySelectorAll("[data-range]")) {
      if (/** @type {HTMLElement} */ (link).dataset.range === view.range) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }

  function stepTo(/** @type {any} */ line, /** @type {number} */ by) {
    const { points, chart } = line;
    const seen = points.x
      .map((/** @type {number} */ _, /** @type {number} */ i) => i)
      .filter((/** @type {number} */ i) => points.y[i] !== null && points.x[i] >= view.from && points.x[i] <= view.to);
    const at = seen.indexOf(chart.cursor.idx);
    const next = seen[at < 0 ? (by < 0 ? seen.length - 1 : 0) : Math.min(seen.length - 1, Math.max(0, at + by))];
    if (next !== undefined) {
      chart.setCursor({ left: chart.valToPos(points.x[next], "x"), top: chart.over.clientHeight / 2 }, true, true);
    }
  }

  function tell(/** @type {any} */ line, /** @type {number | null} */ index, /** @type {number} */ left) {
    const stretch = index === null || left < 0 ? null : line.points.of[index];
    if (!stretch) {
      line.readout.textContent = left < 0 ? summary(line) : "";
      return;
    }

    const when =
      stretch.end === stretch.at
        ? zone.exact(stretch.at)
        : say(words.span, zone.exact(stretch.at), zone.exact(stretch.end));
    const value =
      stretch.min === stretch.max
        ? line.write(stretch.min)
        : say(words.span, line.write(stretch.min), line.write(stretch.max));
    line.readout.textContent = `${when}: ${value}`;
  }

  function summary(/** @type {any} */ line) {
    const shown = stretchesIn(line.points, view.from, view.to);
    const [from, to] = [zone.exact(view.from), zone.exact(view.to)];
    if (shown.length === 0) {
      return say(words.empty, from, to);
    }

    const lowest = shown.reduce((least, { min }) => Math.min(least, min), Infinity);
    const highest = shown.reduce((most, { max }) => Math.max(most, max), -Infinity);
    const count = shown.reduce((sum, { n }) => sum + n, 0);
    return say(words.summary, from, to, line.write(lowest), line.write(highest), count);
  }
}

/** From the data, with some room; the axis is not forced to zero. */
function around(/** @type {number} */ min, /** @type {number} */ max) {
  if (min === null || min === undefined) {
    return [0, 1];
  }

  const room = max > min ? (max - min) * 0.1 : Math.max(1, Math.abs(max) * 0.05);
  return [min - room, max + room];
}

function written(/** @type {number} */ value, /** @type {string | undefined} */ decimals, /** @type {string | undefined} */ unit) {
  const number = decimals ? value.toFixed(Number(decimals)) : String(Math.round(value * 1000) / 1000);
  return `${number}${unit ? ` ${unit}` : ""}`;
}

function height(/** @type {HTMLElement} */ plot) {
  return Math.round(Math.min(260, Math.max(176, plot.clientWidth * 0.3)));
}
