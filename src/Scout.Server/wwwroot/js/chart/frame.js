// What every figure of charts has: a stretch of time that goes on with the server's clock, news that make it look
// again, the colours of the theme, buttons, and an address that says what is shown.

import { makeView } from "./view.js";
import { zoneOf } from "./zone.js";

const LOOK_AGAIN = 15_000; // changes on another node come without an event
const REST = 120; // while somebody drags, the server is asked once
const USUAL = 3_600_000;

/** @param {HTMLElement} figure says in its data- attributes what it shows */
export function frameOf(figure) {
  const facts = /** @type {Record<string, string>} */ ({ ...figure.dataset });
  const words = /** @type {Record<string, string>} */ (JSON.parse(facts.words));
  const zone = zoneOf(facts.zone, document.documentElement.lang);

  // The server's clock goes on here, so that a wrong clock of the device moves nothing.
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const [begun, serverNow] = [visit?.responseStart ?? performance.now(), Number(facts.now)];
  const now = () => serverNow + performance.now() - begun;
  const moment = (/** @type {string | undefined} */ text, /** @type {number} */ usual) => (text ? Number(text) : usual);
  const view = makeView(
    {
      from: moment(facts.from, now() - USUAL),
      to: moment(facts.to, now()),
      first: moment(facts.first, now() - USUAL),
      range: facts.range,
    },
    now,
  );
  const style = getComputedStyle(figure); // follows the theme by itself
  let timer = 0;

  return {
    facts,
    words,
    zone,
    view,
    colour: (/** @type {string} */ name) => style.getPropertyValue(name).trim(),

    /** @param {RegExp} about names of events @param {(id: string) => void} look what the event is about; "*": anything */
    onNews(about, look) {
      document.addEventListener("htmx:sseMessage", (event) => {
        const { type, data } = /** @type {CustomEvent} */ (event).detail ?? {};
        if (about.test(type)) {
          look(data || "*");
        }
      });
      setInterval(() => document.visibilityState === "visible" && look("*"), LOOK_AGAIN);
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look("*"));
    },

    onTheme(/** @type {() => void} */ repaint) {
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
      new MutationObserver(repaint).observe(document.documentElement, {
        attributes: true,
        attributeFilter: ["data-theme"],
      });
    },

    /** Once the hand rests. */
    whenStill(/** @type {() => void} */ act) {
      clearTimeout(timer);
      timer = setTimeout(act, REST);
    },

    /** @param {HTMLElement} bar buttons that do what the hand does @param {() => void} moved @param {() => void} save */
    useButtons(bar, moved, save) {
      /** @type {Record<string, () => void>} */
      const acts = {
        earlier: () => view.pan(-0.5),
        later: () => view.pan(0.5),
        in: () => view.zoom(0.5),
        out: () => view.zoom(2),
        now: () => view.toNow(),
      };
      bar.hidden = false;
      bar.addEventListener("click", ({ target }) => {
        const button = target instanceof Element ? target.closest("button") : null;
        const act = acts[button?.dataset.do ?? ""];
        if (act) {
          act();
          moved();
        } else if (button?.dataset.do === "save") {
          save();
        }
      });
    },

    /** Links that choose a range or a unit do so here, without a new page. @param {(link: DOMStringMap) => void} chosen */
    onChoice(chosen) {
      figure.addEventListener("click", (event) => {
        const link =
          event.target instanceof Element ? event.target.closest("a[data-range], a[data-unit-choice]") : null;
        if (link instanceof HTMLElement && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          chosen(link.dataset);
        }
      });
    },

    /** The address names what is shown: it can be kept, sent and reloaded. @param {Record<string, string>} more */
    remember(more = {}) {
      const address = new URL(location.href);
      for (const name of ["range", "from", "to", ...Object.keys(more)]) {
        address.searchParams.delete(name);
      }

      const shown = view.range
        ? { range: view.range }
        : { from: String(Math.round(view.from)), to: String(Math.round(view.to)) };
      for (const [name, value] of Object.entries({ ...shown, ...more })) {
        address.searchParams.set(name, value);
      }

      history.replaceState(history.state, "", address);
      this.mark((link) => link.range === view.range, "[data-range]");
    },

    /** Which of the choices is the current one. @param {(link: DOMStringMap) => boolean} isCurrent @param {string} links */
    mark(isCurrent, links) {
      for (const link of /** @type {NodeListOf<HTMLElement>} */ (figure.querySelectorAll(`nav ${links}`))) {
        if (isCurrent(link.dataset)) {
          link.setAttribute("aria-current", "true");
        } else {
          link.removeAttribute("aria-current");
        }
      }
    },
  };
}

/** @typedef {ReturnType<typeof frameOf>} Frame */

/** A chart fills the width of its place. */
export function fillPlace(/** @type {any} */ chart, /** @type {HTMLElement} */ plot, /** @type {() => number} */ height) {
  new ResizeObserver(() => chart.setSize({ width: plot.clientWidth, height: height() })).observe(plot);
}

/** How many points are worth asking for: more than is shown on both sides, so that moving shows something at once. */
export function askedOf(/** @type {import("./view.js").View} */ view, /** @type {number} */ width) {
  return {
    from: view.from - view.span / 2,
    to: view.to + view.span / 2,
    width: Math.min(4000, Math.max(200, 2 * Math.round(width))),
  };
}
