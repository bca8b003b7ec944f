const FLAGS = {
  LOW_VARIANCE: "nothing to explain: the layer hardly varies over the picture",
  UNSTABLE_COMPONENT: "unstable: two components are almost equally strong and may swap",
  RANK_EXCEEDED: "no such component: the map is empty",
  SIGN_UNSURE: "sign unsure: bright may mean what the detector ignores",
};

export function flagWords(flag) {
  return FLAGS[flag] ?? flag.toLowerCase().replaceAll("_", " ");
}

const DOUBTS = {
  UNSTABLE_COMPONENT: "its component is unstable",
  SIGN_UNSURE: "its sign is unsure",
};

/** Why something else is shown instead of a layer's Eigen-CAM. */
export function insteadWords(flag) {
  return `instead of Eigen-CAM: ${DOUBTS[flag] ?? flagWords(flag)}`;
}

/** Which map is shown, and how far to trust it. */
export function shownWords({ layer, map, figures, instead }) {
  if (instead) {
    return `${layer} · activation energy: how strongly the layer answers, whatever to`;
  }
  if (map.kind === "CLASS_ACTIVATION") {
    return `${layer} · what speaks for ${map.className}, exact`;
  }
  return figures ? `${layer} · ${trustWords(figures)}` : layer;
}

/** Which picture a map is of, where not every picture has one. */
export function ageWords(millis) {
  return millis > 0 ? `map of ${duration(millis)} before` : "map of this picture";
}

/** What the figures of a layer say, in a sentence. */
function trustWords(layer) {
  const parts = [];
  if (layer.explainedVarianceRatio !== null) {
    parts.push(`${Math.round(layer.explainedVarianceRatio * 100)} % of the layer's variance`);
  }
  if (layer.alignment !== null) {
    parts.push(`alignment with the scores ${signed(layer.alignment)}`);
  }
  if (layer.outsideShare !== null) {
    parts.push(`${Math.round(layer.outsideShare * 100)} % outside the boxes`);
  }
  return parts.join(" · ");
}

export function signed(value) {
  return value.toFixed(2).replace("-", "\u2212");
}

export function rate(perSecond) {
  return perSecond >= 99.5 ? Math.round(perSecond).toString() : perSecond.toFixed(1);
}

export function duration(millis) {
  if (millis === null) {
    return "–";
  }
  if (Math.abs(millis) < 1000) {
    return `${millis} ms`;
  }
  const seconds = millis / 1000;
  if (Math.abs(seconds) < 100) {
    return `${seconds.toFixed(1)} s`;
  }
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

export function count(number) {
  return number.toLocaleString("en");
}

/** How many cameras are on the page, and of how many if not of all. */
export function camerasWords(shown, leftOut) {
  if (leftOut > 0) {
    return `showing ${count(shown)} of ${count(shown + leftOut)} cameras`;
  }
  return `${count(shown)} ${shown === 1 ? "camera" : "cameras"}`;
}

/**
 * How many objects of each class there are, the most frequent first.
 *
 * @returns {{label: string, classId: number, count: number}[]}
 */
export function objectCounts(detections) {
  const byClass = new Map();
  for (const { label, classId } of detections) {
    const entry = byClass.get(classId) ?? { label, classId, count: 0 };
    entry.count++;
    byClass.set(classId, entry);
  }
  return [...byClass.values()].sort((a, b) => b.count - a.count || a.classId - b.classId);
}

/** What is on a picture, for those who cannot see it: "3 RBC, 1 WBC". */
export function pictureWords({ detections, classifications }) {
  if (classifications.length > 0) {
    return classWords(classifications[0]);
  }
  return objectCounts(detections).map((entry) => `${entry.count} ${entry.label}`).join(", ") || "no objects";
}

export function classWords({ label, confidence }) {
  return `${label} ${(100 * confidence).toFixed(1)} %`;
}
