// A decoder is tried while it is typed: what the button "Try it" does, by itself. The page works without this file.

const REST = 400;

for (const form of document.querySelectorAll("form[data-try]")) {
  if (form instanceof HTMLFormElement) {
    start(form);
  }
}

function start(/** @type {HTMLFormElement} */ form) {
  let timer = 0;
  let asking = new AbortController();

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tryIt, REST);
  });

  async function tryIt() {
    asking.abort();
    asking = new AbortController();
    const body = new FormData(form);
    body.set("try", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(/** @type {any} */ (body)), signal: asking.signal });
      show(await answer.text());
    } catch {
      // The next letter tries again; the button still works.
    }
  }

  function show(/** @type {string} */ html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    // Where somebody types, nothing moves: rows of fields change only when other fields are there.
    for (const id of ["preview", ...(namesIn(document) === namesIn(page) ? [] : ["shapes"])]) {
      const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
      if (old && fresh) {
        old.replaceChildren(...document.importNode(fresh, true).childNodes);
      }
    }
  }
}

function namesIn(/** @type {Document} */ page) {
  return [...page.querySelectorAll("#shapes input[type=hidden][name=field]")]
    .map((input) => /** @type {HTMLInputElement} */ (input).value)
    .join("\n");
}
