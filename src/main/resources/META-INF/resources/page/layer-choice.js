import { signed } from "./words.js";

let groups = 0;

/** The layers of a camera as radio buttons, best-aligned first; "best" follows whichever that is. */
export class LayerChoice {
  #fieldset;
  #name = `layer-${groups++}`;
  #onChoice;
  #shown = "";

  constructor(fieldset, onChoice) {
    this.#fieldset = fieldset;
    this.#onChoice = onChoice;
    fieldset.addEventListener("change", (event) => onChoice(event.target.value || null));
  }

  /**
   * @param {object[]} attention figures per layer, best-aligned first
   * @param {object[]} choices a map for each layer, what can be trusted first
   * @param {?string} chosen a layer; null for the best
   */
  update(attention, choices, chosen) {
    const layers = choices.map(({ layer }) => layer);
    const wanted = layers.includes(chosen) ? chosen : "";
    const names = ["", ...layers.slice().sort((a, b) => a.localeCompare(b, "en", { numeric: true }))];
    if (this.#shown !== names.join("\n")) {
      this.#shown = names.join("\n");
      this.#fieldset.querySelectorAll("label").forEach((label) => label.remove());
      this.#fieldset.append(...names.map((name) => this.#button(name)));
    }
    for (const label of this.#fieldset.querySelectorAll("label")) {
      const input = label.querySelector("input");
      input.checked = input.value === wanted;
      const layer = attention.find((entry) => entry.layer === input.value);
      label.querySelector("small").textContent =
        input.value === "" ? (layers[0] ?? "") : layer && layer.alignment !== null ? signed(layer.alignment) : "";
    }
  }

  #button(name) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = this.#name;
    input.value = name;
    const text = document.createElement("span");
    text.textContent = name === "" ? "best" : name;
    const detail = document.createElement("small");
    label.title = name === "" ? "Of the maps that can be trusted, the one that follows the detector's scores best" : "Alignment with the scores, −1 to 1";
    label.append(input, text, detail);
    return label;
  }
}
