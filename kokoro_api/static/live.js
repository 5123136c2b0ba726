// What the server does now. It is asked while the view can be seen, and not otherwise.

import * as server from "./server.js";
import { languageName } from "./voices.js";

const EVERY = 2000; // milliseconds
const $ = (id) => document.getElementById(id);
const ENGINES = { auto: "Kokoro, where it can", espeak: "espeak-ng" };

export function watch() {
  const seen = () => $("server").open && !document.hidden;
  const look = () => seen() && show();
  setInterval(look, EVERY);
  $("server").addEventListener("toggle", look);
  document.addEventListener("visibilitychange", look);
}

/** Offer the engines; `failed(error)` tells where one cannot be set. */
export async function offerEngines(failed) {
  const { engines, chosen } = await server.engines();
  $("engine").replaceChildren(...engines.map((name) => new Option(ENGINES[name] ?? name, name)));
  $("engine").value = chosen;
  $("engine").onchange = () => server.setEngine($("engine").value).then(show, failed);
}

async function show() {
  try {
    tell(await server.status());
  } catch (error) {
    $("engine-state").textContent = error.message;
  }
}

function tell({ model }) {
  if (document.activeElement !== $("engine")) $("engine").value = model.engine_wanted;
  $("engine-state").textContent = model.engine_state;
  $("queued").textContent = model.queued;
  $("sound-made").textContent = duration(model.sound_seconds);
  $("memory").textContent = megabytes(model.memory_bytes);
  $("gpu").hidden = !model.gpu_memory_bytes;
  if (model.gpu_memory_bytes)
    $("gpu-memory").textContent = `${megabytes(model.gpu_memory_used_bytes)} of ${megabytes(model.gpu_memory_bytes)}`;
  const voices = model.voices.map((voice) => {
    const speaks = voice.speaking ? ", speaking" : "";
    return `${voice.name}, ${languageName(voice.lang)}${speaks}`;
  });
  const lines = (voices.length ? voices : ["none"]).map((text) =>
    Object.assign(document.createElement("li"), { textContent: text }),
  );
  $("loaded").replaceChildren(...lines);
}

const megabytes = (bytes) => `${Math.round(bytes / 2 ** 20)} MB`;

/** Minutes and seconds. */
export function duration(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
