"""Reads every file of an experiment with NumPy, pandas, PyTorch and a strict JSON parser, and computes the forecasts again.

Usage: interoperability.py EXPERIMENT. Prints one line for each check; a failed one raises.
"""
import csv
import json
import pathlib
import sys

import numpy as np
import pandas as pd
import torch

root = pathlib.Path(sys.argv[1])


def strict_json(path):
    def refuse(literal):
        raise ValueError(f"{path}: {literal} is no JSON")

    return json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)


def read_everything():
    counts = {".npz": 0, ".json": 0, ".csv": 0, ".pt": 0}
    for path in sorted(root.rglob("*")):
        if path.suffix == ".npz":
            with np.load(path, allow_pickle=False) as file:
                for name in file.files:
                    array = file[name]
                    assert array.dtype.kind in "fiUb", (path, name, array.dtype)
                    assert array.dtype.kind != "f" or np.isfinite(array).all(), (path, name)
        elif path.suffix == ".json":
            strict_json(path)
        elif path.suffix == ".csv":
            with open(path, newline="", encoding="utf-8") as file:
                rows = list(csv.reader(file))
            assert len({len(row) for row in rows}) == 1, path
            assert len(pd.read_csv(path)) == len(rows) - 1, path
        elif path.suffix == ".pt":
            torch.load(path, weights_only=True)
        else:
            continue
        counts[path.suffix] += 1
    assert all(counts.values()), counts
    print("read", counts)


def shifts_of(frames, reference):
    """Per frame the (dy, dx) whose np.roll correlates best with the reference, by brute force over all of them."""
    spectrum = np.fft.fft2(reference)
    found = []
    for frame in frames:
        correlation = np.fft.ifft2(spectrum * np.conj(np.fft.fft2(frame))).real
        found.append(np.unravel_index(np.argmax(correlation), correlation.shape))
    return found


class Lstm(torch.nn.Module):
    def __init__(self, r, hidden, layers, layer_norm, residual):
        super().__init__()
        self.lstm = torch.nn.LSTM(r, hidden, layers, batch_first=True)
        if layer_norm:
            self.layer_norm = torch.nn.LayerNorm(hidden)
        self.out = torch.nn.Linear(hidden, r)
        self.residual = residual

    def forward(self, x):
        h = self.lstm(x)[0][:, -1]
        if hasattr(self, "layer_norm"):
            h = self.layer_norm(h)
        y = self.out(h)
        return y + x[:, -1] if self.residual else y


def mvar_forecast(window, steps):
    with np.load(root / "MVAR" / "mvar_model.npz") as file:
        matrices, intercept = file["A_matrices"], file["intercept"]
    history = list(window[-len(matrices):])
    for _ in range(steps):
        history.append(intercept + sum(a @ history[-1 - j] for j, a in enumerate(matrices)))
    return np.array(history[-steps:])


def lstm_forecast(window, steps):
    state = torch.load(root / "LSTM" / "lstm_state_dict.pt", weights_only=True)
    with np.load(root / "LSTM" / "lstm_normalization.npz") as file:
        mean, std = file["input_mean"], file["input_std"]
        lag, residual = int(file["lag"]), bool(file["residual"])
    hidden, r = state["lstm.weight_hh_l0"].shape[1], state["out.weight"].shape[0]
    layers = sum(name.startswith("lstm.weight_hh_l") for name in state)
    model = Lstm(r, hidden, layers, "layer_norm.weight" in state, residual)
    model.load_state_dict(state)
    model.eval()
    history = [torch.tensor((x - mean) / std, dtype=torch.float32) for x in window[-lag:]]
    with torch.no_grad():
        for _ in range(steps):
            history.append(model(torch.stack(history[-lag:])[None])[0])
    forecast = np.array([x.double().numpy() * std + mean for x in history[-steps:]])
    with np.load(root / "LSTM" / "lstm_horizon.npz") as file:
        beyond, horizon, climatology = int(file["beyond"]), int(file["horizon"]), file["climatology"]
    if beyond == 1:
        forecast[horizon:] = climatology
    elif beyond == 0 and steps > horizon:
        forecast[horizon:] = forecast[:horizon][-max(1, horizon // 4) :].mean(axis=0)
    return forecast


def forecasts_again():
    with np.load(root / "rom_common" / "pod_basis.npz") as file:
        modes, mean = file["U"], file["mean"]
    with np.load(root / "rom_common" / "shift_align.npz") as file:
        reference, ref_method = file["ref"], str(file["ref_method"])
    assert ref_method == "mean", ref_method
    assert np.allclose(modes.T @ modes, np.eye(modes.shape[1]), atol=1e-10)
    summary = strict_json(root / "summary.json")
    for run in sorted((root / "test").glob("run_*")):
        with np.load(run / "density_true.npz") as file:
            truth = file["rho"].astype(float)
        shifts = shifts_of(truth, reference)
        aligned = np.array([np.roll(frame, shift, axis=(0, 1)) for frame, shift in zip(truth, shifts)])
        latent = (np.sqrt(aligned + 1e-10).reshape(len(truth), -1) - mean) @ modes
        for name, forecast in (("MVAR", mvar_forecast), ("LSTM", lstm_forecast)):
            with np.load(run / f"density_pred_{name.lower()}.npz") as file:
                ours, start = file["rho"], int(file["forecast_start_idx"])
            predicted = forecast(latent[:start], len(truth) - start) @ modes.T + mean
            density = (np.maximum(predicted, 0) ** 2 - 1e-10).reshape(-1, *truth.shape[1:])
            density = np.maximum(density, 0)
            density *= (truth[start - 1].sum() / density.sum(axis=(1, 2)))[:, None, None]
            residual = ((density - aligned[start:]) ** 2).sum()
            r2 = 1 - residual / ((aligned[start:] - aligned[start:].mean()) ** 2).sum()
            lab = np.array([np.roll(f, (-dy, -dx), axis=(0, 1)) for f, (dy, dx) in zip(density, shifts[start:])])
            error = np.abs(lab - ours[start:]).max() / truth.max()
            table = pd.read_csv(root / name / "test_results.csv").set_index("label")
            label = strict_json(run / "metadata.json")["facts"]["label"]
            assert error < 1e-5, (run, name, error)
            assert abs(table.loc[label, "r2_reconstructed"] - r2) < 1e-5, (name, table.loc[label, "r2_reconstructed"], r2)
            print("forecast", run.name, name, f"{error:.1e}")
    for name, model in summary["models"].items():
        mean_r2 = pd.read_csv(root / name / "test_results.csv")["r2_reconstructed"].mean()
        assert abs(model["test_metrics"]["r2_reconstructed"] - mean_r2) < 1e-12


def pod_again():
    """The basis against a full SVD of the snapshots."""
    with np.load(root / "rom_common" / "pod_basis.npz") as file:
        modes, mean, singular = file["U"], file["mean"], file["singular_values"]
        total, ratio = float(file["total_energy"]), float(file["energy_ratio"])
    with np.load(root / "rom_common" / "shift_align.npz") as file:
        shifts = file["shifts"]
    frames = []
    for run in sorted((root / "train").glob("run_*")):
        with np.load(run / "density.npz") as file:
            frames.extend(file["rho"].astype(float))
    assert len(frames) == len(shifts)
    snapshots = np.array([np.sqrt(np.roll(f, s, axis=(0, 1)) + 1e-10).ravel() for f, s in zip(frames, shifts)])
    assert np.allclose(snapshots.mean(axis=0), mean, atol=1e-12)
    u, s, _ = np.linalg.svd((snapshots - mean).T, full_matrices=False)
    r = modes.shape[1]
    assert np.allclose(s[:r], singular, rtol=1e-8), np.abs(s[:r] / singular - 1).max()
    assert abs((s**2).sum() / total - 1) < 1e-10
    assert abs((s[:r] ** 2).sum() / (s**2).sum() - ratio) < 1e-8
    gap = np.linalg.norm(modes - u[:, :r] @ (u[:, :r].T @ modes), 2)
    assert gap < 1e-6, gap
    print("pod", f"{gap:.1e}")


read_everything()
pod_again()
forecasts_again()
