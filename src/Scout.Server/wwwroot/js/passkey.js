// Passkeys for the forms of a page. Without script, or without passkeys in the browser, the buttons stay hidden.

async function options(form, path) {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) {
    throw new Error(`${path} answered ${answer.status}`);
  }

  return answer.json();
}

const acts = {
  new: async (form) =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(await options(form, "/passkey/new")),
    }),
  show: async (form) =>
    navigator.credentials.get({
      publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await options(form, "/passkey/ask")),
    }),
};

async function press(button) {
  const form = button.form;
  // A passkey stands for the password, and needs no e-mail address.
  const asked = [...form.elements].filter((field) => !["password", "email"].includes(field.type));
  if (!asked.every((field) => field.reportValidity())) {
    return;
  }

  const problem = form.querySelector("[data-passkey-problem]");
  problem.textContent = "";
  button.disabled = true;
  try {
    const credential = await acts[button.dataset.passkey](form);
    form.elements.passkey.value = JSON.stringify(credential);
    form.submit();
  } catch {
    problem.textContent = problem.dataset.words;
    button.disabled = false;
  }
}

if (window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
  for (const button of document.querySelectorAll("button[data-passkey]")) {
    button.hidden = false;
    button.addEventListener("click", () => press(button));
  }
}
