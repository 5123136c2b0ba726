// Mixing a blend: voices with a slider each, the recipe that comes of it, and the blends that are saved.

import * as server from "./server.js";
import { languageName, options, voiceName } from "./voices.js";

const $ = (id) => document.getElementById(id);

export class Mixer {
  /** `hear(recipe, voice)` plays a recipe, `changed(name)` follows a change of the saved, `failed(error)` tells. */
  constructor({ hear, changed, failed }) {
    Object.assign(this, { changed, failed, voices: [] });
    $("add-part").addEventListener("click", () => this.add().querySelector("select").focus());
    $("hear-blend").addEventListener("click", () => hear(this.recipe, this.mainVoice));
    $("mix").addEventListener("submit", (event) => this.save(event));
    $("parts").addEventListener("input", () => this.tell());
  }

  show(all) {
    this.voices = all.filter(({ engine, recipe }) => engine === "kokoro" && !recipe);
    if (!$("parts").children.length) ["af_bella", "af_sky"].forEach((name) => this.add(name));
    $("kept").replaceChildren(...all.filter(({ recipe }) => recipe).map((blend) => this.keptLine(blend)));
  }

  get parts() {
    return [...$("parts").children].map((part) => ({
      part,
      name: part.querySelector("select").value,
      weight: Number(part.querySelector("input").value),
    }));
  }

  get recipe() {
    return this.parts.map(({ name, weight }) => `${name}(${weight})`).join("+");
  }

  get mainVoice() {
    const [main] = this.parts.sort((a, b) => b.weight - a.weight);
    return this.voices.find(({ name }) => name === main.name);
  }

  add(name = "af_heart") {
    const part = element("div", { className: "part" });
    const select = element("select", { ariaLabel: "Voice of the blend" });
    select.append(...options(this.voices.map((voice) => [voice.name, `${voiceName(voice)}, ${languageName(voice.lang)}`])));
    select.value = name;
    const slider = element("input", { type: "range", min: 1, max: 10, value: 5, ariaLabel: "Its weight" });
    const remove = element("button", { type: "button", textContent: "Remove", ariaLabel: "Remove this voice" });
    remove.addEventListener("click", () => this.remove(part));
    part.append(select, slider, element("span", { className: "number" }), remove);
    $("parts").append(part);
    this.tell();
    return part;
  }

  remove(part) {
    part.remove();
    this.tell();
    $("add-part").focus();
  }

  tell() {
    const parts = this.parts;
    const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
    for (const { part, weight } of parts) {
      const share = `${Math.round((100 * weight) / whole)} %`;
      part.querySelector("span").textContent = share;
      part.querySelector("input").setAttribute("aria-valuetext", share);
      part.querySelector("button").disabled = parts.length === 1;
    }
    $("recipe").textContent = this.recipe;
  }

  async save(event) {
    event.preventDefault();
    await this.change(() => server.keepBlend($("blend-name").value, this.recipe), $("blend-name").value);
  }

  async change(action, name) {
    try {
      await action();
      await this.changed(name);
    } catch (error) {
      this.failed(error);
    }
  }

  keptLine(blend) {
    const line = document.createElement("li");
    const forget = element("button", { type: "button", textContent: "Forget", ariaLabel: `Forget ${blend.name}` });
    forget.addEventListener("click", () => this.change(() => server.forgetBlend(blend.name), ""));
    line.append(
      element("strong", { textContent: blend.name }),
      element("code", { textContent: blend.recipe }),
      forget,
    );
    return line;
  }
}

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
