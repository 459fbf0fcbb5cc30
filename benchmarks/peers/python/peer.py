"""What every peer script does: be ready, then work once for each line read and answer with the seconds it took."""
import sys
import time

BLOCK_SECONDS = 0.2


def serve(work, units=1, block=BLOCK_SECONDS):
    """Calls `work` often enough to fill a block; answers with the seconds of one of its `units`."""
    work()
    calls = 1
    while timed(work, calls) < block:
        calls *= 2
    print("ready", flush=True)
    for _ in sys.stdin:
        print(repr(timed(work, calls) / (calls * units)), flush=True)


def timed(work, calls):
    start = time.perf_counter()
    for _ in range(calls):
        work()
    return time.perf_counter() - start
