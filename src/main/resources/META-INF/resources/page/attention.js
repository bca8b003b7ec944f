const FINEST = 360; // pixels across; the map has a fraction of it, the rest is interpolation

/**
 * Paints a map as wide as the picture: every pixel's place in the map follows from cellToFrame, its
 * value from the four cells around it (cells are points at their centres, and the outermost reach
 * to the picture's edge). Values are clipped at the map's zero and coloured after the interpolation.
 *
 * @param {object} map rows, columns, cells (one byte each), rawMin, rawMax, zero, cellToFrame (a..f)
 * @param {number} top the value that takes the last colour
 * @param {Uint8ClampedArray} colours 256 of red, green, blue, alpha
 * @param {{width: number, height: number}} picture
 * @param {OffscreenCanvas} canvas painted on, resized as needed
 * @param {number} reach how far beyond the outermost centres the map goes, in cells
 */
export function paintAttention(map, top, colours, picture, canvas, reach) {
  const width = Math.min(FINEST, picture.width);
  const height = Math.max(1, Math.round((width * picture.height) / picture.width));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  const out = new Uint32Array(image.data.buffer);
  const palette = new Uint32Array(colours.buffer);
  const { rows, columns, cells, rawMin, rawMax, zero } = map;
  const scale = (rawMax - rawMin) / 255;
  const perValue = top > zero ? 255 / (top - zero) : 0;
  const place = cellPlace(map.cellToFrame);
  for (let j = 0; j < height; j++) {
    const y = ((j + 0.5) * picture.height) / height;
    for (let i = 0; i < width; i++) {
      const x = ((i + 0.5) * picture.width) / width;
      const column = clamp(place.column(x, y), columns - 1);
      const row = clamp(place.row(x, y), rows - 1);
      if (Math.abs(place.column(x, y) - column) > reach || Math.abs(place.row(x, y) - row) > reach) {
        continue; // cut off before the model saw it
      }
      const left = Math.min(columns - 1, Math.floor(column));
      const above = Math.min(rows - 1, Math.floor(row));
      const right = Math.min(columns - 1, left + 1);
      const below = Math.min(rows - 1, above + 1) * columns;
      const u = column - left;
      const v = row - above;
      const upper = cells[above * columns + left] * (1 - u) + cells[above * columns + right] * u;
      const lower = cells[below + left] * (1 - u) + cells[below + right] * u;
      const value = rawMin + scale * (upper * (1 - v) + lower * v);
      out[j * width + i] = palette[clamp(Math.round((value - zero) * perValue), 255)];
    }
  }
  context.putImageData(image, 0, 0);
}

/** The inverse of the affine transform from cell centres to picture pixels. */
function cellPlace([a, b, c, d, e, f]) {
  const determinant = a * e - b * d;
  return {
    column: (x, y) => (e * (x - c) - b * (y - f)) / determinant,
    row: (x, y) => (a * (y - f) - d * (x - c)) / determinant,
  };
}

function clamp(value, limit) {
  return value > 0 ? Math.min(value, limit) : 0;
}
