/**
 * A map's cells, one byte each. The encodings, by number: 1 = one byte per cell, 2 = the same, raw
 * deflate, 3 = raw deflate of differences to what the cells before let expect.
 *
 * @param {{encoding: number, columns: number}} map
 * @param {Uint8Array} payload
 * @returns {Promise<?Uint8Array>} null when the encoding is newer than this page
 */
export async function cells(map, payload) {
  switch (map.encoding) {
    case 1:
      return payload;
    case 2:
      return inflate(payload);
    case 3:
      return restore(await inflate(payload), map.columns);
    default:
      return null;
  }
}

async function inflate(payload) {
  const stream = new Blob([payload]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Undoes the prediction by the median of left, above, and left + above - aboveLeft, in place. */
function restore(cells, columns) {
  for (let i = 1; i < cells.length; i++) {
    if (i < columns) {
      cells[i] += cells[i - 1];
    } else if (i % columns === 0) {
      cells[i] += cells[i - columns];
    } else {
      const left = cells[i - 1];
      const above = cells[i - columns];
      const plane = left + above - cells[i - columns - 1];
      const smaller = Math.min(left, above);
      cells[i] += Math.max(smaller, Math.min(plane, Math.max(left, above)));
    }
  }
  return cells;
}
