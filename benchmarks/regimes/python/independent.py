"""Forecasts of an experiment's test runs by three simple methods, written independently of the product in NumPy.

Usage: independent.py EXPERIMENT, the folder of a finished experiment with its test runs. Writes independent.csv there.

Each method knows the windows at the start of the training runs, [w, r], and how each run goes on; beyond a run's end
stands the mean of the last quarter of its forecast. Its settings are those with the least mean squared error of latent
states in five folds by run, of longer runs at every so many frames.

direct  ridge regression from the window to all following states at once
analog  the k nearest windows by last state and its change, weighted by a Gaussian of the distance
kernel  kernel ridge regression, Gaussian kernel, on the same features
"""
import csv
import pathlib
import sys

import numpy as np


def direct(windows, futures, queries, penalty):
    """Ridge regression; the intercept is not penalised."""
    mean, target = windows.mean(0), futures.mean(0)
    x = windows - mean
    gram = x.T @ x
    unit = np.trace(gram) / len(gram)
    w = np.linalg.solve(gram + penalty * unit * np.eye(len(gram)), x.T @ (futures - target))
    return target + (queries - mean) @ w


def squared_distances(a, b):
    return np.maximum((a**2).sum(1)[:, None] + (b**2).sum(1)[None] - 2 * a @ b.T, 0)


def analog(features, futures, queries, k):
    """Weighted mean of the continuations of the k nearest windows."""
    d = squared_distances(queries, features)
    k = min(k, len(features))
    nearest = np.argsort(d, axis=1, kind="stable")[:, :k]
    near = np.take_along_axis(d, nearest, 1)
    weights = np.exp(-near / np.maximum(near.mean(1, keepdims=True), 1e-300))
    weights /= weights.sum(1, keepdims=True)
    return np.einsum("qk,qkf->qf", weights, futures[nearest])


def kernel(features, futures, queries, width, penalty):
    """Kernel ridge regression about the mean continuation."""
    d = squared_distances(features, features)
    scale = width * np.median(d[~np.eye(len(d), dtype=bool)])
    k = np.exp(-d / scale)
    target = futures.mean(0)
    a = np.linalg.solve(k + penalty * np.eye(len(k)), futures - target)
    return target + np.exp(-squared_distances(queries, features) / scale) @ a


SETTINGS = {
    direct: [(p,) for p in 10.0 ** np.arange(-5, 5)],
    analog: [(k,) for k in (1, 2, 4, 8, 16, 32, 64)],
    kernel: [(w, p) for w in (0.5, 1, 2, 4, 8) for p in 10.0 ** np.arange(-3, 3)],
}


def best_setting(method, inputs, futures, r, folds=5, frames=150):
    # [runs, frames * r]: of long runs a part of the frames, spread evenly, says which setting is best.
    states = futures.reshape(len(futures), -1, r)
    futures = states[:, :: max(1, states.shape[1] // frames)].reshape(len(futures), -1)
    fold = np.random.default_rng(1).permutation(len(inputs)) % folds
    errors = []
    for setting in SETTINGS[method]:
        error = 0
        for f in range(folds):
            held = fold == f
            forecast = method(inputs[~held], futures[~held], inputs[held], *setting)
            error += ((forecast - futures[held]) ** 2).sum()
        errors.append(error)
    return SETTINGS[method][int(np.argmin(errors))]


class Experiment:
    """What the experiment knows of its training runs."""

    def __init__(self, folder):
        self.folder = folder
        common = folder / "rom_common"
        basis = np.load(common / "pod_basis.npz")
        self.modes, self.mean = basis["U"], basis["mean"]
        self.reference = np.fft.fft2(np.load(common / "shift_align.npz")["ref"])
        self.climatology = np.load(common / "climatology.npz")["latent"]
        data = np.load(common / "latent_dataset.npz")
        offsets = data["run_offsets"]
        self.lag = int(data["lag"])
        # The modes of the density come first; further channels may follow.
        latent = data["latent"][:, : self.modes.shape[1]]
        self.runs = [latent[a:b] for a, b in zip(offsets, offsets[1:])]
        frames = min(len(run) for run in self.runs)
        self.windows = np.array([run[: self.lag] for run in self.runs])
        self.futures = np.array([run[self.lag : frames].ravel() for run in self.runs])

    def features(self, windows):
        """Last state and its change, each block with variance 1 over the training windows."""
        def blocks(w):
            return w[:, -1], w[:, -1] - w[:, -2]

        scales = [np.sqrt(block.var(0).sum()) or 1 for block in blocks(self.windows)]
        return np.hstack([block / scale for block, scale in zip(blocks(windows), scales)])

    def aligned(self, frames):
        """Frames [T, ny, nx] as they are moved to the reference [T, cells]."""
        aligned = np.empty((len(frames), frames[0].size))
        for t, frame in enumerate(frames):
            # argmax over (dy, dx) of sum(roll(frame, (dy, dx)) * reference)
            correlation = np.fft.ifft2(np.conj(np.fft.fft2(frame)) * self.reference).real
            dy, dx = np.unravel_index(np.argmax(correlation), correlation.shape)
            aligned[t] = np.roll(frame, (dy, dx), (0, 1)).ravel()
        return aligned

    def window(self, folder, start_time):
        """The states before the forecast's start [w, r]."""
        rho, start = test_run(folder, start_time)
        return (np.sqrt(self.aligned(rho[start - self.lag : start]) + 1e-10) - self.mean) @ self.modes

    def truth(self, folder, start_time):
        """Aligned densities after the forecast's start [T, cells], and the mass."""
        rho, start = test_run(folder, start_time)
        return self.aligned(rho[start:]), rho[0].sum()

    def r2(self, truth, latent, mass):
        field = np.maximum(self.mean + latent @ self.modes.T, 0) ** 2 - 1e-10
        field *= mass / field.sum(1, keepdims=True)
        return 1 - ((truth - field) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()


def test_run(folder, start_time):
    """Densities [T, ny, nx], and the first frame of the forecast."""
    data = np.load(folder / "density_true.npz")
    return data["rho"].astype(float), int(np.searchsorted(data["times"], start_time - 1e-9))


def extended(forecast, steps):
    """Beyond the forecast, the mean of its last quarter."""
    if steps <= len(forecast):
        return forecast[:steps]
    tail = forecast[-max(1, len(forecast) // 4) :].mean(0)
    return np.vstack([forecast, np.tile(tail, (steps - len(forecast), 1))])


def main(folder, start_time=0.6):
    experiment = Experiment(folder)
    r = experiment.modes.shape[1]
    inputs = {
        direct: experiment.windows.reshape(len(experiment.windows), -1),
        analog: experiment.features(experiment.windows),
    }
    inputs[kernel] = inputs[analog]
    settings = {method: best_setting(method, x, experiment.futures, r) for method, x in inputs.items()}
    folders = sorted((folder / "test").glob("run_*"))
    windows = np.array([experiment.window(run, start_time) for run in folders])
    queries = {direct: windows.reshape(len(windows), -1), analog: experiment.features(windows)}
    queries[kernel] = queries[analog]
    forecasts = {
        method: method(x, experiment.futures, queries[method], *settings[method]).reshape(len(windows), -1, r)
        for method, x in inputs.items()
    }
    with open(folder / "reference_results.csv", newline="") as table:
        theirs = {int(row["test_id"]): float(row["r2_reconstructed"])
                  for row in csv.DictReader(table) if row["reference"] == "climatology"}
    rows = []
    for index, run in enumerate(folders):
        truth, mass = experiment.truth(run, start_time)
        climatology = experiment.r2(truth, np.tile(experiment.climatology, (len(truth), 1)), mass)
        # The same score as the product's, or nothing below means anything.
        if not abs(climatology - theirs[index]) < 1e-3 * max(1, abs(theirs[index])):
            sys.exit(f"{run}: climatology has R2 {climatology} here and {theirs[index]} in reference_results.csv")
        for method, forecast in forecasts.items():
            latent = extended(forecast[index], len(truth))
            rows.append([index, method.__name__, experiment.r2(truth, latent, mass)])
    with open(folder / "independent.csv", "w", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["test_id", "method", "r2_reconstructed"])
        writer.writerows(rows)
    for method, setting in settings.items():
        scores = [row[2] for row in rows if row[1] == method.__name__]
        print(f"{folder.name}: {method.__name__} {setting}: R2 {np.mean(scores):.4f}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
