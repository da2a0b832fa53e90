// Clock times in the person's zone, whatever zone the browser is in. Days of 23 and 25 hours included.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances between ticks up to a day, in ms. */
const SHORT = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE);
const DAYS = [1, 2, 7, 14];
const MONTHS = [1, 2, 3, 6, 12, 24, 60];

/**
 * @param {string} name IANA name; one that the browser does not know is taken as UTC
 * @param {string} language of month names
 */
export function zoneOf(name, language) {
  const locale = language === "es" ? "es-ES" : "en-GB";
  const timeZone = isKnown(name) ? name : "UTC";
  const fields = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const format = (/** @type {Intl.DateTimeFormatOptions} */ options) => {
    const writer = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: "h23", ...options });
    return (/** @type {number} */ ms) => writer.format(ms);
  };
  const writers = {
    time: format({ hour: "2-digit", minute: "2-digit" }),
    day: format({ day: "numeric", month: "short" }),
    month: format({ month: "short", year: "numeric" }),
    year: format({ year: "numeric" }),
    exact: format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }),
    withYear: format({
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    }),
  };

  /** How far the zone is ahead of UTC at a moment, in ms. */
  function offsetAt(/** @type {number} */ ms) {
    const part = Object.fromEntries(fields.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const local = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
    return local - Math.floor(ms / 1000) * 1000;
  }

  /** The first moment at which clocks there show a local time; null: they skip it. */
  function momentOf(/** @type {number} */ local) {
    // Before a change the offset is that of the day before; after it, that of the day after.
    for (const guess of [local - offsetAt(local - DAY), local - offsetAt(local + DAY)]) {
      if (guess + offsetAt(guess) === local) {
        return guess;
      }
    }

    return null;
  }

  /** Local time as if it were UTC. */
  const localOf = (/** @type {number} */ ms) => ms + offsetAt(ms);

  /**
   * Where ticks belong between two moments: at round clock times, every real hour once.
   * @param {number} from @param {number} to @param {number} most
   * @returns {{at: number[], step: number}} step: ms, or DAY and more for days and months
   */
  function ticks(from, to, most) {
    const least = (to - from) / Math.max(1, most);
    const short = SHORT.find((step) => step >= least);
    if (short && short <= HOUR) {
      return { at: hourly(from, to, short), step: short };
    }

    if (short) {
      return { at: within(from, to, daysBetween(from, to).flatMap((day) => clockTimes(day, short))), step: short };
    }

    const days = DAYS.find((count) => count * DAY >= least);
    if (days) {
      const all = daysBetween(from, to).filter((day) => Math.round(day / DAY) % days === 0);
      return { at: within(from, to, all.map(startOf)), step: days * DAY };
    }

    const months = MONTHS.find((count) => count * 30 * DAY >= least) ?? MONTHS[MONTHS.length - 1];
    return { at: within(from, to, monthsBetween(from, to, months).map(startOf)), step: months * 30 * DAY };
  }

  // Up to an hour: steps of real time, in line with the clock. The hour that comes twice has two ticks.
  function hourly(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ step) {
    const offset = offsetAt(from) % HOUR;
    const at = [];
    for (let ms = Math.ceil((from + offset) / step) * step - offset; ms <= to; ms += step) {
      at.push(ms);
    }

    return at;
  }

  function clockTimes(/** @type {number} */ day, /** @type {number} */ step) {
    const times = [];
    for (let local = day; local < day + DAY; local += step) {
      times.push(momentOf(local));
    }

    return times;
  }

  /** A midnight that is skipped begins with the first moment after it. */
  function startOf(/** @type {number} */ day) {
    for (let minutes = 0; minutes <= 120; minutes += 30) {
      const at = momentOf(day + minutes * MINUTE);
      if (at !== null) {
        return at;
      }
    }

    return null;
  }

  function daysBetween(/** @type {number} */ from, /** @type {number} */ to) {
    const days = [];
    for (let day = Math.floor(localOf(from) / DAY) * DAY; day <= localOf(to); day += DAY) {
      days.push(day);
    }

    return days;
  }

  function monthsBetween(/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ step) {
    const begin = new Date(localOf(from));
    const months = [];
    let month = Math.floor((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / step) * step;
    for (let at = 0; at <= localOf(to); month += step) {
      at = Date.UTC(Math.floor(month / 12), month % 12, 1);
      months.push(at);
    }

    return months;
  }

  /** A tick in words; the first of a day says the day. */
  function label(/** @type {number} */ ms, /** @type {number} */ step) {
    const local = new Date(localOf(ms));
    if (step >= 365 * DAY || (step >= 28 * DAY && local.getUTCMonth() === 0)) {
      return step >= 365 * DAY ? writers.year(ms) : writers.month(ms);
    }

    if (step >= 28 * DAY) {
      return writers.month(ms);
    }

    return step >= DAY || local.getTime() % DAY === 0 ? writers.day(ms) : writers.time(ms);
  }

  return { name: timeZone, offsetAt, momentOf, ticks, label, ...writers };
}

/** @typedef {ReturnType<typeof zoneOf>} Zone */

function within(/** @type {number} */ from, /** @type {number} */ to, /** @type {(number | null)[]} */ times) {
  return /** @type {number[]} */ (times.filter((ms) => ms !== null && ms >= from && ms <= to));
}

function isKnown(/** @type {string} */ name) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
