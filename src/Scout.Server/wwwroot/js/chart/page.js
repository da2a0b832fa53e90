// The chart of a watch's page: loads, draws, listens. Without this file the page has its table and its links.

import { options } from "./draw.js";
import { handle } from "./hands.js";
import { loadMarks, loadPoints, stretchesIn } from "./points.js";
import { savePicture } from "./save.js";
import { fillTable } from "./table.js";
import { brief, nameOf, say, written } from "./units.js";
import { makeView } from "./view.js";
import { zoneOf } from "./zone.js";

const LOOK_AGAIN = 15_000; // changes on another node come without an event
const REST = 120; // while somebody drags, the server is asked once

const figure = document.querySelector("figure[data-series]");
if (figure instanceof HTMLElement && figure.dataset.series && "uPlot" in window) {
  start(figure);
}

function start(/** @type {HTMLElement} */ figure) {
  const facts = /** @type {Record<string, string>} */ ({ ...figure.dataset });
  const words = JSON.parse(facts.words);
  const zone = zoneOf(facts.zone, document.documentElement.lang);
  const plot = part("chart-plot");
  const readout = part("chart-readout");
  const table = /** @type {HTMLDetailsElement} */ (part("chart-table"));
  const limits = { low: limit(facts.low), high: limit(facts.high) };

  // The server's clock goes on here, so that a wrong clock of the device moves nothing.
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const [begun, serverNow] = [visit?.responseStart ?? performance.now(), Number(facts.now)];
  const now = () => serverNow + performance.now() - begun;
  const view = makeView(
    { from: Number(facts.from), to: Number(facts.to), first: Number(facts.first), range: facts.range },
    now,
  );

  view.follow();

  /** @type {import("./points.js").Points} */
  let points = { x: [], y: [], of: [], step: 0, from: 0, to: 0 };
  /** @type {any[]} */
  let marks = [];
  let unit = /** @type {import("./units.js").Unit} */ (facts.unit);
  let loading = new AbortController();
  let timer = 0;
  /** @type {CSSStyleDeclaration} */
  let style = getComputedStyle(figure);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();

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
    changed: () => moved(),
    step: (by) => stepTo(by),
    leave: () => chart.setCursor({ left: -10, top: -10 }),
  });
  part("chart-tools").hidden = false;
  part("chart-tools").addEventListener("click", ({ target }) => press(target));
  figure.addEventListener("click", choose);
  table.addEventListener("toggle", () => drawTable());
  document.addEventListener("htmx:sseMessage", (event) => {
    if (/^(watch|alert)/.test(/** @type {CustomEvent} */ (event).detail?.type)) {
      refresh();
    }
  });
  setInterval(() => document.visibilityState === "visible" && refresh(), LOOK_AGAIN);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
  new ResizeObserver(() => chart.setSize({ width: plot.clientWidth, height: height() })).observe(plot);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  load();

  /** For tests and for whoever is curious in the browser's console. */
  Object.assign(figure, { chart, view, zone, state: () => ({ points, marks, unit }) });

  /** More than is shown on both sides, so that moving shows something at once. */
  async function load() {
    loading.abort();
    const mine = (loading = new AbortController());
    const [from, to] = [view.from - view.span / 2, view.to + view.span / 2];
    const width = Math.min(4000, Math.max(200, 2 * Math.round(plot.clientWidth)));
    try {
      const got = await Promise.all([
        loadPoints(facts.series, from, to, width, mine.signal),
        loadMarks(facts.watch, from, to, mine.signal),
      ]);
      [points, marks] = got;
      draw();
      figure.classList.remove("failed");
    } catch (error) {
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
    clearTimeout(timer);
    timer = setTimeout(() => {
      remember();
      load();
    }, REST);
  }

  function refresh() {
    view.follow();
    load();
  }

  function repaint() {
    style = getComputedStyle(figure);
    chart.redraw();
  }

  /** The address names what is shown: it can be kept, sent and reloaded. */
  function remember() {
    const address = new URL(location.href);
    for (const name of ["range", "from", "to", "unit"]) {
      address.searchParams.delete(name);
    }

    if (view.range) {
      address.searchParams.set("range", view.range);
    } else {
      address.searchParams.set("from", String(Math.round(view.from)));
      address.searchParams.set("to", String(Math.round(view.to)));
    }

    address.searchParams.set("unit", unit);
    history.replaceState(history.state, "", address);
    for (const link of figure.querySelectorAll("[data-range]")) {
      current(link, /** @type {HTMLElement} */ (link).dataset.range === view.range);
    }

    for (const link of figure.querySelectorAll("[data-unit-choice]")) {
      current(link, /** @type {HTMLElement} */ (link).dataset.unitChoice === unit);
    }

    const file = `/watches/${facts.watch}/readings.csv?from=${Math.floor(view.from)}&to=${Math.ceil(view.to) + 1}`;
    /** @type {HTMLAnchorElement} */ (part("chart-csv")).href = file;
  }

  function choose(/** @type {MouseEvent} */ event) {
    const link = event.target instanceof Element ? event.target.closest("a[data-range], a[data-unit-choice]") : null;
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }

    event.preventDefault();
    if (link.dataset.range) {
      view.named(link.dataset.range);
      load();
    } else {
      unit = /** @type {import("./units.js").Unit} */ (link.dataset.unitChoice);
    }

    remember();
    draw();
  }

  function press(/** @type {EventTarget | null} */ target) {
    const button = target instanceof Element ? target.closest("button") : null;
    switch (button?.dataset.do) {
      case "earlier":
        view.pan(-0.5);
        return moved();
      case "later":
        view.pan(0.5);
        return moved();
      case "in":
        view.zoom(0.5);
        return moved();
      case "out":
        view.zoom(2);
        return moved();
      case "now":
        view.toNow();
        return moved();
      case "save":
        return savePicture(chart.ctx.canvas, `${facts.name}: ${summary()}`, "scout-chart.png", colour);
    }
  }

  /** The cursor goes to the next reading, for who reads with the keyboard. */
  function stepTo(/** @type {number} */ by) {
    const inView = points.x
      .map((_, i) => i)
      .filter((i) => points.y[i] !== null && points.x[i] >= view.from && points.x[i] <= view.to);
    const at = inView.indexOf(chart.cursor.idx);
    const next = inView[at < 0 ? (by < 0 ? inView.length - 1 : 0) : Math.min(inView.length - 1, Math.max(0, at + by))];
    if (next !== undefined) {
      chart.setCursor({ left: chart.valToPos(points.x[next], "x"), top: chart.over.clientHeight / 2 });
    }
  }

  /** What is under the cursor, in words. */
  function tell(/** @type {number | null} */ index, /** @type {number} */ left) {
    const stretch = index === null || left < 0 ? null : points.of[index];
    if (!stretch) {
      readout.textContent = left < 0 ? summary() : "";
      return;
    }

    const when =
      stretch.end === stretch.at
        ? zone.exact(stretch.at)
        : say(words.span, zone.exact(stretch.at), zone.exact(stretch.end));
    const value =
      stretch.min === stretch.max
        ? written(stretch.min, unit, words)
        : say(words.span, brief(stretch.min, unit), `${brief(stretch.max, unit)} ${nameOf(unit)}`);
    const judged = [...new Set([judge(stretch.min), judge(stretch.max)])].filter(Boolean);
    readout.textContent = [`${when}: ${value}`, ...judged, ...nearMarks(left)].join(", ");
  }

  function nearMarks(/** @type {number} */ left) {
    const near = [];
    for (const alert of marks) {
      for (const mark of alert.marks) {
        if (Math.abs(chart.valToPos(mark.at, "x") - left) < 9) {
          near.push(`${mark.words} ${zone.time(mark.at)}`);
        }
      }
    }

    return [...new Set(near)].slice(0, 3);
  }

  function describe() {
    plot.setAttribute("aria-label", `${facts.name}: ${summary()}`);
    if ((chart.cursor.left ?? -1) < 0) {
      readout.textContent = summary();
    }
  }

  function summary() {
    const shown = stretchesIn(points, view.from, view.to);
    const [from, to] = [zone.exact(view.from), zone.exact(view.to)];
    if (shown.length === 0) {
      return say(words.empty, from, to);
    }

    const lowest = shown.reduce((least, { min }) => Math.min(least, min), Infinity);
    const highest = shown.reduce((most, { max }) => Math.max(most, max), -Infinity);
    const count = shown.reduce((sum, { n }) => sum + n, 0);
    return say(words.summary, from, to, written(lowest, unit, words), written(highest, unit, words), count);
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

function current(/** @type {Element} */ link, /** @type {boolean} */ is) {
  if (is) {
    link.setAttribute("aria-current", "true");
  } else {
    link.removeAttribute("aria-current");
  }
}

function limit(/** @type {string | undefined} */ text) {
  return text ? Number(text) : null;
}

function part(/** @type {string} */ id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
