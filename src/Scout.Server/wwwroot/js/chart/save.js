// Charts as one picture, with what each shows written above it.

/** @param {{canvas: HTMLCanvasElement, title: string}[]} charts @param {(name: string) => string} colour */
export function savePicture(charts, colour) {
  const room = 44 * devicePixelRatio;
  const sheet = document.createElement("canvas");
  sheet.width = Math.max(...charts.map(({ canvas }) => canvas.width));
  sheet.height = charts.reduce((sum, { canvas }) => sum + canvas.height + room, 0);
  const ctx = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  ctx.fillStyle = colour("--chart-card");
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.fillStyle = colour("--chart-text");
  ctx.font = `600 ${16 * devicePixelRatio}px system-ui, sans-serif`;
  let top = 0;
  for (const { canvas, title } of charts) {
    ctx.fillText(title, 12 * devicePixelRatio, top + 28 * devicePixelRatio, sheet.width - 24 * devicePixelRatio);
    ctx.drawImage(canvas, 0, top + room);
    top += canvas.height + room;
  }

  sheet.toBlob((blob) => {
    if (blob) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = "scout-chart.png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    }
  }, "image/png");
}
