#!/usr/bin/env python3
"""Makes the golden cases of detection logic in src/test/resources/golden/detect.

    python3 src/test/python/make_detect_golden.py

Needs numpy only. Every case is a made-up answer of a detection head (NAME.npy, float32) with what must come out of
it (NAME.json). The expected detections are computed here, independently of the Java code and in another manner:
with matrices of overlaps instead of loops over boxes. Rules: Ultralytics 8.4 `predict` on a SavedModel,

 * a box belongs to its best class (the first on ties), and counts if its score is strictly above the threshold (float32);
 * class * 7680 is added to its corners (float32), then one greedy suppression over everything, best score first, ties in
   the order of the anchors; dropped if intersection over union > threshold;
 * back to the picture: minus padding, divided by each side's own rounded ratio, clamped to the picture.
"""
import json
import math
import pathlib

import numpy as np

OUT = pathlib.Path(__file__).resolve().parents[1] / "resources" / "golden" / "detect"
F = np.float32


def letterbox(width, height, input_width, input_height):
    gain = min(input_height / height, input_width / width)
    w, h = max(1, round(width * gain)), max(1, round(height * gain))
    left, top = round((input_width - w) / 2 - 0.1), round((input_height - h) / 2 - 0.1)
    return {"gain": gain, "resizedWidth": w, "resizedHeight": h, "left": left, "top": top}


def overlaps(corners):
    """Intersection over union of every pair, float32."""
    x1, y1, x2, y2 = corners.T
    area = (x2 - x1) * (y2 - y1)
    width = np.maximum(F(0), np.minimum(x2[:, None], x2) - np.maximum(x1[:, None], x1))
    height = np.maximum(F(0), np.minimum(y2[:, None], y2) - np.maximum(y1[:, None], y1))
    inter = width * height
    with np.errstate(invalid="ignore", divide="ignore"):
        return inter / (area[:, None] + area - inter)


def suppress(corners, scores, classes, iou):
    order = np.argsort(-scores, kind="stable")
    shifted = corners[order] + (classes[order].astype(F) * F(7680))[:, None]
    too_close = overlaps(shifted).astype(np.float64) > iou
    alive = np.ones(len(order), bool)
    kept = []
    for i in range(len(order)):
        if alive[i]:
            kept.append(order[i])
            alive &= ~too_close[i]
    return kept


def candidates(case, output):
    scale = (F(1), F(1))
    if case["units"] == "normalised":
        scale = (F(case["inputWidth"]), F(case["inputHeight"]))
    if case["layout"] == "rows":
        rows = output[0]
        index = np.flatnonzero(rows[:, 4] > F(case["conf"]))
        corners = rows[index, :4] * np.array([*scale, *scale], F)
        return corners, rows[index, 4], rows[index, 5].astype(int), np.full(len(index), -1)
    scores = output[0, 4 : 4 + case["classes"]]
    best = scores.max(0)
    index = np.flatnonzero(best > F(case["conf"]))
    cx, cy = output[0, 0, index] * scale[0], output[0, 1, index] * scale[1]
    w, h = output[0, 2, index] * scale[0], output[0, 3, index] * scale[1]
    corners = np.stack([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], 1)
    return corners, best[index], scores[:, index].argmax(0), index


def expected(case, output):
    corners, scores, classes, anchors = candidates(case, output)
    if case["layout"] == "rows":
        kept = list(np.argsort(-scores, kind="stable"))
    else:
        kept = suppress(corners, scores, classes, case["iou"])
    box = letterbox(case["width"], case["height"], case["inputWidth"], case["inputHeight"])
    case["letterbox"] = box
    case["candidates"], case["total"] = len(scores), len(kept)
    gain_x, gain_y = F(box["resizedWidth"] / case["width"]), F(box["resizedHeight"] / case["height"])
    case["detections"] = []
    for k in kept[: case["maxDet"]]:
        x1, y1, x2, y2 = corners[k]
        case["detections"].append(
            {
                "classId": int(classes[k]),
                "confidence": float(scores[k]),
                "x1": float(np.clip((x1 - F(box["left"])) / gain_x, 0, case["width"])),
                "y1": float(np.clip((y1 - F(box["top"])) / gain_y, 0, case["height"])),
                "x2": float(np.clip((x2 - F(box["left"])) / gain_x, 0, case["width"])),
                "y2": float(np.clip((y2 - F(box["top"])) / gain_y, 0, case["height"])),
                "anchor": int(anchors[k]),
            }
        )


def anchors_of(input_width, input_height, strides):
    return sum(math.ceil(input_width / s) * math.ceil(input_height / s) for s in strides)


def raw(rng, case, objects, spread, score):
    """Every anchor claims one of some objects, more or less exactly."""
    n = anchors_of(case["inputWidth"], case["inputHeight"], case["strides"])
    size = np.array([case["inputWidth"], case["inputHeight"]])
    centres = rng.uniform(0, 1, (objects, 2)) * size
    sizes = rng.uniform(0.1, 0.5, (objects, 2)) * size
    which = rng.integers(0, objects, n)
    output = np.zeros((1, 4 + case["classes"] + case["extra"], n), F)
    output[0, 0:2] = (centres[which] + rng.normal(0, spread, (n, 2))).T
    output[0, 2:4] = np.abs(sizes[which] + rng.normal(0, spread, (n, 2))).T + 1
    output[0, 4 : 4 + case["classes"]] = score(rng, (case["classes"], n))
    output[0, 4 + case["classes"] :] = rng.normal(0, 3, (case["extra"], n))
    if case["units"] == "normalised":
        output[0, 0:4:2] /= case["inputWidth"]
        output[0, 1:4:2] /= case["inputHeight"]
    return output


def rows(rng, case, count, filled):
    size = np.array([case["inputWidth"], case["inputHeight"]])
    output = np.zeros((1, count, 6 + case["extra"]), F)
    first = rng.uniform(-0.1, 0.8, (filled, 2)) * size
    output[0, :filled, 0:2] = first
    output[0, :filled, 2:4] = first + rng.uniform(0.05, 0.5, (filled, 2)) * size
    output[0, :filled, 4] = np.sort(rng.uniform(0.05, 1, filled))[::-1]
    output[0, :filled, 5] = rng.integers(0, case["classes"], filled)
    output[0, :filled, 6:] = rng.normal(0, 3, (filled, case["extra"]))
    return output


def case(**values):
    usual = {
        "layout": "raw", "classes": 3, "extra": 0, "units": "pixels", "strides": [8, 16, 32],
        "inputWidth": 96, "inputHeight": 96, "width": 200, "height": 120, "conf": 0.25, "iou": 0.7, "maxDet": 300,
    }
    return usual | values


def sparse(rng, shape):
    return rng.uniform(0, 1, shape) ** 6


def dense(rng, shape):
    return rng.uniform(0, 1, shape)


def coarse(rng, shape):
    """Few different scores, among them the threshold itself."""
    return rng.integers(0, 9, shape) / 16


def exact_overlap(case):
    """Pairs whose overlap is the threshold, or the next float beside it: only what is strictly above goes."""
    output = raw(np.random.default_rng(3), case, 1, 0, lambda rng, shape: np.zeros(shape))
    boxes = [  # cx, cy, w, h, score, class
        (16, 16, 16, 16, 0.9, 0), (16, 12, 16, 8, 0.8, 0),  # overlap exactly 1/2: stays
        (48, 16, 16, 16, 0.9, 0), (48, 12.03125, 16, 8.0625, 0.8, 0),  # a little above: goes
        (80, 16, 16, 16, 0.9, 0), (80, 16, 16, 16, 0.9, 0),  # the same box twice: the first stays
        (16, 48, 16, 16, 0.7, 1), (16, 48, 16, 16, 0.7, 2),  # other class: both stay
        (48, 48, 16, 16, 0.6, 1), (64, 48, 16, 16, 0.5, 1),  # touching: both stay
        (80, 48, 16, 0, 0.6, 1), (80, 48, 16, 0, 0.5, 1),  # empty boxes: both stay
        (16, 80, 16, 16, 0.25, 1), (48, 80, 16, 16, np.nextafter(F(0.25), F(1)), 1),  # threshold: strictly above
    ]
    for anchor, (cx, cy, w, h, score, k) in enumerate(boxes):
        output[0, :, 5 * anchor] = 0
        output[0, :4, 5 * anchor] = (cx, cy, w, h)
        output[0, 4 + k, 5 * anchor] = score
    return output


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(20261123)
    cases = {}

    def add(name, description, content, output):
        cases[name] = (content | {"description": description}, output.astype(F))

    c = case()
    add("sparse", "few objects, landscape picture", c, raw(rng, c, 6, 1.5, sparse))
    c = case(width=77, height=205, conf=0.4, iou=0.5)
    add("crowded-portrait", "nearly every anchor speaks, portrait picture", c, raw(rng, c, 9, 3, dense))
    c = case(conf=0.05, iou=0.9, maxDet=20, width=96, height=96)
    add("cut", "more detections than are reported", c, raw(rng, c, 30, 4, dense))
    c = case(conf=0.25, iou=0.6, width=640, height=480)
    add("ties", "equal scores everywhere, some of them at the threshold", c, raw(rng, c, 8, 2, coarse))
    c = case(iou=0.5, width=96, height=96)
    add("exact-overlap", "overlaps at the threshold and beside it", c, exact_overlap(c))
    c = case(classes=80, inputWidth=64, inputHeight=64, width=333, height=222, conf=0.6, iou=0.45)
    add("many-classes", "80 classes: the offset costs precision", c, raw(rng, c, 5, 2, dense))
    c = case(units="normalised", inputWidth=160, inputHeight=96, width=500, height=111)
    add("normalised-wide", "boxes divided by an input that is not square", c, raw(rng, c, 7, 2, sparse))
    c = case(extra=32, inputWidth=64, inputHeight=64, width=50, height=70)
    add("mask-coefficients", "a segmentation head", c, raw(rng, c, 5, 2, sparse))
    c = case(strides=[4, 8, 16, 32], width=300, height=300, conf=0.3)
    add("four-levels", "a head with p2", c, raw(rng, c, 12, 2, sparse))
    c = case(layout="rows", width=640, height=360)
    add("rows", "finished boxes, zero rows at the end", c, rows(rng, c, 40, 23))
    c = case(layout="rows", extra=15, units="normalised", inputWidth=160, inputHeight=96, width=90, height=90, maxDet=5)
    add("rows-keypoints", "finished boxes with keypoints behind them, normalised, cut", c, rows(rng, c, 30, 30))

    for name, (content, output) in cases.items():
        expected(content, output)
        np.save(OUT / f"{name}.npy", output)
        (OUT / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n")
        print(f"{name}: {list(output.shape)}, {content['candidates']} candidates, {content['total']} detections")


if __name__ == "__main__":
    main()
