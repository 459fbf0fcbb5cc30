"""Truth for bootstrap intervals, by scipy.stats.bootstrap (SciPy 1.10, method BCa), and for the normal distribution.

A row is an index; each stratum is a sample of SciPy's, so that it resamples within strata, and its acceleration is the one
for several samples. Percentiles are expanded by the choice of the confidence that SciPy is asked for."""
import numpy as np
from scipy import special, stats
rng = np.random.default_rng(20261126)
out = {}

def case(name, sizes, x, y, confidence=0.95):
    """x and y are rows of numerators and denominators; y of ones makes the ratio of means a mean of x."""
    strata = np.repeat(np.arange(len(sizes)), sizes)
    samples = [np.flatnonzero(strata == s) for s in range(len(sizes))]
    n = sum(sizes)
    def statistic(*indices, axis=-1):
        mean = lambda column: sum(len(s) / n * column[i.astype(int)].mean(axis) for s, i in zip(samples, indices))
        return mean(x) / mean(y)
    # Influences: each row left out of its stratum, whose weight stays.
    u = [np.array([statistic(*[np.delete(t, i) if t is s else t for t in samples]) for i in range(len(s))]) for s in samples]
    u = [(len(v) - 1) * (v.mean() - v) for v in u]
    v = np.array([(w ** 2).sum() / len(w) / (len(w) - 1) for w in u])
    df = np.floor(v.sum() ** 2 / (v ** 2 / (np.array(sizes) - 1)).sum() + 1e-9)
    t = np.sqrt(df * (1 / special.betaincinv(df / 2, 0.5, 1 - confidence) - 1)) # stats.t.ppf has errors of 1e-9
    expansion = np.sqrt(v.sum() / sum((w ** 2).sum() / len(w) ** 2 for w in u))
    asked = 1 - 2 * special.ndtr(-expansion * t)
    few = stats.bootstrap(samples, statistic, n_resamples=2000, confidence_level=asked, random_state=rng)
    many = stats.bootstrap(samples, statistic, n_resamples=200000, batch=10000, confidence_level=asked, random_state=rng)
    out.update({f"bca.{name}.strata": strata.astype(float), f"bca.{name}.x": x, f"bca.{name}.y": y,
                f"bca.{name}.confidence": np.array(confidence), f"bca.{name}.error": np.array(np.sqrt(v.sum())),
                f"bca.{name}.degrees": np.array(df), f"bca.{name}.estimate": np.array(statistic(*samples)),
                f"bca.{name}.replicates": few.bootstrap_distribution,
                f"bca.{name}.few": np.array(few.confidence_interval), f"bca.{name}.many": np.array(many.confidence_interval)})

gamma = lambda n: (rng.gamma(4, size=n) - 4) / 2
case("mean", [40], gamma(40), np.ones(40))
case("few_rows", [12], gamma(12), np.ones(12))
case("mean_of_families", [10] * 4, gamma(40) + np.repeat([0, 5, -3, 1], 10), np.ones(40))
case("uneven_families", [4, 6, 10, 20], gamma(40) * np.repeat([4, 1, 2, 0.5], [4, 6, 10, 20]), np.ones(40))
case("ratio", [40], 2 + 0.5 * gamma(40), 3 + 0.8 * gamma(40))
shared = gamma(40)
case("ratio_of_families", [10] * 4, 2 + shared + 0.3 * gamma(40), 4 + shared + np.repeat([0, 1, 2, -1], 10))
case("ninety_percent", [20, 10], gamma(30), 2 + 0.3 * gamma(30), 0.9)

z = np.array([-8, -5, -3.3, -1.959963984540054, -1, -1e-3, 0, 1e-8, 0.5, 2, 4, 7.5])
p = np.array([1e-12, 1e-4, 0.025, 0.3, 0.5, 0.6, 0.975, 0.9999])
out.update({"normal.z": z, "normal.probability": special.ndtr(z), "normal.p": p, "normal.quantile": special.ndtri(p)})
np.savez_compressed("bootstrap.npz", **out)
