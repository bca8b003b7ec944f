#!/usr/bin/env python3
"""Writes golden data for the live semantics of Eigen-CAM: src/test/resources/golden/live.

Padding cells are cut off before the analysis, the sign is that of the correlation with the score
map. Independent of the product: numpy's SVD in float64, score maps by numpy.kron and reshape. Run it
from the root of the checkout; needs numpy 2. The same run writes the same files.

    python3 src/test/python/make_live_golden.py
"""

import json
import pathlib

import numpy as np

from make_cam_golden import blobs, correlation, with_spectrum

FOLDER = pathlib.Path("src/test/resources/golden/live")


def letterbox(picture, size):
    """Ultralytics' LetterBox for an exported model; Python's round is half to even."""
    gain = min(size[1] / picture[1], size[0] / picture[0])
    resized = round(picture[0] * gain), round(picture[1] * gain)
    left = round((size[0] - resized[0]) / 2 - 0.1)
    top = round((size[1] - resized[1]) / 2 - 0.1)
    return resized, left, top


def valid(first, length, stride, cells):
    centres = (np.arange(cells) + 0.5) * stride
    inside = np.flatnonzero((centres >= first) & (centres < first + length))
    return slice(int(inside[0]), int(inside[-1]) + 1)


def score_map(scores, stride, shape):
    """Largest over the levels; coarser ones repeated, finer ones reduced to their largest."""
    result = np.zeros(shape)
    for level, grid in scores.items():
        grid = grid.astype(np.float64)
        if level >= stride:
            grid = np.kron(grid, np.ones((level // stride, level // stride)))
        else:
            n = stride // level
            grid = grid.reshape(shape[0], n, shape[1], n).max(axis=(1, 3))
        result = np.maximum(result, grid)
    return result


def write(name, activation, stride, size, picture, scores, boxes=()):
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    resized, left, top = letterbox(picture, size)
    rows = valid(top, resized[1], stride, activation.shape[0])
    columns = valid(left, resized[0], stride, activation.shape[1])
    a = np.ascontiguousarray(activation[rows, columns]).astype("<f4")
    h, w, channels = a.shape
    x = a.reshape(h * w, channels).astype(np.float64)
    centred = x - x.mean(axis=0)
    total = (centred**2).sum()
    case = {
        "case": name,
        "stride": stride,
        "input": {"width": size[0], "height": size[1]},
        "picture": {"width": picture[0], "height": picture[1]},
        "valid": {"firstRow": rows.start, "firstColumn": columns.start, "rows": h, "columns": w},
        "scores": [{"stride": s, "file": f"scores{s}.npy"} for s in scores],
        "boxes": list(boxes),
    }
    np.save(folder / "activation.npy", a)
    for level, grid in scores.items():
        np.save(folder / f"scores{level}.npy", grid.astype("<f4"))
    if total <= 1e-10 * (x**2).sum():
        case.update(flags=["LOW_VARIANCE"])
    else:
        explain(case, folder, a, centred, total, scores, rows, columns, activation.shape[:2])
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")


def explain(case, folder, a, centred, total, scores, rows, columns, shape):
    h, w, channels = a.shape
    _, sigma, vt = np.linalg.svd(centred, full_matrices=False)
    v = vt[0]
    p = (centred @ v).reshape(h, w)
    picture, stride = case["picture"], case["stride"]
    resized, left, top = letterbox((picture["width"], picture["height"]), tuple(case["input"].values()))
    px = ((np.arange(w) + columns.start + 0.5) * stride - left) * picture["width"] / resized[0]
    py = ((np.arange(h) + rows.start + 0.5) * stride - top) * picture["height"] / resized[1]
    inside = [
        np.outer((py >= b["y1"]) & (py < b["y2"]), (px >= b["x1"]) & (px < b["x2"])) for b in case["boxes"]
    ]
    m = np.zeros((h, w))
    for box, cells in zip(case["boxes"], inside):
        m[cells] = np.maximum(m[cells], box["confidence"])
    by_boxes = correlation(m, p)
    s = score_map(scores, stride, shape)[rows, columns] if scores else None
    by_scores = correlation(s, p) if scores else 0.0
    by_sum = v.sum() / np.sqrt(channels)
    if by_scores != 0:
        rule, decides = "SCORES", by_scores
    elif abs(by_sum) < 0.05 and by_boxes != 0:
        rule, decides = "BOXES", by_boxes
    else:
        rule, decides = "CHANNEL_SUM", by_sum
    sign = 1 if decides >= 0 else -1
    p, by_scores, by_boxes = p * sign, by_scores * sign, by_boxes * sign
    alignment = by_scores if scores else None
    # a correlation of few cells must be three standard errors (Fisher) away from chance
    by_chance = np.tanh(3 / np.sqrt(h * w - 3)) if h * w > 3 else 1
    limit = 0.05 if rule == "CHANNEL_SUM" and not scores else max(0.15, by_chance)
    flags = []
    if (abs(decides) if alignment is None else alignment) < limit:
        flags.append("SIGN_UNSURE")
    if sigma[1] / sigma[0] > 0.98:
        flags.append("UNSTABLE_COMPONENT")
    r = np.maximum(p, 0)
    case.update(
        sigma=[float(value) for value in sigma[:3]],
        explainedVarianceRatio=[float(value**2 / total) for value in sigma[:3]],
        sigma2OverSigma1=float(sigma[1] / sigma[0]),
        signRule=rule,
        signMargin=float(abs(decides)),
        alignment=alignment,
        signAgreesWithBoxes=None if by_boxes == 0 else bool(by_boxes > 0),
        outsideShare=float(r[m == 0].sum() / r.sum()) if case["boxes"] else None,
        boxAttention=[
            {
                "share": float(r[cells].sum() / r.sum()),
                "mean": float(r[cells].mean() / r.max()) if cells.any() else None,
                "peak": float(r[cells].max() / r.max()) if cells.any() else None,
            }
            for cells in inside
        ],
        flags=flags,
    )
    np.save(folder / "projection.npy", p.astype("<f4"))


def bump(h, w, row, column, radius, height):
    y, x = np.mgrid[0:h, 0:w]
    return height * np.exp(-((y - row) ** 2 + (x - column) ** 2) / (2 * radius**2))


def box(x1, y1, x2, y2, confidence):
    return {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "confidence": confidence}


def main():
    random = np.random.default_rng(9)
    wide, size = (256, 144), (128, 128)
    objects = [(6, 4, 1.5), (9, 11, 2)]
    fine = blobs(random, 16, 16, 24, objects)
    scores = {
        8: bump(16, 16, 6, 4, 1, 0.9) + 0.01,
        16: bump(8, 8, 4.5, 5.5, 1, 0.8) + 0.01,
        32: np.full((4, 4), 0.02),
    }
    boxes = [box(40.5, 20.25, 100, 70, 0.9), box(140, 70, 220, 130, 0.75), box(1, 1, 3, 3, 0.5)]
    write("wide-fine", fine, 8, size, wide, scores, boxes)
    middle = blobs(random, 8, 8, 40, [(3, 2, 1), (4.5, 5.5, 1)])
    write("wide-middle", middle, 16, size, wide, scores, boxes)
    coarse = blobs(random, 4, 4, 48, [(1, 1, 0.8)])
    write("wide-coarse", coarse, 32, size, wide, scores, boxes[:1])
    # The object is what lacks channels: only the scores know.
    write("negative-object", -fine, 8, size, wide, scores, boxes)
    write("no-boxes", fine, 8, size, wide, scores)
    tall = (90, 200)
    write("tall-picture", fine, 8, size, tall, scores, [box(20, 60, 50, 110, 0.6)])
    elsewhere = {8: bump(16, 16, 4, 14, 0.6, 0.9)}
    write("sign-unsure", fine, 8, size, wide, elsewhere, boxes[:2])
    write("flat-scores", fine, 8, size, wide, {8: np.full((16, 16), 0.25)}, boxes[:2])
    write("no-scores", fine, 8, size, wide, {}, boxes[:2])
    balanced = fine.copy()
    balanced[..., 12:] = -balanced[..., 11::-1] + random.normal(scale=0.01, size=(16, 16, 12))
    write("no-scores-balanced-channels", balanced, 8, size, wide, {}, boxes[:2])
    write("no-scores-no-boxes", balanced, 8, size, wide, {})
    near = with_spectrum(random, 12, 16, 20, np.array([10, 9.9, 4, 3, 2, 1]))
    near = np.concatenate([near[:2], near, near[:2]])
    write("near-equal", near[:16], 8, size, (128, 96), scores)
    write("constant", np.broadcast_to(random.normal(size=24), (16, 16, 24)), 8, size, wide, scores, boxes[:1])


if __name__ == "__main__":
    main()
