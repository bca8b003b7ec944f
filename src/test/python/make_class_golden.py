#!/usr/bin/env python3
"""Writes golden data for class maps and maps of single boxes: src/test/resources/golden/class.

Independent of the product: numpy's SVD in float64 of the weighted cells themselves, score maps by
numpy.kron and reshape. Run it from the root of the checkout; needs numpy 2. The same run writes the
same files.

    python3 src/test/python/make_class_golden.py
"""

import json
import pathlib

import numpy as np

from make_cam_golden import correlation
from make_live_golden import bump, letterbox, score_map, valid

FOLDER = pathlib.Path("src/test/resources/golden/class")
FAINTEST = 0.01
FEWEST_CELLS = 9


class Grid:
    """The valid cells of one stride and where their centres lie in the picture."""

    def __init__(self, stride, size, picture):
        resized, left, top = letterbox(picture, size)
        self.stride = stride
        self.shape = (size[1] // stride, size[0] // stride)
        self.rows = valid(top, resized[1], stride, self.shape[0])
        self.columns = valid(left, resized[0], stride, self.shape[1])
        self.h = self.rows.stop - self.rows.start
        self.w = self.columns.stop - self.columns.start
        self.x = ((np.arange(self.w) + self.columns.start + 0.5) * stride - left) * picture[0] / resized[0]
        self.y = ((np.arange(self.h) + self.rows.start + 0.5) * stride - top) * picture[1] / resized[1]
        self.cell = stride * picture[0] / resized[0], stride * picture[1] / resized[1]

    def inside(self, box, grow=0):
        dx, dy = self.cell[0] * grow, self.cell[1] * grow
        return np.outer(
            (self.y >= box["y1"] - dy) & (self.y < box["y2"] + dy),
            (self.x >= box["x1"] - dx) & (self.x < box["x2"] + dx),
        )

    def cut(self, values):
        return values[self.rows, self.columns]

    def scores(self, scores, class_id):
        grids = {stride: level[class_id] for stride, level in scores.items()}
        return self.cut(score_map(grids, self.stride, self.shape))


def decomposed(rows, weights, about):
    _, sigma, vt = np.linalg.svd(np.sqrt(weights)[:, None] * (rows - about), full_matrices=False)
    return sigma, vt[0]


def shares(values, grid, boxes, class_id):
    r = np.maximum(values, 0)
    own = np.zeros(values.shape, bool)
    others = np.zeros(values.shape, bool)
    for box in boxes:
        (own if box["classId"] == class_id else others).__ior__(grid.inside(box))
    others &= ~own
    zero = r.sum() == 0 or not boxes
    known = any(box["classId"] == class_id for box in boxes)
    return {
        "own": None if zero else float(r[own].sum() / r.sum()),
        "ownArea": float(own.mean()),
        "othersOnly": None if zero else float(r[others].sum() / r.sum()),
        "othersOnlyArea": float(others.mean()),
        "peakInOwn": None if zero or not known else bool(own.ravel()[np.argmax(values)]),
    }


def score_weighted(x, s):
    about = x.mean(axis=0)
    sigma, v = decomposed(x, s.ravel(), about)
    p = ((x - about) @ v).reshape(s.shape)
    margin = correlation(s, p)
    return {
        "sigma": [float(value) for value in sigma[:3]],
        "explainedVarianceRatio": [float(value**2 / (sigma**2).sum()) for value in sigma[:3]],
        "margin": float(abs(margin)),
        "flags": (["SIGN_UNSURE"] if abs(margin) < max(0.15, np.tanh(3 / np.sqrt(s.size - 3))) else []),
    }, p if margin >= 0 else -p


def mean_difference(x, s):
    w = s.ravel()
    d = w @ x / w.sum() - (1 - w) @ x / (1 - w).sum()
    p = ((x - x.mean(axis=0)) @ (d / np.linalg.norm(d))).reshape(s.shape)
    return {"margin": float(correlation(s, p)), "flags": []}, p


def class_map(folder, grid, x, scores, boxes, class_id, eigen_cam):
    finest = Grid(min(scores), grid.size, grid.picture)
    s_map = finest.scores(scores, class_id)
    best = max(float(level[class_id].max()) for level in scores.values())
    scored = bool(s_map.max() >= FAINTEST)
    s_map = s_map if scored else np.zeros_like(s_map)
    s = grid.scores(scores, class_id)
    json_class = {"classId": class_id, "bestScore": best, "scored": scored, "maps": []}
    kinds = {"SCORE": ({}, s_map), "SCORE_WEIGHTED": ({}, np.zeros(s.shape)), "MEAN_DIFFERENCE": ({}, np.zeros(s.shape))}
    if scored:
        kinds["SCORE_WEIGHTED"] = score_weighted(x, s)
        kinds["MEAN_DIFFERENCE"] = mean_difference(x, s)
    for kind, (figures, values) in kinds.items():
        of = finest if kind == "SCORE" else grid
        compared = s if kind == "SCORE" else values
        name = f"class{class_id}-{kind.lower()}.npy"
        np.save(folder / name, values.astype("<f4"))
        json_class["maps"].append(
            {
                "kind": kind,
                "file": name,
                **figures,
                "shares": shares(values.astype("<f4"), of, boxes, class_id),
                "correlationWithEigenCam": float(correlation(compared, eigen_cam)) if scored else None,
            }
        )
    return json_class


def box_local(folder, grid, a, scores, box, i):
    region = grid.inside(box, grow=1)
    if region.sum() < FEWEST_CELLS:
        return {"reason": "too small"}
    rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
    shape = len(rows), len(columns)
    x = a[region].astype(np.float64)
    sigma, v = decomposed(x, np.ones(len(x)), x.mean(axis=0))
    p = ((x - x.mean(axis=0)) @ v).reshape(shape)
    s = grid.scores(scores, box["classId"])[region].reshape(shape)
    m = grid.inside(box)[region].reshape(shape).astype(np.float64)
    by_scores, by_box = correlation(s, p), correlation(m, p)
    rule, margin = ("SCORES", by_scores) if by_scores != 0 else ("BOXES", by_box)
    name = f"box{i}.npy"
    np.save(folder / name, (p if margin >= 0 else -p).astype("<f4"))
    return {
        "file": name,
        "firstCentre": [float(grid.x[columns[0]]), float(grid.y[rows[0]])],
        "sigma": [float(value) for value in sigma[:3]],
        "explainedVarianceRatio": [float(value**2 / (sigma**2).sum()) for value in sigma[:3]],
        "signRule": rule,
        "margin": float(abs(margin)),
    }


def write(name, activation, stride, size, picture, scores, boxes):
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    grid = Grid(stride, size, picture)
    grid.size, grid.picture = size, picture
    a = np.ascontiguousarray(grid.cut(activation)).astype("<f4")
    scores = {level: values.astype("<f4") for level, values in scores.items()}
    np.save(folder / "activation.npy", a)
    for level, values in scores.items():
        np.save(folder / f"scores{level}.npy", values)
    x = a.reshape(grid.h * grid.w, -1).astype(np.float64)
    centred = x - x.mean(axis=0)
    p = (centred @ np.linalg.svd(centred, full_matrices=False)[2][0]).reshape(grid.h, grid.w)
    best = {level: values.max(axis=0) for level, values in scores.items()}
    s = grid.cut(score_map(best, stride, grid.shape))
    p = p if correlation(s, p) >= 0 else -p
    classes = next(iter(scores.values())).shape[0]
    case = {
        "stride": stride,
        "input": {"width": size[0], "height": size[1]},
        "picture": {"width": picture[0], "height": picture[1]},
        "scores": [{"stride": level, "file": f"scores{level}.npy"} for level in scores],
        "boxes": boxes,
        "classes": [class_map(folder, grid, x, scores, boxes, k, p) for k in range(classes)],
        "boxLocal": [box_local(folder, grid, a, scores, box, i) for i, box in enumerate(boxes)],
    }
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")


def box(class_id, x1, y1, x2, y2):
    return {"classId": class_id, "x1": x1, "y1": y1, "x2": x2, "y2": y2, "confidence": 0.8}


def scene(random, h, w, channels, objects, noise=0.1):
    """Objects of a pattern of their own each, on common noise, SiLU-like: hardly negative."""
    a = random.normal(scale=noise, size=(h, w, channels))
    for row, column, radius, height in objects:
        pattern = random.random(channels) * (random.random(channels) < 0.3)
        a += bump(h, w, row, column, radius, height)[..., None] * pattern
    return np.maximum(a, -0.27)


def levels(size, **peaks):
    """Scores (classes, rows, columns) per stride; a peak is (class, row, column, height)."""
    result = {}
    for stride in (8, 16, 32):
        h, w = size[1] // stride, size[0] // stride
        grid = np.full((3, h, w), 2e-4)
        for class_id, row, column, height in peaks.get(f"s{stride}", []):
            grid[class_id] = np.maximum(grid[class_id], bump(h, w, row, column, 0.7, height))
        result[stride] = grid
    return result


def main():
    random = np.random.default_rng(17)
    size, wide = (128, 128), (256, 144)
    fine = scene(random, 16, 16, 24, [(6, 4, 1.5, 3.0), (9, 11, 1.5, 1.2)])
    # Class 0 at the strong object, class 1 at the weak one, class 2 nowhere.
    both = levels(size, s8=[(0, 6, 4, 0.9), (1, 9, 11, 0.7)], s16=[(1, 4.5, 5.5, 0.8)])
    boxes = [box(0, 40.5, 20.25, 100, 85), box(1, 140, 70, 220, 130), box(1, 1, 3, 3, 9)]
    write("two-classes", fine, 8, size, wide, both, boxes)
    middle = scene(random, 8, 8, 40, [(3, 2, 0.8, 2.0), (4.5, 5.5, 0.8, 1.5)])
    write("two-classes-middle", middle, 16, size, wide, both, boxes)
    # More channels than cells.
    coarse = scene(random, 4, 4, 48, [(1, 1, 0.6, 2.0), (2, 3, 0.6, 2.0)])
    write("two-classes-coarse", coarse, 32, size, wide, both, boxes)
    tall = (90, 200)
    overlapping = [box(0, 10, 40, 60, 110), box(1, 30, 80, 80, 180)]
    write("overlapping-boxes-tall", fine, 8, size, tall, both, overlapping)
    # Rows and columns that cannot be exchanged unnoticed.
    oblong, other = (160, 96), (300, 200)
    strip = scene(random, 12, 20, 24, [(3, 4, 1.5, 2.0), (8, 14, 1.5, 2.0)])
    peaks = levels(oblong, s8=[(0, 3, 4, 0.9)], s16=[(1, 4, 7, 0.8)], s32=[(2, 2, 1, 0.3)])
    write("oblong-input", strip, 8, oblong, other, peaks, [box(0, 20, 20, 110, 95), box(1, 180, 100, 280, 190)])
    write("nothing-found", fine, 8, size, wide, both, [])
    write("no-class-scored", fine, 8, size, wide, levels(size), boxes[:1])


if __name__ == "__main__":
    main()
