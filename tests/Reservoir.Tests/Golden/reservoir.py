"""Makes reservoir.npz: readouts of three given echo-state networks, and the mean of their closed loops.

/usr/bin/python3 reservoir.py reservoir.npz

The ridge regression is solved as an augmented least-squares problem by SVD, not by normal equations.
"""
import sys

import numpy as np

rng = np.random.default_rng(20261126)
R, N, MEMBERS, LAG, LEAK, ALPHA = 2, 12, 3, 3, 0.7, 1e-4

runs = []
for length in (50, 21, 3, 34):
    k, phase = np.arange(length), rng.uniform(0, 6)
    runs.append(np.stack([1e3 * np.cos(0.3 * k + phase) + 5e3, np.sin(0.3 * k + phase) ** 3], 1)
                * np.exp(0.02 * k)[:, None] * (1 + 0.01 * rng.standard_normal((length, R))))
everything = np.vstack(runs)
mean, scale = everything.mean(0), everything.std(0)
z = [(run - mean) / scale for run in runs]

w_in = rng.uniform(-0.7, 0.7, (MEMBERS, N, R))
w = rng.uniform(-1, 1, (MEMBERS, N, N)) * (rng.random((MEMBERS, N, N)) < 0.4)
w *= (0.8 / np.array([np.abs(np.linalg.eigvals(m)).max() for m in w]))[:, None, None]
bias = rng.uniform(-0.2, 0.2, (MEMBERS, N))


def step(m, s, x):
    return (1 - LEAK) * s + LEAK * np.tanh(w_in[m] @ x + w[m] @ s + bias[m])


readout, constant = [], []
for m in range(MEMBERS):
    rows, targets = [], []
    for run in z:
        s = np.zeros(N)
        for k in range(len(run) - 1):
            s = step(m, s, run[k])
            if k >= LAG - 1:
                rows.append(np.concatenate([run[k], s]))
                targets.append(run[k + 1])
    x, y = np.array(rows), np.array(targets)
    xm, ym = x.mean(0), y.mean(0)
    a = np.vstack([x - xm, np.sqrt(ALPHA * len(x)) * np.eye(R + N)])
    v = np.linalg.lstsq(a, np.vstack([y - ym, np.zeros((R + N, R))]), rcond=None)[0].T
    readout.append(v)
    constant.append(ym - v @ xm)
readout, constant = np.array(readout), np.array(constant)


def closed_loop(m, window, steps):
    s, out = np.zeros(N), []
    for x in window:
        s = step(m, s, x)
    for _ in range(steps):
        x = constant[m] + readout[m] @ np.concatenate([x, s])
        out.append(x)
        s = step(m, s, x)
    return np.array(out)


loops = np.array([closed_loop(m, z[0][:LAG], 40) for m in range(MEMBERS)])
# A range that the members leave at different steps, the last of them before the end.
for size in np.unique(np.abs(loops)) * (1 + 1e-6):
    high = np.full(R, size)
    inside = np.cumprod((np.abs(loops) <= high).all(2), axis=1).astype(bool)
    left = inside.sum(1)
    if 0 < left.min() < left.max() < 40:
        break
mean_inside, last = [], z[0][LAG - 1]
for k in range(40):
    if inside[:, k].any():
        last = loops[inside[:, k], k].mean(0)
    mean_inside.append(last)
assert 0 < left.min() < left.max() < 40, left
np.savez(
    sys.argv[1], **{f"run_{k}": run for k, run in enumerate(runs)}, lag=LAG, leak=LEAK, ridge_alpha=ALPHA,
    input_weights=w_in, recurrent_weights=w, bias=bias, readout=readout, constant=constant, high=high,
    forecast=loops.mean(0) * scale + mean, guarded=np.array(mean_inside) * scale + mean,
    radius=np.array([np.abs(np.linalg.eigvals(m)).max() for m in w]))
print("members leave after", left, "largest readout", np.abs(readout).max())
