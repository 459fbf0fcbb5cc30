"""Makes momentum.npz: momentum densities of scattered particles, each particle's Gaussian summed by NumPy.

/usr/bin/python3 momentum.py momentum.npz
"""
import sys

import numpy as np

LX, LY, NX, NY, SIGMA, N = 6.0, 5.0, 9, 7, 1.3, 40
rng = np.random.default_rng(5)
positions = (rng.random((N, 2)) * [LX, LY] * 0.9999).astype(np.float32)
velocities = (rng.standard_normal((N, 2)) * 3 + [1, -2]).astype(np.float32)

radius = int(4 * SIGMA + 0.5)
k = np.arange(-radius, radius + 1)
w = np.exp(-0.5 * (k / SIGMA) ** 2)
w /= w.sum()


def response(cell, cells, periodic):
    """What each cell of an axis gets of a particle in one cell: images beyond the edge wrap, or stand at it."""
    out = np.zeros(cells)
    for j in range(cells):
        for offset, weight in zip(k, w):
            source = (j + offset) % cells if periodic else min(max(j + offset, 0), cells - 1)
            out[j] += weight * (source == cell)
    return out


out = {"positions": positions, "velocities": velocities, "Lx": LX, "Ly": LY, "nx": NX, "ny": NY, "bandwidth": SIGMA}
for periodic, name in ((True, "periodic"), (False, "reflecting")):
    field = np.zeros((2, NY, NX))
    for x, v in zip(positions.astype(float), velocities.astype(float)):
        column, row = int(x[0] / LX * NX), int(x[1] / LY * NY)
        kernel = np.outer(response(row, NY, periodic), response(column, NX, periodic)) / (LX / NX * LY / NY)
        field += v[:, None, None] * kernel
    out[name] = field
np.savez(sys.argv[1], **out)
