// A line that is new since the page was opened has no place in its figure: the page is loaded again, once.

const known = lines();
document.addEventListener("htmx:afterSettle", () => {
  if (lines() !== known) {
    location.reload();
  }
});

function lines() {
  return [...document.querySelectorAll("[data-line]")].map((part) => part.getAttribute("data-line")).join(" ");
}
