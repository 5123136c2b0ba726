// The sound of one text, as it comes: samples, peaks to draw, words, and a WAV file of it all.

export const RATE = 24000;
const PEAK = RATE / 100; // samples that share a peak

export class Recording {
  constructor(text) {
    this.text = text;
    this.length = 0; // samples
    this.complete = false;
    this.peaks = []; // 0 to 1, a hundred a second
    this.words = []; // {start, end} in the text, {begins, ends} in seconds
    this.grown = () => {};
    this.samples = new Int16Array(RATE);
    this.place = 0; // in the text, behind the last word
  }

  get seconds() {
    return this.length / RATE;
  }

  /** Add sound: s16le, whole samples. */
  add(bytes) {
    const came = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1);
    if (this.length + came.length > this.samples.length) this.makeRoom(this.length + came.length);
    this.samples.set(came, this.length);
    for (let at = 0; at < came.length; at++) this.raise(this.length + at, Math.abs(came[at]) / 32768);
    this.length += came.length;
    this.grown();
  }

  /** Add words of the text, in its order; one that is not found there is left out. */
  addWords(captions) {
    for (const { word, start_time: begins, end_time: ends } of captions) {
      const start = this.text.indexOf(word, this.place);
      if (start < 0 || !word) continue;
      this.place = start + word.length;
      this.words.push({ start, end: this.place, begins, ends });
    }
  }

  finish() {
    this.complete = true;
    this.grown();
  }

  /** The word that is heard at a second, or undefined. */
  wordAt(second) {
    const next = this.words.findIndex((word) => word.begins > second);
    const word = this.words.at(next < 0 ? -1 : next - 1);
    return next !== 0 && word && second <= word.ends + 0.3 ? word : undefined;
  }

  /** A WAV file. */
  wav() {
    const head = new DataView(new ArrayBuffer(44));
    const bytes = 2 * this.length;
    const name = (at, letters) => [...letters].forEach((letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
    name(0, "RIFF");
    head.setUint32(4, 36 + bytes, true);
    name(8, "WAVEfmt ");
    head.setUint32(16, 16, true);
    head.setUint16(20, 1, true); // PCM
    head.setUint16(22, 1, true); // mono
    head.setUint32(24, RATE, true);
    head.setUint32(28, 2 * RATE, true);
    head.setUint16(32, 2, true);
    head.setUint16(34, 16, true);
    name(36, "data");
    head.setUint32(40, bytes, true);
    return new Blob([head, this.samples.subarray(0, this.length)], { type: "audio/wav" });
  }

  makeRoom(length) {
    const wider = new Int16Array(2 * length);
    wider.set(this.samples.subarray(0, this.length));
    this.samples = wider;
  }

  raise(sample, level) {
    const at = Math.floor(sample / PEAK);
    this.peaks[at] = Math.max(this.peaks[at] ?? 0, level);
  }
}
