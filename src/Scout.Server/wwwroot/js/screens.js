// Messages to this browser. Without script, or where the browser cannot, the button stays hidden and words say why.

const form = document.getElementById("f-browser");
const button = form.querySelector("[data-add]");
const problem = form.querySelector("[data-problem]");

function say(why) {
  problem.textContent = problem.dataset[why];
}

async function add() {
  if ((await Notification.requestPermission()) !== "granted") {
    say("denied");
    return;
  }

  await navigator.serviceWorker.register("/push-worker.js");
  const worker = await navigator.serviceWorker.ready;
  const subscription = await subscribe(worker.pushManager);
  const { endpoint, keys } = subscription.toJSON();
  form.elements.endpoint.value = endpoint;
  form.elements.key.value = keys.p256dh;
  form.elements.auth.value = keys.auth;
  form.submit();
}

async function subscribe(manager) {
  const options = { userVisibleOnly: true, applicationServerKey: form.dataset.key };
  try {
    return await manager.subscribe(options);
  } catch (error) {
    if (error.name !== "InvalidStateError") {
      throw error;
    }

    // Subscribed with the key of an earlier Scout at this address.
    await (await manager.getSubscription())?.unsubscribe();
    return manager.subscribe(options);
  }
}

if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window && window.isSecureContext) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    problem.textContent = "";
    button.disabled = true;
    try {
      await add();
    } catch {
      say("failed");
    } finally {
      button.disabled = false;
    }
  });
} else {
  say("unable");
}
