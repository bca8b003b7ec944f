/** Told apart on pink cells, grey roads and by people who see colours differently. */
const CLASS_COLOURS = [
  "#4cc9f0", "#ffd166", "#80ed99", "#ff8fab", "#c8b6ff", "#f4a261",
  "#2ec4b6", "#e9ff70", "#a0c4ff", "#ff6b6b", "#d4a5ff", "#b8f2e6",
];

export function classColour(classId) {
  return CLASS_COLOURS[((classId % CLASS_COLOURS.length) + CLASS_COLOURS.length) % CLASS_COLOURS.length];
}

/**
 * Draws all boxes, and the labels that fit: the most confident first, none over another.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {object[]} detections boxes in pixels of the picture, most confident first
 * @param {{x: number, y: number, scale: number}} place of the picture on the canvas
 * @param {number} unit canvas pixels per CSS pixel
 */
export function drawBoxes(context, detections, place, unit) {
  const line = 1.6 * unit;
  const boxes = detections.map((box) => ({
    colour: classColour(box.classId),
    text: `${box.label} ${box.confidence.toFixed(2)}`,
    x: place.x + box.x1 * place.scale,
    y: place.y + box.y1 * place.scale,
    width: (box.x2 - box.x1) * place.scale,
    height: (box.y2 - box.y1) * place.scale,
  }));
  for (const box of boxes.slice().reverse()) {
    context.lineWidth = line + 1.4 * unit;
    context.strokeStyle = "rgb(0 0 0 / 0.3)";
    context.strokeRect(box.x, box.y, box.width, box.height);
    context.lineWidth = line;
    context.strokeStyle = box.colour;
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
  context.font = `600 ${Math.round(10.5 * unit)}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  const taken = [];
  for (const box of boxes) {
    const label = labelPlace(context, box, unit);
    if (!taken.some((other) => overlaps(label, other))) {
      taken.push(label);
      drawLabel(context, box, label, unit);
    }
  }
}

/** Above the box, or inside it at the picture's upper edge. */
function labelPlace(context, box, unit) {
  const width = context.measureText(box.text).width + 6 * unit;
  const height = 14 * unit;
  const x = Math.max(0, Math.min(box.x - 0.8 * unit, context.canvas.width - width));
  return { x, y: box.y >= height ? box.y - height : Math.max(0, box.y), width, height };
}

function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function drawLabel(context, box, { x, y, width, height }, unit) {
  context.globalAlpha = 0.88;
  context.fillStyle = box.colour;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  context.fillStyle = "#10131a";
  context.fillText(box.text, x + 3 * unit, y + height / 2 + 0.5 * unit);
}
