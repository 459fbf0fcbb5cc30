"""Makes the five recordings of this sample: fish that swim through a bend of a flume, seen by a camera.

A fish enters on the left, follows the bend and leaves on the right; now and then the tracker loses it for a frame.
Positions are in pixels (20 for a cm), frames are counted at 10 a second. Formulas only, no random numbers.
"""
import math
import sys
from pathlib import Path

LX, LY, PIXELS, FPS = 30.0, 15.0, 20.0, 10.0
GOLDEN = (math.sqrt(5) - 1) / 2


def position(fish, t, phase):
    entry = fish / 8 + 0.6 * math.sin(2 * math.pi * fish / 16 + phase) - 4
    speed = 9 + 2 * (fish * GOLDEN % 1)
    x = speed * (t - entry)
    y = LY / 2 + 3 * math.sin(2 * math.pi * x / LX + phase) + 5 * (fish * GOLDEN ** 2 % 1) - 2.5
    return x, y


def recording(frames, phase):
    yield "frame,fish,x_px,y_px"
    for frame in range(frames):
        for fish in range(8 * (frames // 10 + 5)):
            x, y = position(fish, frame / FPS, phase)
            if not 0 <= x < LX:
                continue
            lost = (frame + 7 * fish) % 97 == 0
            yield f"{frame},{fish}," + ("," if lost else f"{PIXELS * x:.1f},{PIXELS * y:.1f}")


folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
recordings = {"train_1": (70, 0.0), "train_2": (85, 0.4), "train_3": (100, 0.8), "train_4": (60, 1.2), "test_1": (80, 0.6)}
for name, (frames, phase) in recordings.items():
    with open(folder / f"{name}.csv", "w", newline="\n") as file:
        file.writelines(line + "\n" for line in recording(frames, phase))
