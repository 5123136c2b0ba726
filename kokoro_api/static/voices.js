// Which voice speaks: chosen by language and gender.

const languageNames = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });
const GREETINGS = {
  en: "Hello! This is how I sound.",
  es: "¡Hola! Así suena mi voz.",
  fr: "Bonjour ! Voici ma voix.",
  hi: "नमस्ते! मेरी आवाज़ ऐसी है।",
  it: "Ciao! Questa è la mia voce.",
  ja: "こんにちは。これが私の声です。",
  pt: "Olá! Esta é a minha voz.",
  cmn: "你好！这是我的声音。",
  de: "Hallo! So klinge ich.",
};

export function languageName(tag) {
  try {
    return languageNames.of(tag);
  } catch {
    return tag; // espeak-ng has tags of its own
  }
}

/** Something to try a voice with. */
export const greeting = (voice) => GREETINGS[voice.lang.split("-")[0]] ?? voice.title ?? voice.name;
export const voiceName = (voice) => (voice.recipe ? voice.name : voice.title || voice.name);

export function options(pairs) {
  return pairs.map(([value, label]) => new Option(label, value));
}

export function group(label, pairs) {
  const element = document.createElement("optgroup");
  element.label = label;
  element.append(...options(pairs));
  return element;
}

export class VoiceChoice {
  constructor(language, gender, voice) {
    Object.assign(this, { language, gender, voice, all: [] });
    language.addEventListener("change", () => this.showVoices());
    gender.addEventListener("change", () => this.showVoices());
  }

  get chosen() {
    return this.all.find((voice) => voice.name === this.voice.value);
  }

  /** Offer these voices, and choose the one of that name. */
  show(all, name) {
    this.all = all;
    this.showLanguages();
    this.choose(name);
  }

  choose(name) {
    const voice = this.all.find((one) => one.name === name) ?? this.all[0];
    if (!voice) return;
    this.language.value = voice.lang;
    if (this.gender.value !== voice.gender) this.gender.value = "";
    this.showVoices(voice.name);
  }

  showLanguages() {
    const named = (voices) =>
      [...new Set(voices.map(({ lang }) => lang))]
        .map((lang) => [lang, languageName(lang)])
        .sort((a, b) => a[1].localeCompare(b[1]));
    const ours = named(this.all.filter(({ engine }) => engine !== "espeak"));
    const known = new Set(ours.map(([lang]) => lang));
    const others = named(this.all.filter(({ lang }) => !known.has(lang)));
    this.language.replaceChildren(...options(ours), ...(others.length ? [group("espeak-ng alone", others)] : []));
  }

  showVoices(name) {
    const fits = ({ lang, gender }) =>
      lang === this.language.value && (!this.gender.value || gender === this.gender.value);
    const voices = this.all.filter(fits);
    const kinds = [
      ["Blends", voices.filter(({ recipe }) => recipe)],
      ["Kokoro", voices.filter(({ recipe, engine }) => !recipe && engine !== "espeak")],
      ["espeak-ng", voices.filter(({ engine }) => engine === "espeak")],
    ];
    const pairs = (some) => some.map((voice) => [voice.name, voiceName(voice)]);
    this.voice.replaceChildren(...kinds.filter(([, some]) => some.length).map(([kind, some]) => group(kind, pairs(some))));
    if (name) this.voice.value = name;
    this.voice.dispatchEvent(new Event("change"));
  }
}
