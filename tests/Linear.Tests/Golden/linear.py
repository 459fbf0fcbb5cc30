"""Makes linear.npz: the ridge start of a linear model, and the loss of closed-loop forecasts with its gradient.

/usr/bin/python3 linear.py linear.npz

The gradient is computed by complex steps, which shares nothing with backpropagation and has no rounding of differences.
"""
import sys

import numpy as np

rng = np.random.default_rng(20261126)
R, LAG, ALPHA, MAX_RADIUS = 3, 2, 1e-2, 0.6
STEP = 1e-30

# One run of a stable process, in units far from 1, with a coordinate that is nearly a copy of another.
a1, a2 = 0.5 * rng.standard_normal((2, R, R)) / np.sqrt(R)
run = [rng.standard_normal(R), rng.standard_normal(R)]
for _ in range(78):
    run.append(a1 @ run[-1] + a2 @ run[-2] + 0.3 * rng.standard_normal(R) + 0.2)
run = np.array(run) * [1e3, 1.0, 1e-3] + [5e3, 0.0, 1.0]

mean, scale = run.mean(0), run.std(0)
z = (run - mean) / scale
weights = (scale / scale.max()) ** 2


def windows(states):
    return np.array([states[k - LAG:k].ravel() for k in range(LAG, len(states))])


def forecast(window, c, m, steps):
    """Closed loop about m; c is (A_w … A_1) [r, w·r]."""
    x, out = (window.reshape(LAG, R) - m).ravel(), []
    for _ in range(steps):
        y = c @ x
        out.append(m + y)
        x = np.concatenate([x[R:], y])
    return np.array(out)


# Ridge regression with an intercept, in standardised coordinates.
x, y = windows(z), z[LAG:]
xc, yc = x - x.mean(0), y - y.mean(0)
c = np.linalg.solve(xc.T @ xc + ALPHA * len(x) * np.eye(LAG * R), xc.T @ yc).T
b = y.mean(0) - c @ x.mean(0)


def radius(c):
    f = np.zeros((LAG * R, LAG * R))
    f[:R] = np.hstack([c[:, (LAG - 1 - j) * R:(LAG - j) * R] for j in range(LAG)])
    f[R:, :-R] = np.eye((LAG - 1) * R)
    return np.abs(np.linalg.eigvals(f)).max()


start_radius = radius(c)
s = min(1.0, MAX_RADIUS / start_radius)
bounded = np.hstack([c[:, j * R:(j + 1) * R] * s ** (LAG - j) for j in range(LAG)])
m = np.linalg.solve(np.eye(R) - sum(bounded[:, j * R:(j + 1) * R] for j in range(LAG)), b)
m = np.clip(m, z.min(0), z.max(0))
error = forecast(z[:LAG], bounded, m, len(z) - LAG) - z[LAG:]
start_error = (weights * error ** 2).sum() / (weights * z[LAG:] ** 2).sum()
matrices = np.array([bounded[:, (LAG - 1 - j) * R:(LAG - j) * R] * scale[:, None] / scale for j in range(LAG)])

# The loss of three forecasts of different lengths, at coefficients that belong to nothing.
rollouts = np.array([[0, 0, 9], [0, 30, 4], [0, 71, 7]])
c_any, m_any = 0.4 * rng.standard_normal((R, LAG * R)), 0.3 * rng.standard_normal(R)


def loss(c, m):
    total = 0
    for _, first, steps in rollouts:
        e = forecast(z[first:first + LAG].ravel(), c, m, steps) - z[first + LAG:first + LAG + steps]
        total = total + (weights * e * e).sum()
    return total / rollouts[:, 2].sum()


def gradient(values, of):
    g = np.empty(values.size)
    for i in range(values.size):
        moved = values.astype(complex).ravel()
        moved[i] += 1j * STEP
        g[i] = of(moved.reshape(values.shape)).imag / STEP
    return g


np.savez(
    sys.argv[1], run=run, lag=LAG, ridge_alpha=ALPHA, max_radius=MAX_RADIUS, start_radius=start_radius,
    start_error=start_error, A_matrices=matrices, mean=mean + scale * m, weights=weights,
    rollouts=rollouts.astype(np.int64), c=c_any, m=m_any, loss=loss(c_any, m_any),
    c_gradient=gradient(c_any, lambda v: loss(v, m_any)), m_gradient=gradient(m_any, lambda v: loss(c_any, v)))
print("radius", start_radius, "error", start_error, "loss", loss(c_any, m_any))
