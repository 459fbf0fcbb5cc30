"""Makes channel.npz: modes of a vector field whose frames are rolled by known shifts, by NumPy's SVD.

/usr/bin/python3 channel.py channel.npz
"""
import sys

import numpy as np

NY, NX, RUNS, FRAMES, MODES = 4, 5, 3, 6, 4
rng = np.random.default_rng(8)
px = rng.standard_normal((RUNS, FRAMES, NY, NX)).astype(np.float32)
py = (2 * rng.standard_normal((RUNS, FRAMES, NY, NX)) - 1).astype(np.float32)
shifts = np.stack([rng.integers(0, NY, (RUNS, FRAMES)), rng.integers(0, NX, (RUNS, FRAMES))], -1).astype(np.int32)

rows = np.array([
    np.concatenate([np.roll(field[k, t].astype(float), shifts[k, t], (0, 1)).ravel() for field in (px, py)])
    for k in range(RUNS) for t in range(FRAMES)])
mean = rows.mean(0)
u, s, vt = np.linalg.svd(rows - mean, full_matrices=False)
np.savez(
    sys.argv[1], px=px, py=py, shifts=shifts, mean=mean, singular_values=s[:MODES], modes=vt[:MODES],
    latent=(rows - mean) @ vt[:MODES].T)
