"""Walkers that drift along a torus and spread. Arguments: the run's description (JSON), the table to write (CSV)."""
import json
import math
import random
import sys

with open(sys.argv[1]) as file:
    run = json.load(file)
random.seed(run["seed"])
side, dt = run["domain"]["lx"], run["dt"]
walkers = [
    (run["parameter"] * random.gauss(0, 1), side / 2 + random.gauss(0, 1))
    for _ in range(int(run["parameters"]["walkers"]))
]

with open(sys.argv[2], "w") as out:
    out.write("time,id,x,y\n")
    for frame in range(math.ceil(run["duration"] / dt) + 1):
        for number, (x, y) in enumerate(walkers):
            out.write(f"{frame * dt},{number},{x % side},{y % side}\n")
        step = math.sqrt(2 * run["parameters"]["diffusion"] * dt)
        walkers = [(x + dt + random.gauss(0, step), y + random.gauss(0, step)) for x, y in walkers]
        print("progress", frame * dt / run["duration"], flush=True)
