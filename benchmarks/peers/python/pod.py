"""The leading modes of snapshots in memory: pod.py SNAPSHOTS.npy MODES"""
import sys

import numpy as np
from peer import serve
from sklearn.utils.extmath import randomized_svd

x = np.load(sys.argv[1])
modes = int(sys.argv[2])
x -= x.mean(axis=0)


def decompose():
    randomized_svd(x, n_components=modes, random_state=0)


serve(decompose)
