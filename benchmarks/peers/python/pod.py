"""The leading modes of snapshots in memory: pod.py SNAPSHOTS.npy MODES sklearn|gram"""
import sys

import numpy as np
from peer import serve
from sklearn.utils.extmath import randomized_svd

x = np.load(sys.argv[1])
modes, way = int(sys.argv[2]), sys.argv[3]
x -= x.mean(axis=0)


def sklearn_randomized():
    randomized_svd(x, n_components=modes, random_state=0)


def gram():
    values, vectors = np.linalg.eigh(x.T @ x)
    return np.sqrt(values[::-1][:modes]), vectors[:, ::-1][:, :modes]


serve(sklearn_randomized if way == "sklearn" else gram)
