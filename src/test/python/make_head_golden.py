"""Expected results for the heads other than plain boxes: classifiers and rotated boxes.

    python3 src/test/python/make_head_golden.py          # numpy 2, Pillow
    python3 src/test/python/make_head_golden.py --check  # compares with Ultralytics, if installed

Writes src/test/resources/golden/crop: pictures and what a classifier sees of them (Pillow's resize of
the shorter side, then the centre, as torchvision's Resize and CenterCrop; stretched where the input is
not square); and adds rotated boxes to src/test/resources/golden/detect: written from the definition of
ProbIoU (Llerena et al., Gaussian Bounding Boxes and Probabilistic Intersection-over-Union, 2021) and of
Fast NMS (Bolya et al., YOLACT, ICCV 2019, 3.3), one box at a time.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
from PIL import Image

GOLDEN = Path(__file__).parent.parent / "resources" / "golden"

# name: picture width, height, input width, height
CROPS = {
    "landscape": (101, 60, 64, 64),
    "portrait": (37, 91, 64, 64),
    "one-pixel": (1, 1, 64, 64),
    "thin": (3, 200, 64, 64),
    "exact": (64, 64, 64, 64),
    "enlarged": (20, 33, 64, 64),
    "reduced": (257, 431, 64, 64),
    "cut-only": (200, 64, 64, 64),
    "half-cut-down": (65, 64, 64, 64),
    "half-cut-up": (64, 67, 64, 64),
    "sevenfold": (483, 476, 64, 64),
    "stretched": (90, 100, 96, 64),
}


def picture(width, height, seed):
    """Waves that get finer, blocks, and a hard edge: what aliasing would show."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    red = 127 + 120 * np.sin(x * x / (4.0 * max(width, 8)))
    green = 127 + 120 * np.sin(y * y / (5.0 * max(height, 8)) + x / 9)
    blue = np.where((x // 7 + y // 5) % 2 == 0, 30, 225)
    rgb = np.stack([red, green, blue], -1)
    rgb[: height // 2, : width // 3] = rng.integers(0, 256, 3)
    return rgb.round().clip(0, 255).astype(np.uint8)


def crop(rgb, width, height):
    image = Image.fromarray(rgb)
    if width != height:
        return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR))
    shorter = min(image.size)
    wide, high = (int(width * side / shorter) for side in image.size)
    if (wide, high) != image.size:
        image = image.resize((wide, high), Image.Resampling.BILINEAR)
    left, top = round((wide - width) / 2.0), round((high - height) / 2.0)
    return np.asarray(image.crop((left, top, left + width, top + height)))


def write_crops():
    folder = GOLDEN / "crop"
    folder.mkdir(exist_ok=True)
    for seed, (name, (width, height, to_width, to_height)) in enumerate(CROPS.items()):
        rgb = picture(width, height, seed)
        Image.fromarray(rgb).save(folder / f"{name}.png", optimize=True)
        seen = crop(rgb, to_width, to_height)
        Image.fromarray(seen).save(folder / f"{name}-{to_width}x{to_height}.png", optimize=True)


# ---- rotated boxes


def covariance(w, h, angle):
    a, b = w * w / 12, h * h / 12
    cos, sin = math.cos(angle), math.sin(angle)
    return a * cos * cos + b * sin * sin, a * sin * sin + b * cos * cos, (a - b) * cos * sin


def probiou(p, q):
    """p, q: cx cy w h angle."""
    eps = 1e-7
    a1, b1, c1 = covariance(*p[2:])
    a2, b2, c2 = covariance(*q[2:])
    dx, dy = p[0] - q[0], p[1] - q[1]
    a, b, c = a1 + a2, b1 + b2, c1 + c2
    det = a * b - c * c
    t1 = 0.25 * (a * dy * dy + b * dx * dx) / (det + eps)
    t2 = 0.5 * (c * -dx * dy) / (det + eps)
    det1, det2 = max(0.0, a1 * b1 - c1 * c1), max(0.0, a2 * b2 - c2 * c2)
    t3 = 0.5 * math.log(det / (4 * math.sqrt(det1 * det2) + eps) + eps)
    distance = min(100.0, max(eps, t1 + t2 + t3))
    return 1 - math.sqrt(1 - math.exp(-distance) + eps)


def rotated_case(name, description, classes, width, height, picture_size, conf, iou, max_det, units, seed):
    rng = np.random.default_rng(seed)
    strides = [8, 16, 32]
    n = sum((width // s) * (height // s) for s in strides)
    output = np.zeros((4 + classes + 1, n), np.float32)
    # Clusters of similar boxes, so that suppression has something to do.
    centres = rng.uniform(0.1, 0.9, (14, 2)) * [width, height]
    sizes = rng.uniform(6, 60, (14, 2))
    angles = rng.uniform(-math.pi / 4, 3 * math.pi / 4, 14)
    kind = rng.integers(0, classes, 14)
    for i in range(n):
        k = rng.integers(0, 14)
        output[:2, i] = centres[k] + rng.normal(0, 2.5, 2)
        output[2:4, i] = sizes[k] * rng.uniform(0.8, 1.25, 2)
        turned = rng.random() < 0.2  # the same box, described a quarter turn further
        if turned:
            output[2:4, i] = output[3:1:-1, i]
        output[-1, i] = angles[k] + rng.normal(0, 0.06) + (math.pi / 2 if turned else 0)
        output[4 : 4 + classes, i] = rng.uniform(0, 0.2, classes)
        best = kind[k] if rng.random() < 0.9 else rng.integers(0, classes)
        output[4 + best, i] = rng.uniform(0.0, 0.99)
    if units == "normalised":
        output[[0, 2]] /= width
        output[[1, 3]] /= height
    scale = np.array([width, height, width, height, 1.0]) if units == "normalised" else np.ones(5)

    rows = []
    for i in range(n):
        scores = output[4 : 4 + classes, i]
        best = int(scores.argmax())
        if scores[best] > np.float32(conf):
            box = output[[0, 1, 2, 3, -1], i].astype(np.float64) * scale
            rows.append((float(scores[best]), i, best, box))
    rows.sort(key=lambda row: -row[0])
    kept = []
    for j, (score, anchor, best, box) in enumerate(rows):
        # Fast NMS: a box that was itself dropped still drops others.
        if not any(o[2] == best and probiou(o[3], box) > iou for o in rows[:j]):
            kept.append(rows[j])

    picture_width, picture_height = picture_size
    gain = min(height / picture_height, width / picture_width)
    new_w, new_h = max(1, round(picture_width * gain)), max(1, round(picture_height * gain))
    left, top = round((width - new_w) / 2 - 0.1), round((height - new_h) / 2 - 0.1)
    detections = []
    for score, anchor, best, (cx, cy, w, h, angle) in kept[:max_det]:
        # The sides are scaled, the angle is kept, although the two ratios differ a little.
        cx, cy = (cx - left) / (new_w / picture_width), (cy - top) / (new_h / picture_height)
        w, h = w / (new_w / picture_width), h / (new_h / picture_height)
        half_w = (abs(w * math.cos(angle)) + abs(h * math.sin(angle))) / 2
        half_h = (abs(w * math.sin(angle)) + abs(h * math.cos(angle))) / 2
        x1, x2, y1, y2 = cx - half_w, cx + half_w, cy - half_h, cy + half_h
        detections.append(
            {
                "classId": best,
                "confidence": score,
                "x1": min(max(x1, 0), picture_width),
                "y1": min(max(y1, 0), picture_height),
                "x2": min(max(x2, 0), picture_width),
                "y2": min(max(y2, 0), picture_height),
                "anchor": anchor,
            }
        )
    case = {
        "layout": "raw",
        "task": "obb",
        "classes": classes,
        "extra": 1,
        "units": units,
        "strides": strides,
        "inputWidth": width,
        "inputHeight": height,
        "width": picture_width,
        "height": picture_height,
        "conf": conf,
        "iou": iou,
        "maxDet": max_det,
        "description": description,
        "candidates": len(rows),
        "total": len(kept),
        "detections": detections,
    }
    folder = GOLDEN / "detect"
    np.save(folder / f"{name}.npy", output[None])
    (folder / f"{name}.json").write_text(json.dumps(case, indent=1) + "\n")
    print(name, len(rows), "candidates,", len(kept), "kept")
    return case, output


ROTATED = [
    ("rotated", "rotated boxes, suppressed by ProbIoU", 3, 160, 96, (333, 210), 0.25, 0.7, 300, "pixels", 1),
    ("rotated-strict", "little overlap allowed, list cut", 2, 96, 96, (96, 150), 0.1, 0.2, 12, "pixels", 2),
    ("rotated-normalised", "rotated boxes in shares of the input", 4, 96, 160, (500, 700), 0.3, 0.6, 300, "normalised", 3),
]


def check(case, output):
    """Against Ultralytics' own functions."""
    import torch
    from ultralytics.utils import nms, ops

    x = torch.from_numpy(output[None].copy())
    if case["units"] == "normalised":
        x[:, [0, 2]] *= case["inputWidth"]
        x[:, [1, 3]] *= case["inputHeight"]
    rows, index = nms.non_max_suppression(
        x, case["conf"], case["iou"], nc=case["classes"], rotated=True, return_idxs=True,
        max_det=case["maxDet"],
    )
    boxes = torch.cat([rows[0][:, :4], rows[0][:, -1:]], -1)
    shape = (case["inputHeight"], case["inputWidth"])
    boxes[:, :4] = ops.scale_boxes(shape, boxes[:, :4], (case["height"], case["width"]), xywh=True)
    corners = ops.xywhr2xyxyxyxy(boxes)
    low, high = corners.amin(1), corners.amax(1)
    assert index[0].tolist() == [d["anchor"] for d in case["detections"]], "other boxes kept"
    worst = 0.0
    for d, lo, hi in zip(case["detections"], low.tolist(), high.tolist()):
        for key, value, limit in zip(
            ("x1", "y1", "x2", "y2"), lo + hi, (case["width"], case["height"]) * 2
        ):
            worst = max(worst, abs(min(max(value, 0), limit) - d[key]))
    print("  Ultralytics keeps the same; boxes differ by at most %.3f pixels" % worst)


def check_crops():
    import torch
    from ultralytics.data.augment import classify_transforms

    for seed, (name, (width, height, to_width, to_height)) in enumerate(CROPS.items()):
        rgb = picture(width, height, seed)
        size = to_width if to_width == to_height else (to_height, to_width)
        theirs = classify_transforms(size)(Image.fromarray(rgb)).permute(1, 2, 0) * 255
        assert np.array_equal(theirs.round().to(torch.uint8).numpy(), crop(rgb, to_width, to_height)), name
    print("Ultralytics' classify_transforms gives the same crops")


def main():
    write_crops()
    for arguments in ROTATED:
        case, output = rotated_case(*arguments)
        if "--check" in sys.argv:
            check(case, output)
    if "--check" in sys.argv:
        check_crops()


main()
