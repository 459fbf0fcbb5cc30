"""Active Brownian particles: each keeps its speed and turns at random. Arguments: run.json trajectory.npz"""
import json
import sys

import numpy as np

run = json.load(open(sys.argv[1], encoding="utf-8"))
random = np.random.default_rng(run["seed"])
box = np.array([run["domain"]["lx"], run["domain"]["ly"]])
particles = int(run["parameters"]["particles"])
dt, speed, turning = run["dt"], run["parameters"]["speed"], run["parameters"]["turning"]

# The case says where they begin: all over the box, or in a drop of the given radius.
if run["case"] == "drop":
    positions = box / 2 + run["parameter"] * random.normal(size=(particles, 2))
else:
    positions = box * random.random((particles, 2))
angle = 2 * np.pi * random.random(particles)

steps = int(run["duration"] / dt + 1e-9)
traj = np.empty((steps + 1, particles, 2), np.float32)
for step in range(steps + 1):
    traj[step] = positions % box
    angle += np.sqrt(2 * turning * dt) * random.normal(size=particles)
    positions = positions + dt * speed * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    if step % 100 == 0:
        print(f"progress {step / steps:.2f}", flush=True)

np.savez(sys.argv[2], traj=traj, times=dt * np.arange(steps + 1))
