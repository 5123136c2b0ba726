// Draws a recording: what has been heard in one colour, what is still to come in another.

const BAR = 3; // pixels, the gap between two included
const LEAST_SECONDS = 6; // shorter sound does not fill the width

export function draw(canvas, recording, position) {
  const scale = window.devicePixelRatio || 1;
  const { clientWidth: width, clientHeight: height } = canvas;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const [heard, coming] = ["--accent", "--line"].map((name) => style.getPropertyValue(name));
  const peaks = recording?.peaks ?? [];
  const across = Math.max(peaks.length, LEAST_SECONDS * 100);
  for (let x = 0; x < width; x += BAR) {
    const first = Math.floor((x / width) * across);
    const last = Math.max(first + 1, Math.floor(((x + BAR) / width) * across));
    const level = loudest(peaks, first, last);
    const tall = Math.max(2, Math.sqrt(level) * height);
    pen.fillStyle = first < position * 100 && first < peaks.length ? heard : coming;
    pen.beginPath();
    pen.roundRect(x, (height - tall) / 2, BAR - 1, tall, 1);
    pen.fill();
  }
}

function loudest(peaks, first, last) {
  let level = 0;
  for (let at = first; at < Math.min(last, peaks.length); at++) level = Math.max(level, peaks[at]);
  return level;
}
