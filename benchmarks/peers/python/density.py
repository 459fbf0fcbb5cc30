"""Densities as one writes them with NumPy and SciPy: density.py TRAJECTORY.npz CELLS SIGMA SIDE"""
import sys

import numpy as np
from peer import serve
from scipy.ndimage import gaussian_filter

positions = np.load(sys.argv[1])["traj"].astype(np.float64)
cells, sigma, side = int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
edges = np.linspace(0, side, cells + 1)
area = (side / cells) ** 2


def densities():
    for frame in positions:
        counts, _, _ = np.histogram2d(frame[:, 1], frame[:, 0], bins=[edges, edges])
        gaussian_filter(counts, sigma, mode="wrap") / area


serve(densities, units=len(positions))
