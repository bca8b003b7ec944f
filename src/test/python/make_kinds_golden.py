#!/usr/bin/env python3
"""Adds golden data for other kinds of live maps to src/test/resources/golden/live: more components,
uncentred, energy, and all layers fused. Reads the activations that make_live_golden.py wrote.

Independent of the product: numpy's SVD in float64; layers are brought to one grid in pixels of the
model's input, where the product goes through the picture. Run it from the root of the checkout;
needs numpy 2. The same run writes the same files.

    python3 src/test/python/make_kinds_golden.py
"""

import json

import numpy as np

from make_cam_golden import JOINED, correlation, scaled
from make_live_golden import FOLDER, score_map

CASES = ["wide-fine", "wide-middle", "wide-coarse", "tall-picture"]
LAYERS = ["wide-fine", "wide-middle", "wide-coarse"]
COMPONENTS = 9


def read(name):
    folder = FOLDER / name
    case = json.loads((folder / "case.json").read_text())
    a = np.load(folder / "activation.npy").astype(np.float64)
    h, w, channels = a.shape
    return folder, case, a.reshape(h * w, channels), (h, w)


def scores_of(folder, case, shape):
    """The score map of the valid cells."""
    valid, stride = case["valid"], case["stride"]
    grid = case["input"]["height"] // stride, case["input"]["width"] // stride
    levels = {level["stride"]: np.load(folder / level["file"]) for level in case["scores"]}
    whole = score_map(levels, stride, grid)
    row, column = valid["firstRow"], valid["firstColumn"]
    return whole[row : row + shape[0], column : column + shape[1]]


def components(x, scores, shape):
    """The leading ones, on one scale; zeros beyond the rank."""
    centred = x - x.mean(axis=0)
    _, sigma, vt = np.linalg.svd(centred, full_matrices=False)
    rank = int((sigma > sigma[0] * 1e-6).sum())
    maps = np.zeros((COMPONENTS, *shape))
    for k in range(min(rank, COMPONENTS)):
        p = (centred @ vt[k]).reshape(shape)
        maps[k] = p if correlation(scores, p) >= 0 else -p
    return maps, rank


def kinds(name):
    folder, case, x, shape = read(name)
    scores = scores_of(folder, case, shape)
    maps, rank = components(x, scores, shape)
    _, sigma, vt = np.linalg.svd(x, full_matrices=False)
    uncentred = (x @ vt[0]).reshape(shape)
    uncentred *= 1 if uncentred.mean() >= 0 else -1
    energy = np.linalg.norm(x, axis=1).reshape(shape)
    np.save(folder / "components.npy", maps.astype("<f4"))
    np.save(folder / "uncentred.npy", uncentred.astype("<f4"))
    np.save(folder / "energy.npy", energy.astype("<f4"))
    figures = {
        "rank": rank,
        "componentAlignment": [correlation(scores, p) for p in maps[:rank]],
        "uncentredSigma": [float(s) for s in sigma[:3]],
        "uncentredMargin": float(uncentred.mean() / np.sqrt((uncentred**2).mean())),
        "uncentredAlignment": correlation(scores, uncentred),
        "energyAlignment": correlation(scores, energy),
    }
    (folder / "kinds.json").write_text(json.dumps(figures, indent=1) + "\n")


def on_grid(values, case, fine):
    """Bilinear at the centres of another layer's cells, clamped to the outermost centres."""

    def places(first, cells, count, fine_first):
        source = ((np.arange(count) + fine_first + 0.5) * fine["stride"] / case["stride"]) - 0.5 - first
        source = np.clip(source, 0, cells - 1)
        low = np.minimum(source.astype(int), cells - 1)
        return low, np.minimum(low + 1, cells - 1), source - low

    to, of = fine["valid"], case["valid"]
    top, bottom, down = places(of["firstRow"], of["rows"], to["rows"], to["firstRow"])
    left, right, across = places(of["firstColumn"], of["columns"], to["columns"], to["firstColumn"])
    rows = values[top] * (1 - down)[:, None] + values[bottom] * down[:, None]
    return rows[:, left] * (1 - across) + rows[:, right] * across


def fused():
    fine = read(LAYERS[0])[1]
    maps, sigma = [], []
    for name in LAYERS:
        folder, case, x, shape = read(name)
        p = components(x, scores_of(folder, case, shape), shape)[0][0]
        maps.append(on_grid(scaled(np.maximum(p, 0)), case, fine))
        sigma.append(np.linalg.norm(p))  # that of unit direction's projection
    for fusion, join in JOINED.items():
        values = scaled(join(np.array(maps), np.array(sigma)))
        np.save(FOLDER / LAYERS[0] / f"fused-{fusion.lower()}.npy", values.astype("<f4"))


if __name__ == "__main__":
    for each in CASES:
        kinds(each)
    fused()
