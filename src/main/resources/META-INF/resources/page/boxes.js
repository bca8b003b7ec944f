/** Told apart on pink cells, grey roads and by people who see colours differently. */
const CLASS_COLOURS = [
  "#4cc9f0", "#ffd166", "#80ed99", "#ff8fab", "#c8b6ff", "#f4a261",
  "#2ec4b6", "#e9ff70", "#a0c4ff", "#ff6b6b", "#d4a5ff", "#b8f2e6",
];

export function classColour(classId) {
  return CLASS_COLOURS[((classId % CLASS_COLOURS.length) + CLASS_COLOURS.length) % CLASS_COLOURS.length];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {object[]} detections boxes in pixels of the picture
 * @param {{x: number, y: number, scale: number}} place of the picture on the canvas
 * @param {number} unit canvas pixels per CSS pixel
 */
export function drawBoxes(context, detections, place, unit) {
  const line = 1.6 * unit;
  const font = Math.round(10.5 * unit);
  context.font = `600 ${font}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  // The most confident last, so that it lies on top.
  for (const box of detections.slice().reverse()) {
    const colour = classColour(box.classId);
    const x = place.x + box.x1 * place.scale;
    const y = place.y + box.y1 * place.scale;
    const width = (box.x2 - box.x1) * place.scale;
    const height = (box.y2 - box.y1) * place.scale;
    context.lineWidth = line + 1.4 * unit;
    context.strokeStyle = "rgb(0 0 0 / 0.3)";
    context.strokeRect(x, y, width, height);
    context.lineWidth = line;
    context.strokeStyle = colour;
    context.strokeRect(x, y, width, height);
    drawLabel(context, box, colour, { x, y, width }, font, unit);
  }
}

function drawLabel(context, box, colour, at, font, unit) {
  const text = `${box.label} ${box.confidence.toFixed(2)}`;
  const padding = 3 * unit;
  const textWidth = context.measureText(text).width + 2 * padding;
  if (textWidth > at.width + 40 * unit) {
    return; // longer than its box by far: it would hide its neighbours
  }
  const height = font + 3 * unit;
  const left = Math.max(0, Math.min(at.x - unit, context.canvas.width - textWidth));
  const top = at.y - height >= 0 ? at.y - height : at.y;
  context.globalAlpha = 0.88;
  context.fillStyle = colour;
  context.fillRect(left, top, textWidth, height);
  context.globalAlpha = 1;
  context.fillStyle = "#10131a";
  context.fillText(text, left + padding, top + height / 2 + unit / 2);
}
