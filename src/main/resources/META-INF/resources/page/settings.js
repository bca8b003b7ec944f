const KEY = "eigencam";
const DEFAULTS = { attention: true, boxes: true, colours: "inferno", cameras: {} };

/** What this browser was told to draw; kept over visits where the browser allows it. */
class Settings extends EventTarget {
  #values = load();

  get(name) {
    return this.#values[name];
  }

  set(name, value) {
    this.#values[name] = value;
    this.#changed();
  }

  /** @returns {{layer: ?string, opacity: number}} layer null: the best-aligned one */
  camera(id) {
    return { layer: null, opacity: 75, ...(Object.hasOwn(this.#values.cameras, id) ? this.#values.cameras[id] : {}) };
  }

  setCamera(id, changes) {
    this.#values.cameras = { ...this.#values.cameras, [id]: { ...this.camera(id), ...changes } };
    this.#changed();
  }

  #changed() {
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // Private windows may forbid it; the choice then lasts as long as the page.
    }
    this.dispatchEvent(new Event("change"));
  }
}

function load() {
  try {
    return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...DEFAULTS };
  }
}

export const settings = new Settings();
