// Shows messages of Scout while no page is open. It keeps nothing and sees no other request.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const message = event.data?.json() ?? { title: "Scout", body: "", page: "/" };
  event.waitUntil(show(message.title, message));
});

self.addEventListener("notificationclick", (event) => {
  const { act, page } = event.notification.data;
  event.notification.close();
  event.waitUntil(event.action === "act" && act ? press(act, page, event.notification.tag) : open(page));
});

function show(title, { body, tag, page, act }) {
  return self.registration.showNotification(title, {
    body,
    tag,
    renotify: Boolean(tag),
    icon: "/icons/icon-192.png",
    data: { act, page },
    actions: act ? [{ action: "act", title: act.words }] : [],
  });
}

// The answer is the state in words. Where the network fails the button comes back: nothing was taken.
async function press(act, page, tag) {
  try {
    const answer = await fetch(act.path, { method: "POST", headers: { Accept: "text/plain" } });
    await show("Scout", { body: await answer.text(), tag, page });
  } catch {
    await open(page);
  }
}

async function open(page) {
  const address = new URL(page, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window" });
  const shown = windows.find((one) => one.url === address);
  return shown ? shown.focus() : self.clients.openWindow(address);
}
