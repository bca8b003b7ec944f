const UNSURE = ["SIGN_UNSURE", "UNSTABLE_COMPONENT"];

/** What the choice of a classifier's exact map is called, whatever class it is about. */
const EXACT = "class";

/**
 * The maps to choose from, one for each layer, what can be trusted first: the exact map of a
 * classifier's best class; Eigen-CAM without a flag,
 * best-aligned first; then the activation's energy of layers whose Eigen-CAM is unsure, where the
 * message holds it; then the rest.
 *
 * @param {object[]} attention figures per layer, best-aligned first
 * @param {object[]} all those that can be drawn, a layer's own before what is beside it
 * @returns {{layer: string, map: object, figures: ?object, instead: boolean}[]} instead: the map
 *     stands in for Eigen-CAM
 */
export function mapChoices(attention, all) {
  const isExact = ({ kind }) => kind === "CLASS_ACTIVATION";
  const exact = all.filter(isExact).map((map) => ({ layer: EXACT, map, figures: null, instead: false }));
  const maps = all.filter((map) => !isExact(map));
  const layers = [...new Set([...attention, ...maps].map((entry) => entry.layer))];
  const choices = layers
    .map((layer) => choice(layer, attention, maps))
    .filter(({ map }) => map !== undefined);
  const rank = ({ figures, instead }) => (instead ? 1 : (figures?.flags ?? []).length > 0 ? 2 : 0);
  return [...exact.slice(0, 1), ...choices.sort((a, b) => rank(a) - rank(b))];
}

function choice(layer, attention, maps) {
  const figures = attention.find((entry) => entry.layer === layer) ?? null;
  const own = maps.find((map) => map.layer === layer);
  const unsure = figures !== null && figures.flags.some((flag) => UNSURE.includes(flag));
  const energy = unsure
    ? maps.find((map) => map.layer === layer && map.kind === "ENERGY" && map !== own)
    : undefined;
  return { layer, map: energy ?? own, figures, instead: energy !== undefined };
}

/**
 * The value that counts as no attention: 0, but for the energy, where every cell answers somehow,
 * the median.
 *
 * @param {object} map kind, cells (one byte each), rawMin, rawMax
 */
export function zeroOf(map) {
  if (map.kind !== "ENERGY") {
    return 0;
  }
  const sorted = Uint8Array.from(map.cells).sort();
  const median = sorted[(sorted.length - 1) >> 1];
  return map.rawMin + ((map.rawMax - map.rawMin) * median) / 255;
}
