// The page: a text is spoken by one voice at a time. Everything that is heard goes through `speak`.

import { Mixer } from "./blends.js";
import { duration, offerEngines, watch } from "./live.js";
import { Player } from "./player.js";
import { Reader } from "./reader.js";
import { Recording } from "./recording.js";
import * as server from "./server.js";
import { greeting, VoiceChoice } from "./voices.js";
import { draw } from "./waveform.js";

const $ = (id) => document.getElementById(id);
const choice = new VoiceChoice($("language"), $("gender"), $("voice"));
const reader = new Reader($("text"), $("shadow"));
const mixer = new Mixer({ hear: (voice, main) => speak(wanted(greeting(main), voice)), changed: blendChanged, failed });
let running; // {controller, player, recording} of what is being spoken

const wanted = (text, voice) => ({ text, voice, speed: Number($("speed").value) });
const ofPage = () => wanted($("text").value, $("voice").value);

/** Speak, and show how it goes; `lit` is whether it is the text field's own. */
async function speak(what, { lit = false } = {}) {
  stop();
  const recording = new Recording(what.text);
  const mine = (running = { controller: new AbortController(), recording, player: new Player(recording) });
  begin(lit);
  show(mine, lit);
  try {
    await receive(what, recording, mine.controller.signal);
    await mine.player.done;
    if (running === mine) finish(lit && !recording.words.length ? "This voice does not tell when words are heard." : "");
  } catch (error) {
    mine.player.stop();
    if (error.name !== "AbortError") failed(error);
    if (running === mine) finish("");
  }
}

async function receive(what, recording, signal) {
  for await (const { sound, words } of server.speech(what, signal)) {
    if (words) recording.addWords(words);
    if (sound) recording.add(sound);
  }
  recording.finish();
}

function begin(lit) {
  $("error").hidden = true;
  $("play").textContent = "Stop";
  $("state").textContent = "Speaking";
  if (lit) reader.begin();
}

function finish(state) {
  running = undefined;
  reader.end();
  $("play").textContent = "Play";
  $("state").textContent = state;
}

function stop() {
  if (!running) return;
  const { controller, player } = running;
  player.stop();
  finish("Stopped");
  controller.abort();
}

function show(mine, lit) {
  const { player, recording } = mine;
  const { position } = player;
  draw($("waveform"), recording, position);
  $("clock").textContent = `${duration(position)} of ${duration(recording.seconds)}`;
  if (running !== mine) return;
  if (lit) reader.light(recording.wordAt(position));
  requestAnimationFrame(() => show(mine, lit));
}

function play() {
  if ($("speak").reportValidity()) speak(ofPage(), { lit: true });
}

async function download() {
  const what = ofPage();
  if (!$("speak").reportValidity()) return;
  $("error").hidden = true;
  $("download").disabled = true;
  $("state").textContent = "Making the file";
  try {
    const recording = new Recording(what.text);
    await receive(what, recording);
    save(recording.wav(), `${what.voice}.wav`);
    $("state").textContent = "Saved";
  } catch (error) {
    failed(error);
  } finally {
    $("download").disabled = false;
  }
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function failed(error) {
  $("state").textContent = "";
  $("error").textContent = error.message;
  $("error").hidden = false;
  if (error.status === 401) $("key-form").hidden = false;
}

async function blendChanged(name) {
  await offerVoices(name || $("voice").value);
  $("state").textContent = name ? `Saved ${name}` : "Forgotten";
}

async function offerVoices(name) {
  const all = await server.voices();
  choice.show(all, name);
  mixer.show(all);
}

async function open() {
  try {
    const { voice } = await server.status();
    await Promise.all([offerVoices(voice), offerEngines(failed)]);
    watch();
  } catch (error) {
    failed(error);
  }
}

$("speak").addEventListener("submit", (event) => {
  event.preventDefault();
  if (running) stop();
  else play();
});
$("preview").addEventListener("click", () => choice.chosen && speak(wanted(greeting(choice.chosen), choice.chosen.name)));
$("download").addEventListener("click", download);
$("speed").addEventListener("input", () => ($("speed-shown").textContent = `${Number($("speed").value)}×`));
$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) play();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && stop());
$("key-form").addEventListener("submit", (event) => {
  event.preventDefault();
  server.useKey($("key").value);
  $("key-form").hidden = $("error").hidden = true;
  open();
});
window.addEventListener("resize", () => running || draw($("waveform"), undefined, 0));
draw($("waveform"), undefined, 0);
open();
