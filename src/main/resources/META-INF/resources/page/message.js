import { cells } from "./map-cells.js";
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
