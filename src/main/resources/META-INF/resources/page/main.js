import { CameraCard } from "./camera-card.js";
import { connect } from "./connection.js";
import { decodeFrame } from "./message.js";
import { settings } from "./settings.js";
import { camerasWords, count, rate } from "./words.js";

const wall = document.getElementById("wall");
const empty = document.getElementById("empty");
const template = document.getElementById("card");
const cards = new Map();
const decoding = new Map();

function card(id) {
  let found = cards.get(id);
  if (found === undefined) {
    found = new CameraCard(id, template);
    cards.set(id, found);
    const order = [...cards.keys()].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
    const after = cards.get(order[order.indexOf(id) + 1]);
    wall.insertBefore(found.element, after?.element ?? null);
  }
  return found;
}

function showFrame(message, drawn) {
  const id = message.head.camera;
  // Decoding takes a while and may overtake itself: one after the other, per camera.
  const before = decoding.get(id) ?? Promise.resolve();
  decoding.set(
    id,
    before.then(async () => {
      const frame = await decodeFrame(message);
      if (frame === null) {
        drawn();
      } else if (!decoding.has(id)) {
        frame.image.close(); // the camera has gone in the meantime
        drawn();
      } else {
        card(id).add(frame, drawn);
      }
    }),
  );
}

function showFigures({ cameras, leftOut, dropped, reading }) {
  const gone = new Set(cards.keys());
  for (const figures of cameras) {
    card(figures.camera).figures(figures);
    gone.delete(figures.camera);
  }
  for (const id of gone) {
    cards.get(id).close();
    cards.delete(id);
    decoding.delete(id);
  }
  const total = cameras.reduce((sum, camera) => sum + camera.analyzedPerSecond, 0);
  const left = dropped > 0 ? ` · ${count(dropped)} left out for this browser` : "";
  const totals = document.getElementById("totals");
  totals.textContent =
    cameras.length === 0 ? "" : `${camerasWords(cameras.length, leftOut)} · ${rate(total)} frames/s${left}`;
  totals.title = leftOut > 0 ? "The others wait for a free place (eigencam.dashboard.max-cameras)" : "";
  empty.hidden = cameras.length > 0;
  state(reading ? "open" : "waiting", reading ? "connected" : "no answer from Kafka");
}

function state(name, words) {
  const connection = document.getElementById("connection");
  connection.dataset.state = name;
  if (connection.textContent !== words) {
    connection.textContent = words;
  }
}

function showModel() {
  const models = new Map();
  for (const { model } of cards.values()) {
    if (model !== null) {
      models.set(model.digest, model);
    }
  }
  const element = document.getElementById("model");
  const [first] = models.values();
  element.hidden = first === undefined;
  if (first !== undefined) {
    const more = models.size > 1 ? ` and ${models.size - 1} more` : "";
    element.textContent = `${first.name} · ${first.task} · ${first.inputWidth}×${first.inputHeight}${more}`;
    element.title = `Model digest (SHA-256): ${[...models.keys()].join(", ")}`;
  }
}

function toggle(name) {
  const button = document.getElementById(name);
  const show = () => button.setAttribute("aria-pressed", String(settings.get(name)));
  button.addEventListener("click", () => settings.set(name, !settings.get(name)));
  settings.addEventListener("change", show);
  show();
  return button;
}

function listenToControls() {
  const colours = document.getElementById("colours");
  colours.value = settings.get("colours");
  colours.addEventListener("change", () => settings.set("colours", colours.value));
  const keys = { a: toggle("attention"), b: toggle("boxes") };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) {
      return;
    }
    if (event.key === "c") {
      colours.selectedIndex = (colours.selectedIndex + 1) % colours.length;
      settings.set("colours", colours.value);
    } else {
      keys[event.key]?.click();
    }
  });
}

function animate() {
  cards.forEach((each) => each.animate());
  showModel();
  requestAnimationFrame(animate);
}

listenToControls();
connect(
  (message, drawn) => {
    if (message.head.kind === "frame") {
      showFrame(message, drawn);
    } else {
      showFigures(message.head);
      drawn();
    }
  },
  (open) => {
    document.body.classList.toggle("offline", !open);
    if (!open) {
      state("closed", "reconnecting");
    }
  },
);
requestAnimationFrame(animate);
