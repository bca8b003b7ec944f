#!/usr/bin/env python3
"""Writes golden data for the drift metrics: src/test/resources/golden/drift.

Independent of the product: numpy's SVD of the valid cells in float64, where the product decomposes
a Gram matrix computed in float32; sums of matrices, where the product keeps a sketch of them. Run it
from the root of the checkout; needs numpy 2. The same run writes the same files.

    python3 src/test/python/make_drift_golden.py
"""

import json
import pathlib

import numpy as np

from make_live_golden import letterbox, valid

FOLDER = pathlib.Path("src/test/resources/golden/drift")
MOST_CELLS = 400


def pooling(h, w):
    factor = 1
    while -(-h // factor) * -(-w // factor) > MOST_CELLS:
        factor += 1
    return factor


def pool(values, factor):
    h, w = values.shape
    return np.array(
        [
            [values[r : r + factor, c : c + factor].mean() for c in range(0, w, factor)]
            for r in range(0, h, factor)
        ]
    )


def decompose(frame):
    """Squared singular values and right singular vectors (in columns) of the cells, not centred."""
    x = frame.reshape(-1, frame.shape[-1]).astype(np.float64)
    _, s, vt = np.linalg.svd(x, full_matrices=False)
    kept = s**2 > 1e-9 * max(s[0] ** 2, 1e-300)
    return s[kept] ** 2, vt[kept].T


def standardised(h):
    away = h - np.median(h)
    return away / (1.4826 * np.median(np.abs(away)) + 1e-6)


def shares(h):
    p = np.maximum(h - np.median(h), 0) + 1e-6
    return p / p.sum()


def gap(s):
    return 1 - s[1] / s[0] if len(s) > 1 else 1.0


def reference(frames, factor):
    channels = frames.shape[-1]
    axes, spaces = np.zeros((channels, channels)), np.zeros((channels, channels))
    means, maps, parts = [], [], []
    for frame in frames:
        means.append(frame.reshape(-1, channels).astype(np.float64).mean(axis=0))
        s, v = decompose(frame)
        axes += np.outer(v[:, 0], v[:, 0])
        spaces += (v[:, :3] * s[:3]) @ v[:, :3].T
        if gap(s) >= 0.1:
            h = frame.astype(np.float64) @ v[:, 0]
            h = pool(h if h.mean() > 0 else -h, factor)
            maps.append(standardised(h))
            parts.append(shares(h))
    mean, maps = np.mean(means, axis=0), np.array(maps)
    axis = np.linalg.eigh(axes)[1][:, -1]
    values, vectors = np.linalg.eigh(spaces)
    count = int((values[-3:] > 1e-9 * values[-1]).sum())
    return {
        "axis": axis if axis @ mean > 0 else -axis,
        "directions": vectors[:, ::-1][:, :count].T,
        "energies": np.append(values[::-1], np.zeros(4))[:4],
        "mean": mean,
        "deviation": np.std(means, axis=0) + 1e-6,
        "mapMean": maps.mean(axis=0),
        "mapDeviation": maps.std(axis=0) + 0.05 * maps.std() + 1e-6,
        "mapShares": np.mean(parts, axis=0),
    }


def inside(boxes, rows, columns, x, y):
    """Cells whose centres are in a box; along an axis without any, the one nearest its middle."""
    mask = np.zeros((rows, columns), bool)
    for box in boxes:
        across = (x >= box["x1"]) & (x < box["x2"])
        down = (y >= box["y1"]) & (y < box["y2"])
        if not across.any():
            across[np.argmin(abs(x - (box["x1"] + box["x2"]) / 2))] = True
        if not down.any():
            down[np.argmin(abs(y - (box["y1"] + box["y2"]) / 2))] = True
        mask |= np.outer(down, across)
    return mask


def windows(z):
    """Means of 3x3 windows around the cells that are not NaN, of at least four such cells."""
    means = []
    for r, c in np.argwhere(~np.isnan(z)):
        window = z[max(0, r - 1) : r + 2, max(0, c - 1) : c + 2]
        if (~np.isnan(window)).sum() >= 4:
            means.append(np.nanmean(window))
    return means


def divergence(p, q):
    m = (p + q) / 2
    return sum(np.sum(a * np.log(a / m)) for a in (p, q)) / 2


def transport(p, q):
    return np.mean([abs(np.cumsum((p - q).sum(axis=k))).mean() for k in (0, 1)])


def metrics(frame, attention, mask, ref, factor):
    result = {}
    channels = frame.shape[-1]
    mean = frame.reshape(-1, channels).astype(np.float64).mean(axis=0)
    terms = np.minimum(((mean - ref["mean"]) / ref["deviation"]) ** 2, 25)
    result["feat"] = np.log(max(terms.mean(), 1e-4))
    s, v = decompose(frame)
    if len(s) and s[0] > 0:
        x = frame.reshape(-1, channels).astype(np.float64)
        gram = x.T @ x
        share = np.clip(s[0] / np.trace(gram), 1e-6, 1 - 1e-6)
        result["evr"] = np.log(share / (1 - share))
        result["pr"] = np.log(np.trace(gram) ** 2 / (gram**2).sum())
        cosine = ref["axis"] @ v[:, 0]
        result["dir"] = np.log(1e-4 + max(0, 1 - cosine**2))
        result["sub"] = np.log(1e-4 + max(0, 1 - ((ref["directions"] @ v[:, 0]) ** 2).sum()))
        if abs(cosine) >= 0.2 and gap(s) >= 0.1:
            h = pool(frame.astype(np.float64) @ (v[:, 0] * np.sign(cosine)), factor)
            result["js"] = divergence(shares(h), ref["mapShares"])
            result["w1"] = transport(shares(h), ref["mapShares"])
            if mask.mean() <= 0.9:
                hn = standardised(h)
                pair = hn[~mask], ref["mapMean"][~mask]
                if min(np.std(values) for values in pair) > 1e-6:
                    correlation = np.corrcoef(*pair)[0, 1]
                    result["fcorr"] = np.arctanh(np.clip(correlation, -0.995, 0.995))
                z = np.clip((hn - ref["mapMean"]) / ref["mapDeviation"], -8, 8)
                z[mask] = np.nan
                result["difference"] = [None if np.isnan(value) else value for value in z.ravel()]
                found = windows(z)
                if found:
                    result["ghost"], result["lost"] = max(found), -min(found)
    if attention is not None and mask.any() and mask.mean() <= 0.9:
        p = shares(pool(attention.astype(np.float64), factor))
        result["lift"] = np.log((p[mask].sum() + 0.01) / (mask.mean() + 0.01))
    return result


def centred_map(frame):
    x = frame.reshape(-1, frame.shape[-1]).astype(np.float64)
    x -= x.mean(axis=0)
    if (x**2).sum() < 1e-9:
        return None
    v = np.linalg.svd(x, full_matrices=False)[2][0]
    return (x @ v * (1 if v.sum() > 0 else -1)).reshape(frame.shape[:2]).astype("<f4")


class Scene:
    """A camera's layer: a background that stays, objects that come and go, noise."""

    def __init__(self, seed, rows, columns, channels):
        self.random = np.random.default_rng(seed)
        self.shape = rows, columns, channels
        self.level = self.random.uniform(0.2, 2, channels) * self.random.choice([1, 1, -1], channels)
        self.pattern = self.random.normal(0, 0.3, (rows, columns))
        self.object = self.random.normal(0, 1, channels)
        self.across = np.linalg.svd(self.level[:, None])[0][:, -1]  # orthogonal to the level

    def blob(self, row, column, width=1.2):
        r, c = np.mgrid[: self.shape[0], : self.shape[1]]
        return np.exp(-((r - row) ** 2 + (c - column) ** 2) / (2 * width**2))

    def frame(self, *objects, noise=0.1):
        x = (1 + self.pattern)[..., None] * self.level
        for row, column in objects:
            x = x + 2 * self.blob(row, column)[..., None] * self.object
        return (x + self.random.normal(0, noise, self.shape)).astype("<f4")

    def turned(self):
        x = 3 * (1 + self.pattern)[..., None] * self.across
        return (x + self.random.normal(0, 0.05, self.shape)).astype("<f4")

    def near_equal(self):
        """Two directions, orthogonal in cells and in channels, of nearly equal energy."""
        rows, columns, _ = self.shape
        chess = (np.indices((rows, columns)).sum(axis=0) % 2)[..., None]
        chess = np.where(chess, 1.0, -1.0) * np.sqrt(1 / (1 + 0.002))
        unit = self.level / np.linalg.norm(self.level)
        return (np.ones((rows, columns, 1)) * unit + chess * self.across).astype("<f4")


def write(name, scene, size, picture, stride, learned, frames, changed=lambda frame: frame):
    """frames: (what it is, activation, boxes in pixels of the picture)."""
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    resized, left, top = letterbox(picture, size)
    rows = valid(top, resized[1], stride, size[1] // stride)
    columns = valid(left, resized[0], stride, size[0] // stride)
    h, w, channels = scene.shape
    assert (h, w) == (rows.stop - rows.start, columns.stop - columns.start)
    factor = pooling(h, w)

    def centres(first, length, offset, scale):
        cells = (np.arange(first, first + length) + 0.5) * stride - offset
        middle = (factor - 1) / 2 * stride
        return cells[::factor] * scale + middle * scale

    x = centres(columns.start, w, left, picture[0] / resized[0])
    y = centres(rows.start, h, top, picture[1] / resized[1])
    learned = np.array([changed(frame) for frame in learned])
    ref = reference(learned, factor)
    case = {
        "case": name,
        "picture": {"width": picture[0], "height": picture[1]},
        "input": {"width": size[0], "height": size[1]},
        "stride": stride,
        "channels": channels,
        "valid": {"firstRow": rows.start, "firstColumn": columns.start, "rows": h, "columns": w},
        "factor": factor,
        "reference": {key: value.ravel().tolist() for key, value in ref.items()},
        "frames": [],
    }
    np.save(folder / "learned.npy", learned)
    activations, attentions = [], []
    for what, frame, boxes in frames:
        frame = changed(frame)
        attention = centred_map(frame)
        mask = inside(boxes, len(y), len(x), x, y)
        expected = metrics(frame, attention, mask, ref, factor)
        difference = expected.pop("difference", None)
        case["frames"].append(
            {
                "frame": what,
                "boxes": boxes,
                "inBoxes": int(mask.sum()),
                "hasAttention": attention is not None,
                "metrics": {key: float(value) for key, value in expected.items()},
                "difference": difference,
            }
        )
        activations.append(frame)
        attentions.append(np.zeros((h, w), "<f4") if attention is None else attention)
    np.save(folder / "frames.npy", np.array(activations))
    np.save(folder / "attention.npy", np.array(attentions))
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")


def box(x1, y1, x2, y2, confidence=0.8):
    return {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "confidence": confidence}


def standard_frames(scene, picture):
    w, h = picture
    rows, columns, channels = scene.shape
    spot = rows * 0.7, columns * 0.3
    around = box(0.15 * w, 0.52 * h, 0.43 * w, 0.87 * h)
    frames = [
        ("ordinary", scene.frame(spot), [around]),
        ("two boxes", scene.frame(spot), [around, box(0.6 * w, 0.1 * h, 0.83 * w, 0.41 * h, 0.3)]),
        ("no boxes", scene.frame(), []),
        ("tiny box", scene.frame(), [box(0.317 * w, 0.733 * h, 0.318 * w, 0.734 * h)]),
        ("nearly all in boxes", scene.frame(spot), [box(0, 0, w, 0.95 * h)]),
        ("gained without a box", scene.frame((rows * 0.2, columns * 0.8)), []),
        ("other sign", -scene.frame(spot), [around]),
        ("zero", np.zeros(scene.shape, "<f4"), [around]),
        ("flat", np.broadcast_to(scene.level.astype("<f4"), scene.shape).copy(), [around]),
    ]
    if channels > 1:
        frames += [
            ("turned", scene.turned(), [around]),
            ("near equal", scene.near_equal(), [around]),
        ]
    return frames


def learned_frames(scene, count):
    rows, columns, _ = scene.shape
    return [
        scene.frame(scene.random.uniform((0, 0), (rows, columns)), noise=0.15) for _ in range(count)
    ]


def main():
    whole = (256, 192)
    scene = Scene(1, 6, 8, 5)
    write("plain", scene, (128, 96), whole, 16, learned_frames(scene, 8),
          standard_frames(scene, whole))
    scene = Scene(2, 3, 4, 24)
    write("fewer-cells-than-channels", scene, (128, 96), whole, 32, learned_frames(scene, 8),
          standard_frames(scene, whole))
    scene = Scene(3, 6, 8, 5)

    def with_constants(frame):
        frame = frame.copy()
        frame[..., 1], frame[..., 3] = 0.7, 0
        return frame

    write("constant-channels", scene, (128, 96), whole, 16, learned_frames(scene, 8),
          standard_frames(scene, whole), with_constants)
    wide = (320, 171)
    scene = Scene(4, 4, 8, 6)
    write("letterbox-rows", scene, (128, 128), wide, 16, learned_frames(scene, 8),
          standard_frames(scene, wide))
    tall = (150, 300)
    scene = Scene(5, 8, 4, 3)
    write("letterbox-columns", scene, (128, 128), tall, 16, learned_frames(scene, 8),
          standard_frames(scene, tall))
    scene = Scene(6, 6, 8, 1)
    write("one-channel", scene, (128, 96), whole, 16, learned_frames(scene, 6),
          standard_frames(scene, whole))
    fine = (504, 528)
    scene = Scene(7, 22, 21, 3)
    chosen = [frame for frame in standard_frames(scene, fine)
              if frame[0] in ("ordinary", "gained without a box", "flat", "near equal")]
    write("pooled", scene, (168, 176), fine, 8, learned_frames(scene, 4), chosen)


if __name__ == "__main__":
    main()
