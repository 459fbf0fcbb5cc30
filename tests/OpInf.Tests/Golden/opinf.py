"""Makes opinf.npz: a quadratic map fitted with a penalty for each block, and its closed loop.

/usr/bin/python3 opinf.py opinf.npz

The ridge regression is solved as an augmented least-squares problem by SVD, not by normal equations.
"""
import sys

import numpy as np

rng = np.random.default_rng(20261126)
R, LAG, MODES, MARGIN = 3, 2, 2, 1.5
LINEAR, OLDER, QUADRATIC = 1e-4, 3e-3, 2e-2

# Runs of different lengths of a noisy quadratic map, in units far from 1.
runs = []
for length in (40, 23, 61, 2):
    z = [0.5 * rng.standard_normal(R)]
    for _ in range(length - 1):
        p = z[-1]
        z.append(np.array([0.8 * p[0] - 0.4 * p[1] + 0.2 * p[1] ** 2, 0.4 * p[0] + 0.8 * p[1] - 0.2 * p[0] * p[1],
                           0.9 * p[2] + 0.3 * p[0] ** 2 - 0.1]) + 0.05 * rng.standard_normal(R))
    runs.append(np.array(z) * [1e3, 1.0, 1e-3] + [2e3, 0.0, 7.0])

everything = np.vstack(runs)
mean, scale = everything.mean(0), everything.std(0)
z = [(run - mean) / scale for run in runs]
all_z = np.vstack(z)
middle, half = (all_z.min(0) + all_z.max(0)) / 2, (all_z.max(0) - all_z.min(0)) / 2
low, high = middle - MARGIN * half, middle + MARGIN * half


def features(window):
    newest = window[-1]
    return np.concatenate([window.ravel(), [newest[i] * newest[j] for i in range(MODES) for j in range(i + 1)]])


x = np.array([features(run[k - LAG:k]) for run in z for k in range(LAG, len(run))])
y = np.array([run[k] for run in z for k in range(LAG, len(run))])
penalty = len(x) * np.array([OLDER] * R + [LINEAR] * R + [QUADRATIC] * (MODES * (MODES + 1) // 2))
xm, ym = x.mean(0), y.mean(0)
a = np.vstack([x - xm, np.diag(np.sqrt(penalty))])
b = np.vstack([y - ym, np.zeros((x.shape[1], R))])
w = np.linalg.lstsq(a, b, rcond=None)[0].T
c = ym - w @ xm


def forecast(window, steps, clamp):
    window, out = window.copy(), []
    for _ in range(steps):
        state = c + w @ features(window)
        state = np.clip(state, low, high) if clamp else state
        out.append(state)
        window = np.vstack([window[1:], state])
    return np.array(out)


first = np.array([forecast(run[:LAG], len(run) - LAG, False) - run[LAG:] for run in z[:3]], dtype=object)
error = sum((scale ** 2 * e ** 2).sum() for e in first)
total = sum((scale ** 2 * run[LAG:] ** 2).sum() for run in z[:3])
for run in z[:3]:
    free = forecast(run[:LAG], 2 * 61, False)
    assert (free >= low).all() and (free <= high).all()
outside = np.array([high * 1.4, high * 1.5])  # a window from which the map leaves the range
held = forecast(outside, 12, True)
assert (np.abs(held - forecast(outside, 12, False)) > 1e-3).any()
out = {f"run_{k}": run for k, run in enumerate(runs)}
np.savez(
    sys.argv[1], **out, lag=LAG, quadratic_modes=MODES, stability_margin=MARGIN, linear_penalty=LINEAR,
    older_penalty=OLDER, quadratic_penalty=QUADRATIC, coefficients=w, constant=c, low=low, high=high,
    rollout_error=error / total, forecast=forecast(z[0][:LAG], 50, True) * scale + mean,
    outside=outside * scale + mean, held=held * scale + mean)
print("rollout error", error / total, "largest coefficient", np.abs(w).max())
