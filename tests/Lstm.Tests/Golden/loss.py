"""Makes loss.npz: losses of a closed loop and their gradients, by PyTorch in double precision.

/usr/bin/python3 loss.py loss.npz
"""
import sys

import numpy
import torch

R, LAG, UNITS, LAYERS, STEPS, WINDOWS = 3, 4, 5, 2, 4, 6
WEIGHT, ALPHA = 0.7, 0.3

torch.manual_seed(20)
torch.set_default_dtype(torch.float64)
net = torch.nn.Module()
net.lstm = torch.nn.LSTM(R, UNITS, LAYERS, batch_first=True)
net.layer_norm = torch.nn.LayerNorm(UNITS)
net.out = torch.nn.Linear(UNITS, R)
with torch.no_grad():
    for p in net.parameters():  # float32 values, so that both sides start at the same weights
        p.copy_((p + 0.3 * torch.randn_like(p)).float())
x, y = (torch.randn(WINDOWS, n, R).float().double() for n in (LAG, STEPS))


def step(window):
    return net.out(net.layer_norm(net.lstm(window)[0][:, -1])) + window[:, -1]


errors, window = [], x
for k in range(STEPS):
    state = step(window)
    errors.append(((state - y[:, k]) ** 2).mean())
    window = torch.cat([window[:, 1:], state[:, None]], 1)

losses = {
    "one_step": errors[0],
    "weighted": errors[0] + WEIGHT * torch.stack(errors).mean(),
    "convex": (1 - ALPHA) * errors[0] + ALPHA * torch.stack(errors[1:]).mean(),
}
arrays = {"x": x.numpy(), "y": y.numpy(), "weight": WEIGHT, "alpha": ALPHA}
for name, value in net.state_dict().items():
    arrays["state/" + name] = value.numpy()
for name, loss in losses.items():
    arrays[name] = loss.item()
    gradients = torch.autograd.grad(loss, list(net.parameters()), retain_graph=True)
    arrays[name + "_gradient"] = torch.cat([g.flatten() for g in gradients]).numpy()
numpy.savez(sys.argv[1], **arrays)
