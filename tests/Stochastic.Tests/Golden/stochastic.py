"""Makes stochastic.npz: three levels, each a ridge regression of the residual before it, and noise of the last one.

/usr/bin/python3 stochastic.py stochastic.npz

Residuals are recursions here, and no levels are put together to a map of a window. Regressions are solved as augmented
least-squares problems by SVD; the variance's likelihood is maximised by Newton's method.
"""
import sys

import numpy as np

rng = np.random.default_rng(20261127)
R, LAG, LEVELS, ALPHA, MARGIN, PENALTY = 3, 2, 3, 1e-3, 1.5, 1e-3
A = np.array([[0.8, -0.4, 0.0], [0.4, 0.8, 0.0], [0.1, 0.0, 0.9]])
B = np.array([[0.6, 0.0, 0.2], [0.0, -0.5, 0.0], [0.0, 0.3, 0.4]])

# Runs of different lengths with coloured noise, whose variance grows with the first coordinate; units far from 1.
runs = []
for length in (80, 63, 101, 4):
    y, e = [rng.standard_normal(R)], np.zeros(R)
    for _ in range(length - 1):
        e = B @ e + np.exp(0.4 * y[-1][0]) * np.array([0.3, 0.2, 0.1]) * rng.standard_normal(R)
        y.append(A @ y[-1] + e)
    runs.append(np.array(y) * [1e3, 1.0, 1e-3] + [2e3, 0.0, 7.0])
everything = np.vstack(runs)
mean, scale = everything.mean(0), everything.std(0)
z = [(run - mean) / scale for run in runs]
all_z = np.vstack(z)
middle, half = (all_z.min(0) + all_z.max(0)) / 2, (all_z.max(0) - all_z.min(0)) / 2


def ridge(x, y):
    xm, ym = x.mean(0), y.mean(0)
    a = np.vstack([x - xm, np.sqrt(ALPHA * len(x)) * np.eye(x.shape[1])])
    w = np.linalg.lstsq(a, np.vstack([y - ym, np.zeros((x.shape[1], y.shape[1]))]), rcond=None)[0]
    return w, ym - xm @ w


def level(l, past, residuals):
    """The forecast of level l after the states and the residuals of earlier levels, the newest last."""
    w, c = fits[l]
    x = past[-LAG:].ravel() if l == 0 else np.concatenate([past[-1]] + [residuals[i][-1] / units[i] for i in range(l)])
    return c + x @ w


def residuals_of(run, count):
    """Residuals of the first levels by frame: dictionaries from frame to residual."""
    found = [{} for _ in range(count)]
    for k in range(LAG, len(run)):
        rest = run[k]
        for l in range(count):
            if k < LAG + l:
                break
            rest = rest - level(l, run[:k], [[found[i].get(k - 1)] for i in range(l)])
            found[l][k] = rest
    return found


fits, units = [], []
for l in range(LEVELS):
    x, y = [], []
    for run in z:
        found = residuals_of(run, l)
        for k in range(LAG + l, len(run)):
            x.append(run[k - LAG:k].ravel() if l == 0
                     else np.concatenate([run[k - 1]] + [found[i][k - 1] / units[i] for i in range(l)]))
            y.append(run[k] if l == 0 else found[l - 1][k])
    fits.append(ridge(np.array(x), np.array(y)))
    units.append(np.sqrt(np.mean([v ** 2 for run in z for v in residuals_of(run, l + 1)[l].values()], axis=0)))


def forecast(window, steps):
    states = list(window)
    for _ in range(steps):
        past = np.array(states)
        found = residuals_of(past[-(LAG + LEVELS - 1):], LEVELS - 1)
        last = LAG + LEVELS - 2
        states.append(sum(level(l, past, [[found[i][last]] for i in range(l)]) for l in range(LEVELS)))
    return np.array(states[len(window):])


e = np.array([v for run in z for v in residuals_of(run, LEVELS)[-1].values()])
before = np.array([run[k - 1] for run in z for k in range(LAG + LEVELS - 1, len(run))])
covariance = e.T @ e / len(e)
values, vectors = np.linalg.eigh(covariance)
p = (e @ vectors / np.sqrt(values))[:, ::-1]
f = np.column_stack([before, np.log(1 + (before ** 2).sum(1)), np.ones(len(e))])
penalty = np.diag([PENALTY] * (R + 1) + [0.0]) / 2
eta = np.zeros_like(p)
for i in range(R):
    beta = np.zeros(R + 2)
    objective = lambda b: 0.5 * np.mean(f @ b + p[:, i] ** 2 * np.exp(-f @ b)) + 0.5 * b @ penalty @ b
    for _ in range(200):
        d = p[:, i] ** 2 * np.exp(-f @ beta)
        step = np.linalg.solve((f.T * d) @ f / (2 * len(f)) + penalty, f.T @ (1 - d) / (2 * len(f)) + penalty @ beta)
        size = 1.0
        while objective(beta - size * step) > objective(beta) + 1e-15 and size > 1e-9:
            size /= 2
        beta = beta - size * step
    assert np.abs(f.T @ (1 - p[:, i] ** 2 * np.exp(-f @ beta)) / (2 * len(f)) + penalty @ beta).max() < 1e-12
    eta[:, i] = f @ beta
window = z[0][:LAG + LEVELS - 1]
free = forecast(window, 40)
assert (free > middle - MARGIN * half).all() and (free < middle + MARGIN * half).all()
out = {f"run_{k}": run for k, run in enumerate(runs)}
np.savez(
    sys.argv[1], **out, lag=LAG, levels=LEVELS, ridge_alpha=ALPHA, stability_margin=MARGIN,
    forecast=free * scale + mean, covariance=covariance, eta=eta, low=middle - MARGIN * half,
    high=middle + MARGIN * half)
print("residuals", len(e), "eta from", eta.min(), "to", eta.max(), "lag-1 correlations",
      [np.round(np.mean([a * b for a, b in zip(e[1:, i], e[:-1, i])]) / covariance[i, i], 3) for i in range(R)])
