"""A picture at another height by NumPy, as OpenCV (bilinear) and Pillow (antialiased) describe theirs.

usage: line_scaling.py PIXELS.u8 WIDTH HEIGHT NEW_HEIGHT   writes bilinear.u8 and antialiased.u8, prints the new width
"""
import math
import sys

import numpy as np


def bilinear(plane, size):
    """cv2.resize with INTER_LINEAR: centres of pixels, the two nearest, the outermost beyond the edge."""

    def nearest(old, new):
        at = (np.arange(new) + 0.5) * (old / new) - 0.5
        low = np.floor(at).astype(int)
        part = at - low
        return np.clip(low, 0, old - 1), np.clip(low + 1, 0, old - 1), part

    height, width = size
    top, bottom, down = nearest(plane.shape[0], height)
    left, right, across = nearest(plane.shape[1], width)
    rows = plane[top] * (1 - down)[:, None] + plane[bottom] * down[:, None]
    return rows[:, left] * (1 - across) + rows[:, right] * across


def antialiased(plane, size):
    """Image.resize with BILINEAR: a triangle as wide as what a new pixel covers, cut off at the edge."""

    def matrix(old, new):
        scale = old / new
        reach = max(scale, 1.0)
        weights = np.zeros((new, old))
        for i in range(new):
            centre = (i + 0.5) * scale
            low = max(0, int(centre - reach + 0.5))
            high = min(old, int(centre + reach + 0.5))
            x = (np.arange(low, high) - centre + 0.5) / reach
            weights[i, low:high] = np.maximum(0, 1 - np.abs(x))
            weights[i] /= weights[i].sum()
        return weights

    height, width = size
    return matrix(plane.shape[0], height) @ plane @ matrix(plane.shape[1], width).T


width, height, new_height = map(int, sys.argv[2:5])
pixels = np.fromfile(sys.argv[1], np.uint8).reshape(height, width, 3).astype(float)
new_width = math.ceil(new_height * width / height)
for make in (bilinear, antialiased):
    planes = [np.rint(make(pixels[:, :, c], (new_height, new_width))) for c in range(3)]
    np.stack(planes).astype(np.uint8).tofile(make.__name__ + ".u8")
print(new_width)
