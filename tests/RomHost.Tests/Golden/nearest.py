"""Truth for the nearest training window and its continuation, by NumPy: latent runs of unequal length, windows of two
lengths, the window nearest in the Euclidean norm over all of its states anywhere in the runs, the states after it, and after
the end of its run the mean of the run's last quarter (at least one frame) for ever."""
import numpy as np
rng = np.random.default_rng(19)
r, steps, out = 3, 12, {}
# Two coordinates turn, the third decays: neighbours of a window are found in other phases and other runs.
def run(frames):
    t, phase, size = np.arange(frames), rng.uniform(0, 2 * np.pi), rng.uniform(0.5, 2)
    clean = np.stack([size * np.cos(0.3 * t + phase), size * np.sin(0.3 * t + phase), np.exp(-0.1 * t)], axis=1)
    return clean + 0.05 * rng.normal(size=clean.shape)
runs = [run(frames) for frames in (20, 3, 33, 9, 26)]
for k, states in enumerate(runs):
    out[f"run_{k}"] = states
for lag in (1, 5):
    windows = [run(lag) for _ in range(18)]
    windows += [runs[2][33 - lag:], runs[0][:lag]]  # at the end of a run there is no state after it
    found = []
    for window in windows:
        all_ = [(np.linalg.norm(states[i:i + lag] - window), k, i + lag)
                for k, states in enumerate(runs) for i in range(len(states) - lag + 1)]
        distance, k, target = min(all_)
        states = runs[k]
        tail = states[len(states) - max(1, len(states) // 4):].mean(axis=0)
        forecast = [states[target + j] if target + j < len(states) else tail for j in range(steps)]
        found.append((k, target, distance, np.array(forecast)))
    out[f"windows_{lag}"] = np.array(windows)
    out[f"nearest_{lag}"] = np.array([[k, target, distance] for k, target, distance, _ in found])
    out[f"forecasts_{lag}"] = np.array([forecast for *_, forecast in found])
np.savez("nearest.npz", **out)
