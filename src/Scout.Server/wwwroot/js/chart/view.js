// Which stretch of time is shown, and how it may change.

const SHORTEST = 10 * 60_000;
const AHEAD = 60_000; // a reading that comes just now has room
const RANGES = { "3h": 3 * 3_600_000, "24h": 24 * 3_600_000, "14d": 14 * 86_400_000 };

/**
 * @param {{from: number, to: number, first: number, range: string}} start
 * @param {() => number} now
 */
export function makeView(start, now) {
  const view = { from: start.from, to: start.to, range: start.range };
  const longest = () => Math.max(RANGES["24h"], (now() - start.first) * 1.02);

  /** Shows a stretch, within what there is. A range by name goes on with the time; one chosen by hand stands. */
  function show(/** @type {number} */ from, /** @type {number} */ to, range = "") {
    const span = Math.min(Math.max(to - from, SHORTEST), longest());
    const middle = (from + to) / 2;
    const latest = now() + Math.max(AHEAD, span * 0.02);
    const earliest = Math.min(start.first, now() - RANGES["24h"]) - span * 0.02;
    let end = Math.min(middle + span / 2, latest);
    if (end - span < earliest) {
      end = Math.min(earliest + span, latest);
    }

    view.from = end - span;
    view.to = end;
    view.range = range;
  }

  return {
    get from() {
      return view.from;
    },
    get to() {
      return view.to;
    },
    get span() {
      return view.to - view.from;
    },
    /** "3h", "24h", "14d", "all"; empty when it was chosen by hand. */
    get range() {
      return view.range;
    },
    show,
    named(/** @type {string} */ range) {
      const end = now() + AHEAD;
      const span = range === "all" ? Math.max(end - start.first, RANGES["24h"]) : RANGES[/** @type {"3h"} */ (range)];
      view.from = end - span;
      view.to = end;
      view.range = range;
    },
    /** Exactly this, under a name of the caller's. */
    fit(/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ range) {
      view.from = from;
      view.to = to;
      view.range = range;
    },
    /** By a share of what is shown. */
    pan(/** @type {number} */ share) {
      const by = share * (view.to - view.from);
      show(view.from + by, view.to + by);
    },
    /** Below 1: closer. around: the moment that stays where it is. */
    zoom(/** @type {number} */ factor, around = (view.from + view.to) / 2) {
      show(around - (around - view.from) * factor, around + (view.to - around) * factor);
    },
    toFirst() {
      show(start.first, start.first + (view.to - view.from));
    },
    toNow() {
      show(now() + AHEAD - (view.to - view.from), now() + AHEAD);
    },
    /** Time has passed: a view that ends now goes on. */
    follow() {
      if (view.range === "all") {
        view.to = now() + AHEAD;
      } else if (view.range in RANGES) {
        this.named(view.range);
      }

      return Boolean(view.range);
    },
  };
}

/** @typedef {ReturnType<typeof makeView>} View */
