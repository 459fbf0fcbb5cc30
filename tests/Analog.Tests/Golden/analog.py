"""Makes analog.npz: forecasts from the nearest of planted trajectories, by NumPy.

/usr/bin/python3 analog.py analog.npz
"""
import sys

import numpy as np

R, LAG, CHANGE_WEIGHT, WIDTH, STEPS = 3, 4, 0.7, 0.6, 90
LENGTHS = [40, 47, 40, 12, 40, 55]  # ragged: the fourth is too short for the horizon of the others

rng = np.random.default_rng(21)
rotation = np.linalg.qr(rng.standard_normal((R, R)))[0]


def trajectory(frames):
    t = np.arange(frames)[:, None]
    waves = np.cos(0.15 * t * np.arange(1, R + 1) + rng.uniform(0, 6, R)) * rng.uniform(1, 2) * 0.99**t
    return waves @ (rotation * [5, 1, 0.2]) + 3 + 0.05 * rng.standard_normal((frames, R))


runs = [trajectory(n) for n in LENGTHS]
test = trajectory(LAG)
out = {"test": test}
for i, run in enumerate(runs):
    out[f"run{i}"] = run


def horizon(places):
    """The h with the most states in the continuations of all windows."""
    h = np.arange(1, max(LENGTHS) - LAG + 1)
    return int(max(h, key=lambda n: (n * sum(min(places, max(0, f - LAG - n + 1)) for f in LENGTHS), n)))


def forecast(places, k, rule):
    h = horizon(places)
    at = [(i, s) for i, f in enumerate(LENGTHS) for s in range(min(places, max(0, f - LAG - h + 1)))]
    windows = np.array([runs[i][s:s + LAG] for i, s in at])
    futures = np.array([runs[i][s + LAG:s + LAG + h] for i, s in at])
    newest, change = windows[:, -1], windows[:, -1] - windows[:, 0]
    scale = [np.sqrt(((x - x.mean(0)) ** 2).sum(1).mean()) for x in (newest, change)]

    def features(w):
        return np.concatenate([w[..., -1, :] / scale[0], CHANGE_WEIGHT * (w[..., -1, :] - w[..., 0, :]) / scale[1]], -1)

    def step(window):
        d = np.linalg.norm(features(windows) - features(window), axis=1)
        near = np.argsort(d, kind="stable")[:k]
        g = np.exp(-0.5 * (d[near] / (WIDTH * d[near[-1]])) ** 2)
        return np.tensordot(g / g.sum(), futures[near], 1)

    result = step(test)
    if rule == "tail":
        rest = result[-max(1, h // 4):].mean(0)
    if rule == "climatology":
        rest = np.concatenate([run[-max(1, len(run) // 4):] for run in runs]).mean(0)
    while len(result) < STEPS:
        if rule == "restart":
            window = np.concatenate([test, result])[-LAG:]
            every = np.concatenate(runs)
            rest = step(np.clip(window, every.min(0), every.max(0)))
        result = np.vstack([result, rest])
    return result[:STEPS], h


for name, places, k, rule in [("start_tail", 1, 3, "tail"), ("anywhere_climatology", 10**9, 7, "climatology"),
                              ("anywhere_restart", 10**9, 5, "restart")]:
    out[name], h = forecast(places, k, rule)
    out[name + "_horizon"] = float(h)
np.savez_compressed(sys.argv[1], lag=LAG, change_weight=CHANGE_WEIGHT, width=WIDTH, **out)
