"""An autoregressive model as one fits it with scikit-learn, its loop over windows included: ridge.py LATENT.npz LAG ALPHA"""
import sys

import numpy as np
from peer import serve
from sklearn.linear_model import Ridge

archive = np.load(sys.argv[1])
runs = [archive[name] for name in archive.files]
lag, alpha = int(sys.argv[2]), float(sys.argv[3])


def fit():
    x, y = [], []
    for run in runs:
        for t in range(lag, len(run)):
            x.append(run[t - lag:t].reshape(-1))
            y.append(run[t])
    Ridge(alpha=alpha).fit(np.array(x), np.array(y))


serve(fit)
