#!/usr/bin/env python3
"""Writes golden data for Eigen-CAM in reference mode: src/test/resources/golden/cam.

An independent implementation: numpy's SVD of the data in float64, where the product decomposes a
Gram matrix. Run it from the root of the checkout; needs numpy 2. The same run writes the same files.

    python3 src/test/python/make_cam_golden.py [INSTRUMENTED_MODEL]

Without an argument only the synthetic cases are written. With the folder that
`eigencam model instrument demo-model/saved_model INSTRUMENTED_MODEL` wrote, and TensorFlow
installed, also activations of the demo model on a drawn picture (equal up to the CPU's rounding).
"""

import json
import pathlib
import sys

import numpy as np

FOLDER = pathlib.Path("src/test/resources/golden/cam")
EPSILON = 1e-7
UNSTABLE = 0.98


def enlarge(values, width, height):
    """Bilinear, half-pixel centres, clamped at the edges, no antialias."""

    def weights(out, size):
        source = np.clip((np.arange(out) + 0.5) * size / out - 0.5, 0, size - 1)
        low = np.minimum(source.astype(int), size - 1)
        return low, np.minimum(low + 1, size - 1), source - low

    top, bottom, down = weights(height, values.shape[0])
    left, right, across = weights(width, values.shape[1])
    rows = values[top] * (1 - down)[:, None] + values[bottom] * down[:, None]
    return rows[:, left] * (1 - across) + rows[:, right] * across


def scaled(values):
    return (values - values.min()) / (EPSILON + np.ptp(values))


def enlarged(projection, target):
    return enlarge(scaled(np.maximum(projection, 0)), target["width"], target["height"])


def correlation(a, b):
    a, b = a.ravel() - a.mean(), b.ravel() - b.mean()
    scale = np.sqrt((a @ a) * (b @ b))
    return float(a @ b / scale) if scale > 0 else 0.0


def mask(boxes, h, w, stride):
    x, y = (np.arange(w) + 0.5) * stride, (np.arange(h) + 0.5) * stride
    result = np.zeros((h, w), np.float32)
    for box in boxes:
        inside = np.outer((y >= box["y1"]) & (y < box["y2"]), (x >= box["x1"]) & (x < box["x2"]))
        result[inside] = np.maximum(result[inside], np.float32(box["confidence"]))
    return result


def neighbour_ratio(sigma, k):
    """Larger of the ratios of a singular value to its neighbours; None without any."""
    pairs = [(i, i + 1) for i in (k - 1, k) if 0 <= i and i + 1 < len(sigma)]
    return max((float(sigma[b] / sigma[a]) for a, b in pairs), default=None)


def figures(activation, component, centre):
    """Status and spectrum, and what the signed maps are made of."""
    h, w, channels = activation.shape
    x = activation.astype(np.float64).reshape(h * w, channels)
    if np.isinf(x).any():
        return {"status": "INVALID_ACTIVATION"}, None
    x = np.nan_to_num(x, nan=0.0)
    centred = x - x.mean(axis=0)
    count = min(5, h * w, channels)
    if float((centred**2).sum()) <= 1e-12 * float((x**2).sum()):
        return {
            "status": "LOW_VARIANCE",
            "rank": 0,
            "sigma": [0.0] * count,
            "explainedVarianceRatio": [0.0] * count,
            "sigma2OverSigma1": 0.0,
            "neighbourRatio": None,
            "totalVariance": 0.0,
            "flags": [],
            "flagsTested": True,
        }, None
    decomposed = centred if centre else x
    total = float((decomposed**2).sum())
    _, sigma, vt = np.linalg.svd(decomposed, full_matrices=False)
    rank = int((sigma > sigma[0] * max(h * w, channels) * 2.0**-23).sum())
    neighbour = neighbour_ratio(sigma, component) if component < rank else None
    result = {
        "status": "OK" if component < rank else "RANK_EXCEEDED",
        "rank": rank,
        "sigma": [float(s) for s in sigma[:5]],
        "explainedVarianceRatio": [float(s * s / total) for s in sigma[:5]],
        "sigma2OverSigma1": float(sigma[1] / sigma[0]) if len(sigma) > 1 else 0.0,
        "neighbourRatio": neighbour,
        "totalVariance": total,
        "flags": ["UNSTABLE_COMPONENT"] if neighbour is not None and neighbour > UNSTABLE else [],
        "flagsTested": neighbour is None or abs(neighbour - UNSTABLE) > 1e-3,
    }
    return result, (x, decomposed, sigma, vt) if component < rank else None


def write(name, activation, target, component=0, rule="CHANNEL_SUM", boxes=None, stride=0, source="synthetic", reuse=None, centre=True):
    """One case; `reuse` names the case whose activation file it shares."""
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    activation = activation.astype("<f4")
    h, w, channels = activation.shape
    case = {
        "case": name,
        "formatVersion": 1,
        "h": h,
        "w": w,
        "channels": channels,
        "component": component,
        "centred": centre,
        "target": {"width": target[0], "height": target[1]},
        "signRule": rule,
        "source": source,
        "files": {"activation": f"../{reuse}/activation.npy" if reuse else "activation.npy"},
    }
    if not reuse:
        np.save(folder / "activation.npy", activation)
    result, parts = figures(activation, component, centre)
    case.update(result)
    if result["status"] != "INVALID_ACTIVATION":
        projection = np.zeros((h, w))
        if parts:
            projection = signed(case, folder, parts, boxes, stride)
        case["files"]["map"] = "map.npy"
        np.save(folder / "map.npy", scaled(enlarged(projection, case["target"])).astype("<f4"))
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")


def signed(case, folder, parts, boxes, stride):
    x, decomposed, sigma, vt = parts
    h, w, component = case["h"], case["w"], case["component"]
    rows = [k for k in range(3) if k < case["rank"]]
    axes = np.array([vt[k] * (1 if vt[k].sum() >= 0 else -1) for k in rows])
    v = vt[component] * (1 if vt[component].sum() >= 0 else -1)
    p = (decomposed @ v).reshape(h, w)
    signs = {"CHANNEL_SUM": 1, "EXTREMUM": -1 if abs(p.min()) > abs(p.max()) else 1, "BOXES": None}
    if not case["centred"]:
        signs["MEAN"] = 1 if p.mean() >= 0 else -1
    if boxes is not None:
        m = mask(boxes, h, w, stride).astype(np.float64)
        signs["BOXES"] = 1 if ((m - m.mean()) * p).sum() >= 0 else -1
        case["boxes"], case["boxesMargin"] = boxes, abs(correlation(m, p))
        case["files"]["boxMask"] = "boxmask.npy"
        np.save(folder / "boxmask.npy", m.astype("<f4"))
    case["signMargin"] = float(abs(v.sum()) / np.sqrt(len(v)))
    case["signCorrelation"] = abs(correlation(p, x.mean(axis=1)))
    case["signs"] = signs
    p = p * signs[case["signRule"]]
    case.update(
        projectionMin=float(p.min()),
        projectionMax=float(p.max()),
        clippedShare=float((p <= 0).mean()),
        vRows=rows,
        vRowComparable=[(neighbour_ratio(sigma, k) or 0) <= 0.98 for k in rows],
    )
    case["files"].update(v="v.npy", projection="projection.npy")
    np.save(folder / "v.npy", axes.astype("<f4"))
    np.save(folder / "projection.npy", p.astype("<f4"))
    return p


JOINED = {
    "MEAN": lambda maps, sigma: np.mean(maps, axis=0),
    "MAX": lambda maps, sigma: np.max(maps, axis=0),
    "SIGMA": lambda maps, sigma: np.tensordot(sigma / np.sum(sigma), maps, 1),
    "PRODUCT": lambda maps, sigma: np.prod(maps, axis=0),
}


def write_fusion(name, cases, target, fusion="MEAN"):
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    size = {"width": target[0], "height": target[1]}
    layers, maps = [], []
    for case in cases:
        activation = np.load(FOLDER / case / "activation.npy")
        told = json.loads((FOLDER / case / "case.json").read_text())
        h, w, channels = activation.shape
        layers.append(
            {
                "layer": case,
                "h": h,
                "w": w,
                "channels": channels,
                "activation": f"../{case}/activation.npy",
                "sigma": told["sigma"],
                "signMargin": told["signMargin"],
            }
        )
        x = activation.astype(np.float64).reshape(h * w, channels)
        centred = x - x.mean(axis=0)
        v = np.linalg.svd(centred, full_matrices=False)[2][0]
        maps.append(enlarged((centred @ (v * np.sign(v.sum()))).reshape(h, w), size))
    leading = np.array([layer["sigma"][0] for layer in layers])
    fused = JOINED[fusion](np.array(maps), leading)
    np.save(folder / "map.npy", scaled(fused).astype("<f4"))
    case = {
        "case": name,
        "formatVersion": 1,
        "status": "OK",
        "component": 0,
        "signRule": "CHANNEL_SUM",
        "fusion": fusion,
        "layers": layers,
        "target": size,
        "files": {"map": "map.npy"},
        "source": fusion.lower() + " of " + ", ".join(cases),
    }
    (folder / "case.json").write_text(json.dumps(case, indent=1) + "\n")


def with_spectrum(random, h, w, channels, sigma):
    """Chosen singular values, random orthonormal factors, random channel means."""
    u = np.linalg.qr(random.normal(size=(h * w, len(sigma) + 1)) * 1.0)[0]
    u = np.linalg.qr(u - u.mean(axis=0))[0][:, : len(sigma)]
    v = np.linalg.qr(random.normal(size=(channels, len(sigma))))[0]
    return ((u * sigma) @ v.T + random.normal(size=channels)).reshape(h, w, channels)


def blobs(random, h, w, channels, where):
    """Smooth background and objects, through a SiLU as a network's layers are."""
    y, x = np.mgrid[0:h, 0:w]
    result = random.normal(scale=0.3, size=(h, w, channels)) - 0.5
    for row, column, radius in where:
        object_ = np.exp(-((y - row) ** 2 + (x - column) ** 2) / (2 * radius**2))
        result += object_[..., None] * random.normal(1.5, 1.5, size=channels)
    return result / (1 + np.exp(-result))


def synthetic():
    random = np.random.default_rng(20)
    outer = np.outer(random.integers(-4, 5, 9 * 11), random.integers(-3, 4, 12)).astype(np.float64)
    write("rank1", outer.reshape(9, 11, 12), (64, 48), source="synthetic: integers, rank one")
    write("rank1-component1", outer.reshape(9, 11, 12), (64, 48), component=1, reuse="rank1")
    write("constant", np.broadcast_to(random.normal(size=24), (8, 8, 24)), (32, 24))
    write("zeros", np.zeros((5, 7, 16)), (32, 24))
    tall = blobs(random, 18, 10, 24, [(4, 3, 2), (13, 6, 2.5)])
    write("tall", tall, (50, 90), source="synthetic: higher than wide")
    write("tall-component2", tall, (50, 90), component=2, reuse="tall")
    broken = tall[:6, :6].copy()
    broken[2, 3, 5] = np.nan
    write("one-nan", broken, (24, 24), source="synthetic: NaN counts as 0")
    broken[2, 3, 5] = -np.inf
    write("one-infinity", broken, (24, 24), source="synthetic: an infinity refuses the frame")
    wide = blobs(random, 5, 6, 96, [(2, 3, 1.5)])
    write("wide-channels", wide, (48, 40), source="synthetic: more channels than cells")
    write("wide-channels-component28", wide, (48, 40), component=28, reuse="wide-channels", source="synthetic: the last that exists")
    write("wide-channels-component29", wide, (48, 40), component=29, reuse="wide-channels", source="synthetic: 30 centred rows have rank 29")
    sigma = np.array([20, 19.9, 9, 7, 5, 3, 2, 1.5])
    write("gap-0995", with_spectrum(random, 9, 12, 20, sigma), (48, 36))
    sigma = np.array([20, 19.2, 9, 7, 5, 3])
    write("gap-0960", with_spectrum(random, 9, 12, 20, sigma), (48, 36))
    write("one-channel", random.normal(size=(4, 5, 1)), (20, 16), source="synthetic: a single channel")
    write("one-row", blobs(random, 1, 12, 8, [(0, 4, 2)]), (36, 3), source="synthetic: a single row of cells")
    write("reduced", tall, (5, 6), reuse="tall", source="synthetic: target smaller than the grid")
    boxes = [
        {"x1": 8.0, "y1": 16.0, "x2": 40.0, "y2": 56.0, "confidence": 0.75, "classId": 0},
        {"x1": 24.0, "y1": 80.0, "x2": 76.0, "y2": 130.0, "confidence": 0.5, "classId": 0},
    ]
    write("tall-boxes", tall, (50, 90), rule="BOXES", boxes=boxes, stride=8, reuse="tall")
    write("tall-negated", -tall, (50, 90), rule="BOXES", boxes=boxes, stride=8)
    # A dark object on a bright floor: the larger extreme is the object, the channels' sum is not.
    dark = 6 - blobs(random, 12, 16, 16, [(5, 5, 1.5)])
    write("dark-object", dark, (64, 48))
    write("dark-object-extremum", dark, (64, 48), rule="EXTREMUM", reuse="dark-object")
    layers = ["tall", "wide-channels", "dark-object"]
    write_fusion("fusion", layers, (40, 30))
    for fusion in ("MAX", "SIGMA", "PRODUCT"):
        write_fusion("fusion-" + fusion.lower(), layers, (40, 30), fusion)
    uncentred = {"rule": "MEAN", "centre": False}
    write("tall-uncentred", tall, (50, 90), reuse="tall", **uncentred)
    write("tall-uncentred-component1", tall, (50, 90), component=1, reuse="tall", **uncentred)
    write("tall-uncentred-channel-sum", tall, (50, 90), reuse="tall", centre=False)
    # As SiLU leaves the background: the channels' sum would make it black, and nearly all of the map.
    write("negative-background-uncentred", tall - 1.5, (50, 90), **uncentred)
    write("dark-object-uncentred", dark, (64, 48), reuse="dark-object", **uncentred)
    write("wide-channels-uncentred", wide, (48, 40), reuse="wide-channels", **uncentred)
    write("wide-channels-uncentred-component29", wide, (48, 40), component=29, reuse="wide-channels", source="synthetic: 30 rows that are not centred have rank 30", **uncentred)
    write("constant-uncentred", np.broadcast_to(random.normal(size=24), (8, 8, 24)), (32, 24), source="synthetic: one direction, which says nothing", **uncentred)


def drawn_cells():
    """Red discs with a pale centre on a bright ground, 4:3 in a square input with grey padding."""
    picture = np.full((240, 320, 3), (0.90, 0.87, 0.84))
    y, x = np.mgrid[0:240, 0:320]
    for row, column, radius in [(60, 70, 24), (80, 190, 26), (150, 120, 22), (170, 250, 27), (215, 40, 23)]:
        distance = np.hypot(y - row, x - column) / radius
        ring = np.clip(6 * (1 - distance), 0, 1)[..., None] * (0.55 + 0.45 * np.clip(distance, 0, 1)[..., None])
        picture = picture * (1 - ring) + np.array([0.74, 0.45, 0.48]) * ring
    padded = np.full((1, 320, 320, 3), 114 / 255)
    padded[0, 40:280] = picture
    return padded.astype(np.float32)


def demo_model(folder):
    import tensorflow

    model = tensorflow.saved_model.load(folder).signatures["serving_default"]
    answers = model(tensorflow.constant(drawn_cells()))
    for layer in ("p3", "p4", "p5"):
        write(
            "demo-" + layer,
            answers[layer].numpy()[0],
            (80, 60),
            source="the demo model on drawn blood cells, padding included",
        )
    write_fusion("demo-fusion", ["demo-p3", "demo-p4", "demo-p5"], (80, 60))


if __name__ == "__main__":
    synthetic()
    if len(sys.argv) > 1:
        demo_model(sys.argv[1])
