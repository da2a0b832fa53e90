// Small comforts for forms. Every form works without this file.

// As long as nobody chose a time zone, the browser's own is the best guess.
for (const select of document.querySelectorAll("select[data-guess=zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (select.value === "UTC" && [...select.options].some((option) => option.value === zone)) {
    select.value = zone;
  }
}

