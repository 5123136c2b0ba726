// Plays a recording while it grows. Blocks are laid end to end on the sound card's own clock, sample by sample, so that
// no gap is heard between them; where the sound comes too late, playing goes on when there is more.

import { RATE } from "./recording.js";

const BLOCK = RATE; // samples of one block, at most
const AHEAD = 3; // seconds that are laid out before they are heard
const LEAD = 0.04; // seconds between laying out the first block and hearing it
const FADE = 0.02; // seconds
const TICK = 100; // milliseconds

export class Player {
  /** Begin; call it from a click, or browsers keep silent. `done` resolves when all has been heard or stopped. */
  constructor(recording) {
    this.recording = recording;
    this.context = new AudioContext({ sampleRate: RATE });
    this.gain = new GainNode(this.context);
    this.gain.connect(this.context.destination);
    this.laid = 0; // samples
    this.next = 0; // when the next block begins, in samples of the context
    this.anchors = []; // {at, from}: at that second of the context, that second of the sound begins
    this.done = new Promise((resolve) => (this.resolve = resolve));
    this.timer = setInterval(() => this.tick(), TICK);
    recording.grown = () => this.layOut();
    this.layOut();
  }

  /** The second of the sound that is heard now. */
  get position() {
    const now = this.context.currentTime - (this.context.outputLatency || 0);
    const anchor = this.anchors.findLast(({ at }) => at <= now);
    return anchor ? Math.min(anchor.from + now - anchor.at, anchor.until) : 0;
  }

  /** Fall silent at once, without a click. */
  stop() {
    this.gain.gain.setTargetAtTime(0, this.context.currentTime, FADE / 4);
    this.end(FADE * 1000);
  }

  layOut() {
    while (this.laid < this.recording.length && this.next < (this.context.currentTime + AHEAD) * RATE) {
      const { samples, length } = this.recording;
      this.lay(samples.subarray(this.laid, Math.min(length, this.laid + BLOCK)));
    }
  }

  lay(samples) {
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: RATE });
    const floats = buffer.getChannelData(0);
    for (let at = 0; at < samples.length; at++) floats[at] = samples[at] / 32768;
    const source = new AudioBufferSourceNode(this.context, { buffer });
    source.connect(this.gain);
    if (this.next < this.context.currentTime * RATE || !this.anchors.length) this.anchor();
    source.start(this.next / RATE);
    this.next += samples.length;
    this.laid += samples.length;
    this.anchors.at(-1).until = this.laid / RATE;
  }

  anchor() {
    this.next = Math.ceil((this.context.currentTime + LEAD) * RATE);
    this.anchors.push({ at: this.next / RATE, from: this.laid / RATE });
  }

  tick() {
    this.layOut();
    const { complete, length } = this.recording;
    const heard = this.context.currentTime - (this.context.outputLatency || 0);
    if (complete && this.laid === length && heard * RATE >= this.next) this.end(0);
  }

  end(milliseconds) {
    if (this.over) return;
    this.over = true;
    clearInterval(this.timer);
    this.recording.grown = () => {};
    setTimeout(() => this.context.close(), milliseconds);
    this.resolve();
  }
}
