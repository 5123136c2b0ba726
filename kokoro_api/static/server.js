// The server's routes, as functions. What fails is an Error whose message is one sentence for people.

const KEY = "kokoro-api-key";

/** An answer that is an error; `status` is HTTP's. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function useKey(key) {
  sessionStorage.setItem(KEY, key);
}

async function request(method, path, { body, signal } = {}) {
  const headers = {};
  const key = sessionStorage.getItem(KEY);
  if (key) headers.authorization = `Bearer ${key}`;
  if (body) headers["content-type"] = "application/json";
  const answer = await reach(path, { method, headers, signal, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Refused(answer.status, await told(answer));
  return answer;
}

async function reach(path, options) {
  try {
    return await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The server cannot be reached: see whether kokoro-api runs.");
  }
}

async function told(answer) {
  try {
    return (await answer.json()).error.message;
  } catch {
    return `The server answers ${answer.status} ${answer.statusText}.`;
  }
}

export const ask = async (method, path, options) => {
  const answer = await request(method, path, options);
  return answer.status === 204 ? null : answer.json();
};

export const voices = () => ask("GET", "/voices");
export const engines = () => ask("GET", "/engines");
export const status = () => ask("GET", "/api/status");
export const setEngine = (engine) => ask("POST", `/set_engine?engine_name=${encodeURIComponent(engine)}`);
export const keepBlend = (name, recipe) => ask("PUT", `/api/blends/${encodeURIComponent(name)}`, { body: { recipe } });
export const forgetBlend = (name) => ask("DELETE", `/api/blends/${encodeURIComponent(name)}`);

/** Speak: yields {sound: Uint8Array of s16le} and {words: [{word, start_time, end_time}]} as they come. */
export async function* speech({ text, voice, speed }, signal) {
  const body = { input: text, voice, speed, response_format: "pcm" };
  const answer = await request("POST", "/dev/captioned_speech", { body, signal });
  for await (const line of lines(answer.body)) {
    const { audio, timestamps } = JSON.parse(line);
    if (timestamps.length) yield { words: timestamps };
    if (audio) yield { sound: Uint8Array.from(atob(audio), (char) => char.charCodeAt(0)) };
  }
}

async function* lines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await read(reader);
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    yield* parts;
  }
}

async function read(reader) {
  try {
    return await reader.read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Error("The sound broke off: the server's journal says why.");
  }
}
