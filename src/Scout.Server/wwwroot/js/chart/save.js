// The chart as a picture, with what it shows written above it.

/** @param {HTMLCanvasElement} canvas @param {string} title @param {string} file @param {(name: string) => string} colour */
export function savePicture(canvas, title, file, colour) {
  const room = 44 * devicePixelRatio;
  const sheet = document.createElement("canvas");
  sheet.width = canvas.width;
  sheet.height = canvas.height + room;
  const ctx = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  ctx.fillStyle = colour("--chart-card");
  ctx.fillRect(0, 0, sheet.width, sheet.height);
  ctx.fillStyle = colour("--chart-text");
  ctx.font = `600 ${16 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.fillText(title, 12 * devicePixelRatio, 28 * devicePixelRatio, sheet.width - 24 * devicePixelRatio);
  ctx.drawImage(canvas, 0, room);
  sheet.toBlob((blob) => {
    if (blob) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    }
  }, "image/png");
}
