"""Writes src/test/resources/golden/corruption: what OpenCV, Pillow and NumPy make of a small picture.

The functions are those of imagecorruptions (bethgelab/imagecorruptions, corruptions.py, Apache-2.0),
with its parameters, but: the direction of the smear is fixed instead of drawn, and the disc's edge is
smoothed outwards, too, where theirs is mirrored and makes pictures one percent brighter.

Run from the root of the repository: python src/test/python/make_corruption_golden.py
"""

import math
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

OUT = Path("src/test/resources/golden/corruption")
WIDTH, HEIGHT = 58, 45  # no pixel lies between two of NEAREST
DIRECTION = 0.8  # of the smear, 0..1 for -45..45 degrees


def scene():
    rng = np.random.default_rng(1)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    red = 255 * x / (WIDTH - 1)
    green = 255 * y / (HEIGHT - 1)
    blue = np.where((x // 8 + y // 8) % 2 == 0, 40, 210)
    picture = np.stack([red, green, blue], axis=-1) + rng.normal(0, 8, (HEIGHT, WIDTH, 3))
    picture[10:14, 20:40] = 0
    return np.clip(np.round(picture), 0, 255).astype(np.uint8)


def defocus(picture, severity):
    radius, alias = [(3, 0.1), (4, 0.5), (6, 0.5), (8, 0.5), (10, 0.5)][severity - 1]
    reach = np.arange(-8, 9) if radius <= 8 else np.arange(-radius, radius + 1)
    size = (3, 3) if radius <= 8 else (5, 5)
    x, y = np.meshgrid(reach, reach)
    kernel = np.array(x**2 + y**2 <= radius**2, dtype=np.float32)
    kernel = np.pad(kernel / kernel.sum(), 2)
    kernel = cv2.GaussianBlur(kernel, ksize=size, sigmaX=alias)
    return cv2.filter2D(picture.astype(np.float64), -1, kernel)


def motion_blur(picture, severity):
    radius, sigma = [(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)][severity - 1]
    angle = np.deg2rad(90 * DIRECTION - 45)
    width = 2 * radius + 1
    kernel = np.exp(-(np.arange(width) ** 2) / (2 * sigma**2))
    kernel /= kernel.sum()
    blurred = np.zeros(picture.shape)
    for i in range(width):
        dy = -math.ceil(i * math.sin(angle) - 0.5)
        dx = -math.ceil(i * math.cos(angle) - 0.5)
        rows = np.clip(np.arange(HEIGHT) - dy, 0, HEIGHT - 1)
        columns = np.clip(np.arange(WIDTH) - dx, 0, WIDTH - 1)
        blurred += kernel[i] * picture[rows][:, columns]
    return blurred


def contrast(picture, severity):
    factor = [0.4, 0.3, 0.2, 0.1, 0.05][severity - 1]
    mean = picture.mean(axis=(0, 1), keepdims=True)
    return (picture - mean) * factor + mean


def brightness(picture, severity):
    hsv = cv2.cvtColor((picture / 255).astype(np.float32), cv2.COLOR_RGB2HSV)
    hsv[:, :, 2] = np.clip(hsv[:, :, 2] + [0.1, 0.2, 0.3, 0.4, 0.5][severity - 1], 0, 1)
    return 255 * cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


def pixelate(picture, severity):
    factor = [0.6, 0.5, 0.4, 0.3, 0.25][severity - 1]
    few = (int(WIDTH * factor), int(HEIGHT * factor))
    image = Image.fromarray(picture).resize(few, Image.BOX)
    return np.asarray(image.resize((WIDTH, HEIGHT), Image.NEAREST))


def write(name, picture):
    rounded = np.clip(np.round(picture), 0, 255).astype(np.uint8)
    Image.fromarray(rounded).save(OUT / f"{name}.png", optimize=True)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    picture = scene()
    write("scene", picture)
    for name, function, severities in [
        ("defocus", defocus, (1, 2, 5)),
        ("motion-blur", motion_blur, (1, 5)),
        ("contrast", contrast, (2,)),
        ("brightness", brightness, (3,)),
        ("pixelate", pixelate, (1, 4)),
    ]:
        for severity in severities:
            write(f"{name}-{severity}", function(picture, severity))


if __name__ == "__main__":
    main()
