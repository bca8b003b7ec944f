import { zeroOf } from "./trust.js";

/**
 * Takes a message apart: int32 length of the head (big-endian), the head (JSON), and behind it the
 * picture and the maps' payloads in the order in which the head lists them.
 *
 * @param {ArrayBuffer} buffer
 * @returns {{head: object, picture: ?Uint8Array, payloads: Uint8Array[]}}
 */
export function parseMessage(buffer) {
  const headLength = new DataView(buffer).getInt32(0);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headLength)));
  let at = 4 + headLength;
  const take = (length) => {
    const bytes = new Uint8Array(buffer, at, length);
    at += length;
    return bytes;
  };
  if (head.kind !== "frame") {
    return { head, picture: null, payloads: [] };
  }
  return { head, picture: take(head.picture.length), payloads: head.maps.map((m) => take(m.length)) };
}

/**
 * A map's encodings, by number: 1 = one byte per cell, 2 = the same, raw deflate, 3 = raw deflate of
 * differences to what the cells before let expect.
 */
async function cells(map, payload) {
  switch (map.encoding) {
    case 1:
      return payload;
    case 2:
      return inflate(payload);
    case 3:
      return restore(await inflate(payload), map.columns);
    default:
      return null; // newer than this page
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

/**
 * The frame ready to be drawn.
 *
 * @returns {Promise<?object>} null when the browser cannot decode the picture
 */
export async function decodeFrame({ head, picture, payloads }) {
  try {
    const image = await createImageBitmap(new Blob([picture], { type: head.picture.mediaType }));
    const decoded = await Promise.all(head.maps.map((map, i) => cells(map, payloads[i])));
    const maps = head.maps
      .map((map, i) => ({ ...map, cells: decoded[i] }))
      .filter((map) => map.cells !== null && map.cells.length === map.rows * map.columns)
      .map((map) => ({ ...map, zero: zeroOf(map) }));
    return { head, image, maps };
  } catch (error) {
    console.warn("A picture could not be decoded:", error.name);
    return null;
  }
}
