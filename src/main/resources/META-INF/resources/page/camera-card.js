import { paintAttention } from "./attention.js";
import { classColour, drawBoxes } from "./boxes.js";
import { COLOUR_MAPS, gradient } from "./colour-map.js";
import { LayerChoice } from "./layer-choice.js";
import { Playout } from "./playout.js";
import { RecentMaps } from "./recent-maps.js";
import { settings } from "./settings.js";
import { mapChoices } from "./trust.js";
import {
  ageWords, classWords, count, duration, flagWords, insteadWords, objectCounts, pictureWords, rate, shownWords,
} from "./words.js";

const STALE_MILLIS = 4000;
const LATE_MILLIS = 3000;
const SCALE_EASE = 0.97; // per frame: a colour keeps its meaning while the strongest value wanders

/** Maps of one layer that mean different things have scales of their own. */
const topKey = (map) => `${map.layer} ${map.kind}`;

function discard(frame) {
  frame.image.close();
  frame.done();
}

/** One camera on the wall. */
export class CameraCard {
  #id;
  #playout = new Playout();
  #frame = null;
  #recent = new RecentMaps();
  #drawn = null;
  #choices = [];
  #tops = new Map();
  #paper = new OffscreenCanvas(1, 1);
  #canvas;
  #choice;
  #parts = {};
  #closing = new AbortController();
  #resizes = new ResizeObserver(() => this.#resize());

  constructor(id, template) {
    this.#id = id;
    this.element = template.content.firstElementChild.cloneNode(true);
    for (const name of ["name", "state", "rate", "latency", "view", "age", "note", "opacity", "ramp", "top", "trust", "flags",
      "analyzed", "shed", "rejected", "found", "rejection", "layers"]) {
      this.#parts[name] = this.element.querySelector(`.${name}`);
    }
    this.#canvas = this.element.querySelector("canvas");
    this.element.dataset.camera = id;
    this.element.dataset.frames = "0";
    this.#parts.name.textContent = id;
    this.#parts.name.title = id;
    this.element.setAttribute("aria-label", `Camera ${id}`);
    const slider = this.#parts.opacity.querySelector("input");
    slider.value = settings.camera(id).opacity;
    slider.addEventListener("input", () => settings.setCamera(id, { opacity: Number(slider.value) }));
    this.#choice = new LayerChoice(this.#parts.layers, (layer) => settings.setCamera(id, { layer }));
    settings.addEventListener("change", () => this.redraw(), { signal: this.#closing.signal });
    this.#resizes.observe(this.#parts.view);
  }

  get model() {
    return this.#frame?.head.model ?? null;
  }

  /** A decoded frame has come; done() is called when it was drawn or nobody will see it. */
  add(frame, done) {
    if (this.#closing.signal.aborted) {
      discard({ ...frame, done });
      return;
    }
    this.#playout.add({ ...frame, captureTime: frame.head.captureTime, done }, Date.now());
  }

  /** To be called with every redraw of the browser. */
  animate() {
    const frame = this.#playout.take(Date.now(), (unseen) => {
      this.#recent.of(unseen);
      discard(unseen);
    });
    if (frame !== null) {
      this.#frame?.image.close();
      this.#frame = frame;
      this.#update(frame);
      this.redraw();
      this.element.dataset.sequence = String(frame.head.sequence ?? "");
      this.element.dataset.frames = String(Number(this.element.dataset.frames) + 1);
      frame.done();
    }
  }

  /** Takes the card from the wall and lets go of everything; frames that wait are done with. */
  close() {
    this.#closing.abort();
    this.#resizes.disconnect();
    this.#playout.clear(discard);
    this.#frame?.image.close();
    this.#frame = null;
    this.element.remove();
  }

  /** Figures of the server, twice a second. */
  figures(figures) {
    const parts = this.#parts;
    const lag = figures.framesPerSecond - figures.analyzedPerSecond > 0.2 * figures.framesPerSecond;
    const bare = this.#frame !== null && this.#frame.head.status === null;
    const resultless = figures.resultlessMillis > STALE_MILLIS;
    parts.rate.textContent = figures.silentMillis > STALE_MILLIS ? "–" : lag
      ? `${rate(figures.analyzedPerSecond)}/${rate(figures.framesPerSecond)}`
      : rate(figures.analyzedPerSecond);
    parts.latency.textContent = duration(figures.latencyMillis);
    parts.analyzed.textContent = count(figures.analyzed);
    parts.shed.textContent = count(figures.shed);
    parts.rejected.textContent = count(figures.rejected);
    parts.shed.parentElement.classList.toggle("warn", figures.shed > 0);
    parts.rejected.parentElement.classList.toggle("warn", figures.rejected > 0);
    this.#rejection(figures.lastRejection);
    const silent = figures.silentMillis > STALE_MILLIS;
    if (silent) {
      this.#state("silent", "silent", `No frames for ${duration(figures.silentMillis)}`);
    } else if (resultless) {
      this.#state("resultless", "no results", "Pictures arrive, results do not: is the pipeline running?");
    } else if (bare) {
      this.#state("resultless", "behind", `Results are ${duration(figures.latencyMillis)} behind these pictures`);
    } else if (figures.latencyMillis > LATE_MILLIS) {
      this.#state("late", `${duration(figures.latencyMillis)} behind`, "");
    } else {
      this.#state("live", "live", "");
    }
  }

  redraw() {
    const frame = this.#frame;
    if (frame === null) {
      return;
    }
    const context = this.#canvas.getContext("2d", { alpha: false });
    const { width, height } = this.#canvas;
    const picture = frame.image;
    const scale = Math.min(width / picture.width, height / picture.height);
    const place = {
      x: (width - picture.width * scale) / 2,
      y: (height - picture.height * scale) / 2,
      scale,
    };
    context.fillStyle = "#000";
    context.fillRect(0, 0, width, height);
    context.drawImage(picture, place.x, place.y, picture.width * scale, picture.height * scale);
    const chosen = this.#chosen();
    const map = chosen?.map;
    const { opacity } = settings.camera(this.#id);
    if (map !== undefined && settings.get("attention")) {
      const reach = this.#drawn.cut ? 0.5 : Infinity;
      const colours = COLOUR_MAPS[settings.get("colours")] ?? COLOUR_MAPS.inferno;
      paintAttention(map, this.#tops.get(topKey(map)), colours, picture, this.#paper, reach);
      context.globalAlpha = opacity / 100;
      context.drawImage(this.#paper, place.x, place.y, picture.width * scale, picture.height * scale);
      context.globalAlpha = 1;
      this.#parts.ramp.style.backgroundImage = gradient(colours);
      this.#parts.ramp.style.opacity = String(0.25 + (0.75 * opacity) / 100);
    }
    if (settings.get("boxes")) {
      drawBoxes(context, frame.head.detections, place, window.devicePixelRatio || 1);
    }
    this.#describe(chosen);
  }

  #update(frame) {
    const { head, image } = frame;
    this.#drawn = this.#recent.of(frame);
    const { attention, maps } = this.#drawn;
    for (const map of maps) {
      const before = this.#tops.get(topKey(map)) ?? 0;
      this.#tops.set(topKey(map), Math.max(map.rawMax, before * SCALE_EASE));
    }
    this.#parts.view.style.aspectRatio = `${image.width} / ${image.height}`;
    this.#choices = mapChoices(attention, maps);
    if (this.#choices.length > 0) {
      this.#choice.update(attention, this.#choices, settings.camera(this.#id).layer);
    }
    this.#legend(head);
    this.#canvas.setAttribute(
      "aria-label",
      `Live picture of camera ${this.#id}: ${pictureWords(head)}`,
    );
  }

  #legend({ detections, detectionsTotal, classifications }) {
    const named = (classId, text) => {
      const item = document.createElement("li");
      item.style.setProperty("--class", classColour(classId));
      item.textContent = text;
      return item;
    };
    const items = classifications.map((one) => named(one.classId, classWords(one)));
    items.push(...objectCounts(detections).map((entry) => named(entry.classId, `${entry.label} ${count(entry.count)}`)));
    if (detectionsTotal > detections.length) {
      const rest = document.createElement("li");
      rest.textContent = `and ${count(detectionsTotal - detections.length)} more`;
      items.push(rest);
    }
    this.#parts.found.replaceChildren(...items);
  }

  #chosen() {
    const wanted = settings.camera(this.#id).layer;
    return this.#choices.find(({ layer }) => layer === wanted) ?? this.#choices[0];
  }

  #describe(chosen) {
    const { age, top, trust, flags } = this.#parts;
    age.hidden = !(chosen && this.#drawn.mixed && settings.get("attention"));
    age.textContent = age.hidden ? "" : ageWords(this.#drawn.age);
    age.classList.toggle("older", this.#drawn.age > 0);
    top.textContent = chosen ? this.#tops.get(topKey(chosen.map)).toPrecision(2) : "–";
    trust.textContent = chosen ? shownWords(chosen) : "No attention map for this picture.";
    flags.replaceChildren(
      ...(chosen?.figures?.flags ?? []).map((flag) => {
        const item = document.createElement("li");
        item.textContent = chosen.instead ? insteadWords(flag) : flagWords(flag);
        return item;
      }),
    );
  }

  #rejection(last) {
    const { rejection } = this.#parts;
    rejection.hidden = last === null;
    if (last !== null) {
      rejection.textContent = `Last rejected ${duration(Math.max(0, Date.now() - last.time))} ago: ${last.text}`;
      rejection.title = last.reason;
    }
  }

  #state(state, words, note) {
    this.element.dataset.state = state;
    this.#parts.state.textContent = words;
    this.#parts.note.hidden = note === "";
    this.#parts.note.textContent = note;
  }

  #resize() {
    const unit = window.devicePixelRatio || 1;
    this.#canvas.width = Math.max(1, Math.round(this.#parts.view.clientWidth * unit));
    this.#canvas.height = Math.max(1, Math.round(this.#parts.view.clientHeight * unit));
    this.redraw();
  }
}
