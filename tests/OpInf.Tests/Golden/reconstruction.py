"""Makes reconstruction.npz: a map of profiles, and the rate of the shift as a quadratic function of the profile.

/usr/bin/python3 reconstruction.py reconstruction.npz

States are three modes, two components of the rate, and one coordinate of a further channel. The ridge regressions are
solved as augmented least-squares problems by SVD, not by normal equations.
"""
import sys

import numpy as np

rng = np.random.default_rng(20261127)
LAG, MODES, MARGIN = 2, 3, 1.5
LINEAR, OLDER, QUADRATIC, RATE = 1e-4, 3e-3, 2e-2, 5e-3
PROFILE, SPEED = [0, 1, 2, 5], [3, 4]

runs = []
for length in (40, 23, 61, 2):
    z = [0.5 * rng.standard_normal(4)]
    for _ in range(length - 1):
        p = z[-1]
        z.append(np.array([0.8 * p[0] - 0.4 * p[1] + 0.2 * p[1] ** 2, 0.4 * p[0] + 0.8 * p[1] - 0.2 * p[0] * p[1],
                           0.9 * p[2] + 0.3 * p[0] ** 2 - 0.1, 0.7 * p[3] + 0.2 * p[2]])
                 + 0.05 * rng.standard_normal(4))
    z = np.array(z)
    rate = np.stack([1.0 + 0.5 * z[:, 0] - 0.3 * z[:, 1] * z[:, 2], 0.2 * z[:, 3] + 0.4 * z[:, 0] ** 2], 1)
    rate += 0.02 * rng.standard_normal(rate.shape)
    states = np.hstack([z[:, :3] * [1e3, 1.0, 1e-3] + [2e3, 0.0, 7.0], rate, 30 * z[:, 3:] - 4])
    runs.append(states)

everything = np.vstack(runs)
mean, scale = everything.mean(0), everything.std(0)
z = [(run - mean) / scale for run in runs]
all_z = np.vstack(z)
middle, half = (all_z.min(0) + all_z.max(0)) / 2, (all_z.max(0) - all_z.min(0)) / 2
low, high = middle - MARGIN * half, middle + MARGIN * half


def products(newest):
    return [newest[i] * newest[j] for i in range(MODES) for j in range(i + 1)]


def ridge(x, y, penalty):
    xm, ym = x.mean(0), y.mean(0)
    a = np.vstack([x - xm, np.diag(np.sqrt(len(x) * np.array(penalty)))])
    b = np.vstack([y - ym, np.zeros((x.shape[1], y.shape[1]))])
    w = np.linalg.lstsq(a, b, rcond=None)[0].T
    return w, ym - w @ xm


count, p = MODES * (MODES + 1) // 2, len(PROFILE)
targets = [(run, k) for run in z for k in range(LAG, len(run))]
w, c = ridge(
    np.array([np.concatenate([run[k - LAG:k, PROFILE].ravel(), products(run[k - 1, PROFILE])]) for run, k in targets]),
    np.array([run[k, PROFILE] for run, k in targets]), [OLDER] * p + [LINEAR] * p + [QUADRATIC] * count)
rw, rc = ridge(
    np.array([np.concatenate([run[k, PROFILE], products(run[k, PROFILE])]) for run, k in targets]),
    np.array([run[k, SPEED] for run, k in targets]), [LINEAR] * p + [RATE] * count)


def rate_of(profile):
    return rc + rw @ np.concatenate([profile, products(profile)])


def forecast(window, steps, clamp):
    window, out = window[:, PROFILE].copy(), []
    for _ in range(steps):
        profile = c + w @ np.concatenate([window.ravel(), products(window[-1])])
        profile = np.clip(profile, low[PROFILE], high[PROFILE]) if clamp else profile
        rate = np.clip(rate_of(profile), low[SPEED], high[SPEED])
        out.append(np.concatenate([profile[:3], rate, profile[3:]]))
        window = np.vstack([window[1:], profile])
    return np.array(out)


for run in z[:3]:
    free = forecast(run[:LAG], 2 * 61, False)
    assert (free >= low).all() and (free <= high).all()
error = sum(((rate_of(state[PROFILE]) - state[SPEED]) ** 2).sum() for run in z for state in run[1:] if len(run) > LAG)
total = sum((state[SPEED] ** 2).sum() for run in z for state in run[1:] if len(run) > LAG)
# A window from which map and rate leave the range: of the corners of the range the first that does it.
for corner in range(2 ** len(PROFILE)):
    outside = np.where([corner >> (i % 4) & 1 for i in range(6)], high, low) * 3
    outside = np.array([outside, outside])
    held = forecast(outside, 12, True)
    if ((held[:, SPEED] == high[SPEED]) | (held[:, SPEED] == low[SPEED])).any():
        break
else:
    raise AssertionError("no window from which the rate leaves the range")
assert (np.abs(held - forecast(outside, 12, False))[:, PROFILE] > 1e-3).any()
out = {f"run_{k}": run for k, run in enumerate(runs)}
np.savez(
    sys.argv[1], **out, lag=LAG, quadratic_modes=MODES, stability_margin=MARGIN, linear_penalty=LINEAR,
    older_penalty=OLDER, quadratic_penalty=QUADRATIC, rate_penalty=RATE, coefficients=w, constant=c,
    rate_coefficients=rw, rate_constant=rc, rate_error=error / total,
    forecast=forecast(z[0][:LAG], 50, True) * scale + mean, outside=outside * scale + mean, held=held * scale + mean)
print("rate error", error / total, "largest coefficients", np.abs(w).max(), np.abs(rw).max())
