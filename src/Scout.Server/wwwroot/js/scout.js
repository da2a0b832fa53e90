// Small comforts. Every page works without this file.

// What somebody is typing stays when the page draws itself again, and goes once it was sent.
if (window.Idiomorph) {
  Idiomorph.defaults.callbacks.beforeNodeMorphed = (old) => !old.matches?.("input[type=text], [data-still]");
  // What somebody has opened stays open.
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => name !== "open" || node.tagName !== "DETAILS";
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful && detail.elt.matches?.("form.write")) {
      detail.elt.reset();
    }
  });
}

// Sound for the sandbox's telephones. Browsers allow it only after a click, so there is a button for it.

const button = document.getElementById("sound");
const spoken = new Map(); // call → what was said last
let audio = null;
let ring = null;

function startRinging() {
  if (ring || !audio) {
    return;
  }

  const volume = audio.createGain();
  volume.gain.value = 0;
  volume.connect(audio.destination);
  const tones = [440, 480].map((frequency) => {
    const tone = audio.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(volume);
    tone.start();
    return tone;
  });

  // One second of tone, two of silence.
  const beat = () => {
    const now = audio.currentTime;
    volume.gain.setTargetAtTime(0.12, now, 0.02);
    volume.gain.setTargetAtTime(0, now + 1, 0.02);
  };
  beat();
  const timer = setInterval(beat, 3000);
  ring = () => {
    clearInterval(timer);
    tones.forEach((tone) => tone.stop());
    volume.disconnect();
  };
}

function stopRinging() {
  ring?.();
  ring = null;
}

function speak() {
  const talking = [...document.querySelectorAll("[data-talking]")];
  const calls = new Set(talking.map((screen) => screen.dataset.talking));
  for (const call of spoken.keys()) {
    if (!calls.has(call)) {
      spoken.delete(call);
      speechSynthesis.cancel();
    }
  }

  for (const screen of talking) {
    const text = screen.querySelector(".says")?.textContent ?? "";
    if (spoken.get(screen.dataset.talking) === text) {
      continue;
    }

    spoken.set(screen.dataset.talking, text);
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = screen.dataset.language || "en";
    speechSynthesis.speak(words);
  }
}

function listen() {
  if (!audio) {
    return;
  }

  if (document.querySelector("[data-ringing]")) {
    startRinging();
  } else {
    stopRinging();
  }

  if ("speechSynthesis" in window) {
    speak();
  }
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    if (audio) {
      stopRinging();
      window.speechSynthesis?.cancel();
      audio.close();
      audio = null;
    } else {
      audio = new AudioContext();
    }

    button.setAttribute("aria-pressed", String(Boolean(audio)));
    button.textContent = audio ? button.dataset.off : button.dataset.on;
    listen();
  });
  document.addEventListener("htmx:afterSettle", listen);
}
