// Mouse, touch and keyboard on the chart.

const WHEEL = 1.25;

/**
 * @param {HTMLElement} surface takes the focus
 * @param {HTMLElement} over the plotting area
 * @param {import("./view.js").View} view
 * @param {{changed: () => void, step: (by: number) => void, leave: () => void}} on
 */
export function handle(surface, over, view, on) {
  /** @type {Map<number, number>} */
  const fingers = new Map();
  const act = (/** @type {() => void} */ change) => {
    change();
    on.changed();
  };

  over.addEventListener("pointerdown", (event) => {
    if (event.button === 0) {
      fingers.set(event.pointerId, event.offsetX);
      over.setPointerCapture(event.pointerId);
    }
  });
  over.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) {
      return;
    }

    const others = [...fingers].filter(([id]) => id !== event.pointerId);
    fingers.set(event.pointerId, event.offsetX);
    if (others.length === 0) {
      if (event.offsetX !== before) {
        act(() => view.pan((before - event.offsetX) / over.clientWidth));
      }

      return;
    }

    const still = others[0][1];
    const apart = Math.max(20, Math.abs(event.offsetX - still));
    const was = Math.max(20, Math.abs(before - still));
    act(() => view.zoom(was / apart, momentAt((event.offsetX + still) / 2)));
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    over.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }

  // The wheel scrolls the page unless the chart was chosen, or Ctrl is held, as a touchpad does for a pinch.
  over.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && document.activeElement !== surface) {
        return;
      }

      event.preventDefault();
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        act(() => view.pan(event.deltaX / over.clientWidth));
      } else {
        act(() => view.zoom(event.deltaY > 0 ? WHEEL : 1 / WHEEL, momentAt(event.offsetX)));
      }
    },
    { passive: false },
  );
  over.addEventListener("pointerdown", () => surface.focus({ preventScroll: true }));

  surface.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (!key || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }

    event.preventDefault();
    key(event.shiftKey);
  });

  /** @type {Record<string, (shift: boolean) => void>} */
  const keys = {
    ArrowLeft: (shift) => (shift ? on.step(-1) : act(() => view.pan(-0.2))),
    ArrowRight: (shift) => (shift ? on.step(1) : act(() => view.pan(0.2))),
    ArrowUp: () => act(() => view.zoom(1 / 1.5)),
    ArrowDown: () => act(() => view.zoom(1.5)),
    "+": () => act(() => view.zoom(1 / 1.5)),
    "=": () => act(() => view.zoom(1 / 1.5)),
    "-": () => act(() => view.zoom(1.5)),
    Home: () => act(() => view.toFirst()),
    End: () => act(() => view.toNow()),
    Escape: () => on.leave(),
  };

  function momentAt(/** @type {number} */ left) {
    return view.from + (left / over.clientWidth) * view.span;
  }
}
